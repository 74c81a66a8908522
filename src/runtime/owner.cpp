// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Whom a coroutine that has not begun is going to end with.

#include <qeager/detail/owner.h>
#include <qeager/detail/start.h>
#include <qeager/detail/taskstate.h>
#include <qeager/errors.h>

#include <utility>

namespace QEager::detail {

// -- of a coroutine that has not begun

NaturalOwner::NaturalOwner(const QObject *object, ScopeState *scope)
    : m_object(const_cast<QObject *>(object)), m_isObject(object || !scope)
{
    if (!scope)
        return;
    if (!scope->link)
        scope->link = std::make_shared<ScopeState *>(scope);
    m_scope = scope->link;
    m_thread = &threadState();
}

bool NaturalOwner::isLost() const noexcept
{
    return (m_isObject && m_object.isNull()) || (m_scope && isHere() && !*m_scope);
}

void NaturalOwner::addTo(StartOptions &options) const noexcept
{
    options.owner = m_isObject ? &m_object : nullptr;
    options.scope = m_scope.get();
    options.isNatural = true;
}

void FreeOwner::operator()(NaturalOwner *owner) const noexcept { delete owner; }

void destroyUnstarted(PromiseBase &promise, std::coroutine_handle<> frame) noexcept
{
    promise.takeOwner();
    frame.destroy();
}

PromiseOwner takeLivingOwner(PromiseBase &promise, std::coroutine_handle<> frame)
{
    PromiseOwner owner = promise.takeOwner();
    if (owner->isLost()) {
        frame.destroy();
        std::rethrow_exception(lostOwner());
    }
    return owner;
}

void *leaveOwner(PromiseBase &promise, std::coroutine_handle<> frame)
{
    takeLivingOwner(promise, frame);
    return frame.address();
}

std::exception_ptr lostOwner()
{
    return cancelledError(
        QStringLiteral("The object that this is a member function of was destroyed before it began."));
}

AdoptedOwner::AdoptedOwner(PromiseOwner owner) : m_owner(std::move(owner))
{
    if (m_task)
        m_task->owner().adopt(*m_owner);
}

void AdoptedOwner::bound() { m_task->owner().adopt(*m_owner); }

void leaveOwnerTo(TaskStateBase &asked)
{
    Activation *const running = threadState().current;
    const TaskOwner *const theirs = asked.knownOwner();
    if (!running || !theirs)
        return;
    if (TaskOwner *const own = materialize(*running).knownOwner())
        own->leaveTo(*theirs);
}

// -- of a start

void RootOptions::addOwner()
{
    if (m_options && m_options->owner) // named
        return;
    if (m_options)
        m_own = *m_options;
    m_owner->addTo(m_own);
    m_options = &m_own;
}

void RootOptions::refuse(std::coroutine_handle<> frame)
{
    m_owner.reset();
    frame.destroy();
    throw InvalidState(QStringLiteral(
        "A coroutine of an object that has a taskScope() can be started on the thread of that object only: "
        "for another one, name an owner in its TaskOptions."));
}

bool OwnerDetacher::await_ready() const
{
    if (Activation *const running = threadState().current) {
        if (TaskOwner *const owner = materialize(*running).knownOwner())
            owner->leave();
    }
    return true;
}

} // namespace QEager::detail
