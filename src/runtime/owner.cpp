// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Whom a task ends with: an object, a scope.

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
    return cancelledError(QStringLiteral("The object whose member function this is was destroyed before it began."));
}

AdoptedOwner::AdoptedOwner(PromiseOwner owner) : m_owner(std::move(owner))
{
    if (m_task)
        m_task->adoptOwner(*m_owner);
}

void AdoptedOwner::bound() { m_task->adoptOwner(*m_owner); }

void leaveOwnerTo(TaskStateBase &asked)
{
    if (Activation *const running = threadState().current)
        materialize(*running).leaveOwnerTo(asked);
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

// -- of a task

void TaskStateBase::setOwner(QObject *owner)
{
    if (m_extras) {
        if (owner && owner == m_extras->ownerObject && m_extras->owner)
            return;
        QObject::disconnect(m_extras->owner);
    }
    if (!owner)
        return;
    extras().ownerObject = owner;
    extras().owner = QObject::connect(owner, &QObject::destroyed, [this] {
        if (isHome())
            close();
        else
            cancel(QStringLiteral("The owner of %1, on another thread, was destroyed.").arg(name()));
    });
}

void TaskStateBase::applyOwner(const StartOptions &options)
{
    extras().isOwnerNamed = !options.isNatural;
    extras().hadOwner = true;
    if (!options.owner)
        return;
    if (QObject *const owner = *options.owner)
        setOwner(owner);
    else
        closeAtNextAwait();
}

void TaskStateBase::joinScopeOf(const StartOptions &options)
{
    if (!options.scope || m_done || (extras().scope.isLinked() && !extras().scope.isNatural))
        return;
    if (ScopeState *const scope = *options.scope)
        joinScope(scope, true);
    else
        closeAtNextAwait();
}

void TaskStateBase::joinScope(ScopeState *scope, bool isNatural, quint64 place)
{
    if (m_done)
        return;
    if (scope->closed) {
        close();
        return;
    }
    extras().hadOwner = true;
    ScopeMember &member = extras().scope;
    member.isNatural = isNatural;
    if (member.isLinked() && member.scope == scope)
        return;
    member.unlink();
    member.task = this;
    member.scope = scope;
    member.place = place ? place : ++scope->lastPlace;
    scope->members.append(&member);
}

void TaskStateBase::leaveOwner()
{
    if (!m_extras)
        return;
    setOwner(nullptr);
    if (m_extras->scope.isNatural)
        m_extras->scope.unlink();
}

void TaskStateBase::adoptOwner(const NaturalOwner &owner)
{
    if (m_extras && m_extras->isOwnerNamed)
        return;
    StartOptions options;
    owner.addTo(options);
    if (m_extras && m_extras->scope.isNatural && (!options.scope || *options.scope != m_extras->scope.scope))
        m_extras->scope.unlink();
    if (!options.owner)
        setOwner(nullptr);
    applyOwner(options);
    joinScopeOf(options);
}

void TaskStateBase::leaveOwnerTo(const TaskStateBase &asked)
{
    if (m_extras && !m_extras->isOwnerNamed && asked.m_extras && asked.m_extras->hadOwner)
        leaveOwner();
}

bool OwnerDetacher::await_ready() const
{
    if (Activation *const running = threadState().current)
        materialize(*running).leaveOwner();
    return true;
}

} // namespace QEager::detail
