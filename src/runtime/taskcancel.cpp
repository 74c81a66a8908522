// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The cancel path of a task: asking it, interrupting it, closing it. Whom it ends with is in taskowner.cpp.

#include <qeager/detail/closewalk.h>
#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/unhandled.h>

#include "printable_p.h"

#include <algorithm>
#include <new>

namespace QEager::detail {

std::exception_ptr cancelledError(const QString &message) { return std::make_exception_ptr(Cancelled(message)); }

namespace {

class CancelParcel final : public Parcel
{
public:
    CancelParcel(TaskStateBase *task, const QString &message) : m_task(task), m_message(message) {}
    void deliver() override { m_task->cancel(m_message); }
    void discard() noexcept override {}

private:
    Ref<TaskStateBase> m_task;
    QString m_message;
};

} // namespace

bool TaskStateBase::cancel(const QString &message)
{
    if (!isHome()) {
        if (auto *const parcel = new (std::nothrow) CancelParcel(this, message)) {
            port()->send(parcel);
        } else {
            m_askedElsewhere.store(true, std::memory_order_release);
            port()->sendRequest();
        }
        return true;
    }
    CancelWalk walk;
    const bool asked = cancel(message, walk);
    walk.run();
    return asked;
}

bool TaskStateBase::cancel(const QString &message, CancelWalk &walk)
{
    if (m_done)
        return false;
    noteRequest(message);
    if (waiter())
        cancelWait(walk);
    return true;
}

void TaskStateBase::noteRequest(const QString &message)
{
    m_extras.add(*this, message);
    traceCancel(message);
}

void TaskStateBase::traceCancel(const QString &message)
{
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::cancels, *this, message);
}

/*  A request goes to the end of the chain of tasks that await each other, however long, without recursion. In a ring
    every task is asked, and the last one gives its wait up. */
void TaskStateBase::cancelWait(CancelWalk &walk)
{
    const QString message = requests().message();
    Ref<TaskStateBase> task(this);
    for (;;) {
        task->m_passingOn = true;
        TaskStateBase *const awaited = task->waiter() ? task->waiter()->passesCancelTo() : nullptr;
        if (!awaited || awaited->m_passingOn)
            break;
        task->passedRequestOn(); // it comes out of what is awaited
        awaited->noteRequest(message);
        task = Ref<TaskStateBase>(awaited);
    }
    for (TaskStateBase *each = this; each != task.get(); each = each->waiter()->passesCancelTo())
        each->m_passingOn = false;
    task->m_passingOn = false;
    // What gives its wait up may run code of the user, after which it may have been resumed already.
    if (task->waiter() && task->waiter()->cancelWait(message, walk) && task->waiter() && !task->waiter()->isWaiting()) {
        task->stopWaiting();
        task->schedule();
    }
}

void TaskStateBase::throwPending()
{
    if (TaskExtras *const extras = m_extras.get(); extras && extras->injected) [[unlikely]]
        std::rethrow_exception(std::exchange(extras->injected, nullptr));
    if (mustCancel()) [[unlikely]] {
        m_extras.deliver();
        throw Cancelled(requests().message());
    }
}

void TaskStateBase::refuseAwait(int limit)
{
    if (m_refusedAwaits >= limit)
        return;
    ++m_refusedAwaits;
    m_extras.deliver();
    throw Cancelled(requests().message());
}

bool TaskStateBase::hasItsTurnToClose() const noexcept
{
    const TaskOwner *const own = knownOwner();
    return Runtime::current().isClosing() || (own && own->isBeingClosed());
}

/*  Closing is cancelling, but for its being synchronous: what is awaited is asked to end as well. That may run code of
    the user, which may end this, or make it wait for something else. When all tasks of a thread or a scope are closed,
    what is awaited has its turn anyway: to ask the rest of a chain for each of its links takes the square of its
    length. */
void TaskStateBase::leaveWait(bool closing)
{
    while (waiter()) {
        CancelWalk walk;
        const QString message = requests().message();
        const Ref<TaskStateBase> awaited(closing ? waiter()->passesCancelTo() : nullptr);
        if (closing && !awaited)
            waiter()->cancelWait(message, walk);
        if (Waiter *const left = stopWaiting())
            left->giveUpIfWaiting();
        if (awaited && (awaited->m_running || !awaited->hasItsTurnToClose()))
            awaited->cancel(message, walk);
        walk.run();
    }
}

bool TaskStateBase::interrupt(std::exception_ptr error, bool closing)
{
    const Ref<TaskStateBase> self(this);
    if (!closing)
        m_extras.make(*this); // or it throws here, and nothing has happened
    leaveWait(closing);
    if (m_done)
        return true;
    Runnable::unlink();
    m_wokenWhileHeld = false;
    if (TaskExtras *const extras = m_extras.tryMake(*this))
        extras->injected = std::move(error);
    else
        m_extras.add(*this, {}); // Cancelled as well, which is what closing throws
    const UndisturbedScope undisturbed;
    resumeHere(false);
    return m_done;
}

void TaskStateBase::close() { CloseWalk().close(*this); }

QString TaskStateBase::closedByOwner() const { return QStringLiteral("%1 was closed by its owner.").arg(name()); }

ClosedFirst *TaskStateBase::beginClosing()
{
    if (m_done)
        return nullptr;
    m_closing = true;
    const QString message = closedByOwner();
    traceCancel(message);
    if (m_running)
        return nullptr; // its next await throws
    if (!m_started) {
        const bool isSurprise = !mustCancel();
        abandon(message);
        if (isSurprise)
            warn(QStringLiteral("%1 never began: it was closed before its turn came.").arg(printable(name())));
        return nullptr;
    }
    if (TaskExtras *const extras = m_extras.tryMake(*this)) {
        extras->setMessage(message);
        extras->isClosedByWalk = true;
    }
    interrupt(cancelledError(message), true);
    return stillToClose();
}

ClosedFirst *TaskStateBase::goOnClosing()
{
    const UndisturbedScope undisturbed;
    resumeHere(false);
    return stillToClose();
}

bool TaskStateBase::isClosedByWalk() const noexcept
{
    const TaskExtras *const extras = m_extras.get();
    return extras && extras->isClosedByWalk;
}

void TaskStateBase::closeFirst(ClosedFirst &others) noexcept { m_extras.get()->closedFirst = &others; }

ClosedFirst *TaskStateBase::stillToClose()
{
    if (m_done)
        return nullptr;
    TaskExtras *const extras = m_extras.get();
    if (ClosedFirst *const others = extras ? std::exchange(extras->closedFirst, nullptr) : nullptr) {
        m_running = true; // as if it were, further down on this stack: nobody else is to resume it
        return others;
    }
    abandon(closedByOwner());
    warn(QStringLiteral("%1 did not end when it was closed: it kept awaiting. Its frame is destroyed.")
             .arg(printable(name())));
    return nullptr;
}

void TaskStateBase::abandon(std::exception_ptr why)
{
    if (m_done)
        return;
    leaveWait(false);
    if (m_done)
        return;
    Runnable::unlink();
    setFailure(std::move(why));
    conclude(false);
}

} // namespace QEager::detail
