// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Who a task is: its number, its name, its parent; and how a start becomes one.

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskbound.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>

namespace QEager::detail {

namespace {

std::atomic<quint64> s_lastId{0}; // relaxed: numbers need be different, and order nothing
constexpr quint64 IdsAtOnce = 1024; // a thread takes so many, and asks the others no more

quint64 nextId(ThreadState &state)
{
    if (state.idsLeft == 0) {
        state.lastId = s_lastId.fetch_add(IdsAtOnce, std::memory_order_relaxed);
        state.idsLeft = IdsAtOnce;
    }
    --state.idsLeft;
    return ++state.lastId;
}

} // namespace

void TaskStateBase::enter(Port *port)
{
    settle(port);
    ThreadState &state = threadState();
    m_id = nextId(state);
    ++state.counters.tasksCreated;
}

quint64 TaskStateBase::newId() { return nextId(threadState()); }

TaskStateBase &materialize(Activation &activation)
{
    return activation.task ? *activation.task : TaskStateBase::makeFor(inlineStart(activation));
}

TaskStateBase &TaskStateBase::makeFor(InlineStart &start)
{
    Runtime &runtime = Runtime::current();
    TaskStateBase *const task = make(*start.type, start.root);
    start.task = task;
    task->m_running = true;
    task->enter(runtime.port());
    runtime.enter(task);
    task->adoptParent(start.parent);
    std::exception_ptr failure; // without memory: the task is there all the same
    try {
        if (start.options) {
            StartOptions told = *start.options;
            if (told.isOwnedStart)
                told.owner = &static_cast<OwnedStart &>(start).owner;
            task->apply(told);
            if (told.scope)
                task->owner().joinScopeOf(told);
        }
    } catch (...) {
        failure = std::current_exception();
    }
    try {
        for (TaskBound *entry = std::exchange(start.entered, nullptr); entry;)
            entry = entry->bind(task);
    } catch (...) {
        failure = std::current_exception();
    }
    resolve(start, task);
    if (failure) [[unlikely]]
        std::rethrow_exception(failure);
    if (ThreadState &state = threadState(); state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::becomesTask, start.options ? start.options->traced : 0, *task);
    return *task;
}

Ref<TaskStateBase> TaskStateBase::parent()
{
    if (!hasKnownParent())
        return Ref<TaskStateBase>(&materialize(starter())); // resolves it for all children
    return Ref<TaskStateBase>(knownParent());
}

QString TaskStateBase::givenName() const
{
    const TaskExtras *const extras = m_extras.get();
    return extras ? extras->name : QString();
}

QString TaskStateBase::name() const
{
    const QString given = givenName();
    return given.isEmpty() ? QStringLiteral("Task-%1").arg(m_id) : given;
}

void TaskStateBase::setName(const QString &name) { m_extras.make(*this).name = name; }

// The name that it was given may be changing on its thread.
void TaskStateBase::throwNotHome(const char *operation) const
{
    throw InvalidState(QStringLiteral("%1 of Task-%2 can be had on its own thread only: elsewhere use toFuture().")
                           .arg(QLatin1StringView(operation))
                           .arg(m_id));
}

} // namespace QEager::detail
