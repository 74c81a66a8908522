// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/activation.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/unhandled.h>
#include <qeager/detail/waiter.h>

#include "printable_p.h"

#include <QtCore/qcoreapplication.h>

#include <atomic>

namespace QEager::detail {

namespace {

// So many awaits are refused while a task is being closed, or run by awaitSync(); one that goes on even then is
// allowed to suspend, so that these get control back and can destroy it.
constexpr int RefusedAwaits = 100;

void warnWithoutApplication(const TaskStateBase &task)
{
    static std::atomic_flag warned; // once for all threads; orders nothing
    if (warned.test_and_set())
        return;
    warn(QStringLiteral("%1 was suspended, but there is no QCoreApplication: create one and run its event loop, or "
                        "nothing will resume it.")
             .arg(printable(task.name())));
}

} // namespace

void Waiter::leaveTask() noexcept
{
    if (m_task->waiter() == this)
        m_task->stopWaiting();
}

// Throws in a start that is to finish synchronously.
inline void Waiter::requireWaiting(const ThreadState &state, const std::source_location &place)
{
    const StartOptions *const options = state.current->options;
    SyncGuard *const guard = options ? options->sync : nullptr;
    if (!guard) [[likely]]
        return;
    if (guard->refused++ == 0)
        guard->place = place;
    if (guard->refused <= RefusedAwaits)
        throw WouldBlock(place);
}

// The running task, or an exception if it may not suspend.
inline TaskStateBase &Waiter::suspending(ThreadState &state)
{
    Activation &running = *state.current;
    TaskStateBase &task = running.task ? *running.task : materialize(running);
    if (task.isClosing() || state.runtime->isClosing()) [[unlikely]]
        task.refuseAwait(RefusedAwaits);
    if (!state.runtime->isDraining() && !QCoreApplication::instance() && !runsSynchronously()) [[unlikely]]
        warnWithoutApplication(task);
    return task;
}

bool Waiter::bindTask(std::coroutine_handle<> handle, const std::source_location &place)
{
    ThreadState &state = threadState();
    try {
        requireWaiting(state, place);
        m_task = &suspending(state);
    } catch (...) { // refused
        m_waiting = false;
        throw;
    }
    TaskStateBase &task = *m_task;
    task.waitAt(this);
    task.suspendAt(handle);
    if (state.tracers && isDisturbed(place)) [[unlikely]]
        return true;
    m_waiting = true;
    return task.mustCancel();
}

// What its task suspends for is told to who observes. True: it is for nothing.
Q_NEVER_INLINE bool Waiter::isDisturbed(const std::source_location &place)
{
    const Tracers &tracers = *threadState().tracers;
    if (!m_waiting) {
        tracers.tell(&Tracer::suspends, *m_task, waitsFor(), place);
        return false;
    }
    tracers.tell(&Tracer::suspends, *m_task, Awaited{"chaos"}, place);
    wake();
    return true;
}

void Waiter::queueTask(std::coroutine_handle<> handle, const std::source_location &place)
{
    ThreadState &state = threadState();
    TaskStateBase *const task = state.current->task;
    const Runtime &runtime = *state.runtime;
    if (!task || task->isClosing() || task->isHeld() || runtime.isClosing() || !runtime.isDraining() || state.tracers)
        [[unlikely]] {
        queueRarely(handle, place);
        return;
    }
    task->suspendAt(handle);
    state.runtime->appendYielding(task);
}

Q_NEVER_INLINE void Waiter::queueRarely(std::coroutine_handle<> handle, const std::source_location &place)
{
    ThreadState &state = threadState();
    TaskStateBase &task = suspending(state);
    task.suspendAt(handle);
    if (state.tracers) [[unlikely]] {
        state.tracers->tell(&Tracer::suspends, task, Awaited{"yield"}, place);
        if (!task.isHeld())
            state.tracers->tell(&Tracer::queues, task);
    }
    if (task.isHeld()) [[unlikely]]
        task.wakeLater();
    else
        state.runtime->appendYielding(&task);
}

bool Waiter::bindForeign(std::coroutine_handle<> handle)
{
    m_handle = handle;
    if (m_waiting) [[unlikely]] { // for nothing
        wake();
        return true;
    }
    m_waiting = true;
    return false;
}

void Waiter::unbind() noexcept
{
    m_waiting = false;
    if (!m_task)
        return;
    m_task->stopWaiting();
    m_task->Runnable::unlink(); // it was woken by then
    m_task->suspendAt({});
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::resumes, *m_task);
    m_task = nullptr;
}

void Waiter::begun()
{
    if (!m_task || !m_waiting || !m_task->mustCancel())
        return;
    CancelWalk walk;
    m_task->cancelWait(walk);
    walk.run();
}

void Waiter::wake()
{
    if (!m_waiting)
        return;
    m_waiting = false;
    if (m_task) {
        m_task->stopWaiting();
        m_task->schedule();
    } else {
        Runtime::current().append(this);
    }
}

void Waiter::yield()
{
    m_waiting = false;
    if (m_task) {
        m_task->stopWaiting();
        m_task->scheduleYielding();
    } else {
        Runtime::current().appendYielding(this);
    }
}

void Waiter::taskEnded(TaskEnd &end)
{
    const bool isFirst = m_task && !std::exchange(end.hasBeenAwaited, true);
    if (isFirst && m_exclusive && (end.handsOver || (end.hasRun && m_standsIn)) && !m_task->isHeld()) {
        m_waiting = false;
        m_task->stopWaiting();
        end.next = m_task;
    } else {
        wake();
    }
}

bool Waiter::cancelWait(const QString &, CancelWalk &)
{
    giveUpIfWaiting();
    return true;
}

Waiter::Beginning::Beginning(Waiter &waiter) noexcept
    : m_waiter(waiter), m_holds(waiter.m_task && !waiter.m_task->isHeld())
{
    waiter.m_beginning = true;
    if (m_holds)
        waiter.m_task->hold();
}

Waiter::Beginning::~Beginning()
{
    m_waiter.m_beginning = false;
    if (m_holds)
        m_waiter.m_task->release();
    else if (std::exchange(m_waiter.m_turnMissed, false))
        Runtime::current().append(&m_waiter);
}

void Waiter::throwIfClosed()
{
    if (!m_task || !m_task->isClosing())
        return;
    giveUpIfWaiting();
    m_task->refuseAwait(RefusedAwaits);
}

void Waiter::run()
{
    if (m_beginning) {
        m_turnMissed = true;
        return;
    }
    try {
        std::exchange(m_handle, {}).resume(); // may end *this
    } catch (...) {
        warn(QStringLiteral("A coroutine that is not QEager's let an exception escape when it was resumed: %1")
                 .arg(describe(std::current_exception())));
    }
}

void Waiter::throwPending() { std::exchange(m_task, nullptr)->throwIfInterrupted(); }

} // namespace QEager::detail
