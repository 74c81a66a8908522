// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a task goes on, until it has ended. Who it is, is in taskidentity.cpp, how it starts in taskpost.cpp, how it is
// cancelled in taskcancel.cpp, what it ends with in taskoutcome.cpp.

#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>

namespace QEager::detail {

TaskStateBase::~TaskStateBase()
{
    dropParent();
    if (m_root)
        m_root.destroy();
}

void TaskStateBase::schedule()
{
    if (mayQueue())
        Runtime::current().append(this);
}

void TaskStateBase::scheduleYielding()
{
    if (mayQueue())
        Runtime::current().appendYielding(this);
}

bool TaskStateBase::mayQueue()
{
    if (m_held) [[unlikely]] {
        m_wokenWhileHeld = true;
        return false;
    }
    Q_ASSERT(!Runnable::isLinked());
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::queues, *this);
    return true;
}

void TaskStateBase::hold() noexcept
{
    m_held = true;
    if (Runnable::isLinked()) {
        Runnable::unlink();
        m_wokenWhileHeld = true;
    }
}

void TaskStateBase::release()
{
    m_held = false;
    if (!m_wokenWhileHeld)
        return;
    m_wokenWhileHeld = false;
    schedule();
}

void TaskStateBase::run()
{
    if (m_started) [[likely]]
        resumeHere(true);
    else
        beginAndRun();
}

Q_NEVER_INLINE void TaskStateBase::beginAndRun()
{
    if (begin())
        resumeHere(true);
}

// The turn of a posted start has come: false when it was cancelled before.
bool TaskStateBase::begin()
{
    if (mustCancel()) {
        const Ref<TaskStateBase> self(this);
        abandon(requests().message());
        return false;
    }
    m_started = true;
    leaveBudget();
    ThreadState &state = threadState();
    ++state.counters.postedStarts;
    if (state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::begins, *this);
    return true;
}

// Resumes this task on the caller's stack, and after its end the task that awaits it exclusively, and so on.
void TaskStateBase::resumeHere(bool handsOver)
{
    ThreadState &state = threadState();
    Activation activation;
    activation.outer = state.current ? &ownContext() : state.context;
    activation.parent = state.current;
    for (TaskStateBase *task = this; task;) { // each is the runtime's until it has finished
        activation.task = task;
        state.current = &activation;
        task->m_running = true;
        state.context = &task->context();
        if (state.tracers) [[unlikely]]
            state.tracers->tell(&Tracer::resumes, *task);
        drive(state, task->takeFrame());
        state.context = activation.outer;
        state.current = activation.parent; // before it ends: what destroys it, or hears of it, does not run in it
        if (!task->m_root.done()) [[likely]] {
            task->m_running = false;
            return;
        }
        task = task->finish(handsOver);
    }
}

// Not inline: most resumes end in another suspension, and need fewer registers without it.
Q_NEVER_INLINE TaskStateBase *TaskStateBase::finish(bool handsOver)
{
    takeResult();
    if (mustCancel() && !hasError())
        setFailure(cancelledError(requests().message())); // it never looked: it counts as cancelled
    return conclude(handsOver);
}

void TaskStateBase::leaveBudget() noexcept
{
    if (!m_postedForBudget)
        return;
    m_postedForBudget = false;
    Runtime::current().leftBudget();
}

TaskStateBase *TaskStateBase::conclude(bool handsOver)
{
    const bool hasRun = m_root && m_root.done(); // or whoever is asking does not go on with another task
    leaveBudget();
    m_done = true;
    m_running = false;
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::ends, *this, failure());
    ListNode<RegistryTag>::unlink();
    if (TaskExtras *const extras = m_extras.get()) {
        extras->owner.release();
        if (extras->progress)
            extras->progress->end();
    }
    dropParent(); // or a chain of starts would keep its dead alive; before what onThread() answers
    if (m_root)
        std::exchange(m_root, {}).destroy();

    TaskEnd end{.handsOver = handsOver, .hasRun = hasRun};
    while (Listener *const listener = m_listeners.takeFirst())
        listener->taskEnded(end);
    deref(); // the runtime's own
    return end.next;
}

} // namespace QEager::detail
