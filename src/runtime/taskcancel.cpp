// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The cancel path of a task: requests, interrupting, closing. Whom it ends with is in owner.cpp.

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/unhandled.h>

#include <algorithm>

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

int TaskStateBase::cancelRequests() const noexcept { return m_extras ? m_extras->cancelRequests : 0; }

int TaskStateBase::deliveredRequests() const noexcept
{
    return m_extras ? m_extras->cancelRequests - m_extras->undelivered : 0;
}

int TaskStateBase::uncancel() noexcept
{
    if (!m_extras || m_extras->cancelRequests == 0)
        return 0;
    const int left = --m_extras->cancelRequests;
    m_extras->undelivered = std::min(m_extras->undelivered, left);
    if (left == 0)
        m_mustCancel = false;
    return left;
}

bool TaskStateBase::cancel(const QString &message)
{
    if (!isHome()) {
        m_port->send(new CancelParcel(this, message));
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
    if (m_waiter)
        cancelWait(walk);
    return true;
}

void TaskStateBase::noteRequest(const QString &message)
{
    Extras &mine = extras();
    ++mine.cancelRequests;
    ++mine.undelivered;
    mine.cancelMessage = message;
    m_mustCancel = true;
    traceCancel(message);
}

void TaskStateBase::traceCancel(const QString &message)
{
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::cancels, *this, message);
}

void TaskStateBase::noteDelivery() noexcept
{
    m_mustCancel = false;
    if (m_extras)
        m_extras->undelivered = 0;
}

/*  A request goes to the end of the chain of tasks that await each other, however long, without recursion. In a ring
    every task is asked, and the last one gives its wait up. */
void TaskStateBase::cancelWait(CancelWalk &walk)
{
    const QString message = m_extras->cancelMessage;
    Ref<TaskStateBase> task(this);
    for (;;) {
        task->m_passingOn = true;
        TaskStateBase *const awaited = task->m_waiter ? task->m_waiter->passesCancelTo() : nullptr;
        if (!awaited || awaited->m_passingOn)
            break;
        task->noteDelivery(); // it comes out of what is awaited
        awaited->noteRequest(message);
        task = Ref<TaskStateBase>(awaited);
    }
    for (TaskStateBase *each = this; each != task.get(); each = each->m_waiter->passesCancelTo())
        each->m_passingOn = false;
    task->m_passingOn = false;
    // What gives its wait up may run code of the user, after which it may have been resumed already.
    if (task->m_waiter && task->m_waiter->cancelWait(message, walk) && task->m_waiter && !task->m_waiter->isWaiting()) {
        task->m_waiter = nullptr;
        task->schedule();
    }
}

void TaskStateBase::throwPending()
{
    if (m_extras && m_extras->injected) [[unlikely]]
        std::rethrow_exception(std::exchange(m_extras->injected, nullptr));
    if (m_mustCancel) [[unlikely]] {
        noteDelivery();
        throw Cancelled(m_extras->cancelMessage);
    }
}

void TaskStateBase::refuseAwait(int limit)
{
    if (++extras().refusedAwaits > limit)
        return;
    noteDelivery();
    throw Cancelled(extras().cancelMessage);
}

/*  Closing is cancelling, but for its being synchronous: what is awaited is asked to end as well. That may run code of
    the user, which may end this, or make it wait for something else. */
void TaskStateBase::leaveWait(bool closing)
{
    while (m_waiter) {
        CancelWalk walk;
        if (closing) {
            const QString message = extras().cancelMessage;
            if (TaskStateBase *const awaited = m_waiter->passesCancelTo())
                walk.add({Ref<TaskStateBase>(awaited)}, message);
            else
                m_waiter->cancelWait(message, walk);
        }
        if (Waiter *const waiter = std::exchange(m_waiter, nullptr))
            waiter->giveUpIfWaiting();
        walk.run();
    }
}

bool TaskStateBase::interrupt(std::exception_ptr error, bool closing)
{
    const Ref<TaskStateBase> self(this);
    leaveWait(closing);
    if (m_done)
        return true;
    Runnable::unlink();
    m_wokenWhileHeld = false;
    m_closing = m_closing || closing;
    extras().injected = std::move(error);
    const UndisturbedScope undisturbed;
    resumeHere(false);
    return m_done;
}

void TaskStateBase::close()
{
    if (m_done)
        return;
    const Ref<TaskStateBase> self(this);
    m_closing = true;
    const QString message = QStringLiteral("%1 was closed by its owner.").arg(name());
    traceCancel(message);
    if (m_running)
        return; // its next await throws
    if (!m_started) {
        const bool isSurprise = !m_mustCancel;
        abandon(message);
        if (isSurprise)
            warn(QStringLiteral("%1 never began: it was closed before its turn came.").arg(name()));
        return;
    }
    extras().cancelMessage = message;
    if (interrupt(cancelledError(message), true))
        return;
    abandon(message);
    warn(QStringLiteral("%1 did not end when it was closed: it kept awaiting. Its frame is destroyed.").arg(name()));
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
