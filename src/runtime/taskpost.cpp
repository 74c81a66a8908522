// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a task starts: inline, from this thread's event loop, from another's.

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/start.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/unhandled.h>

#include "printable_p.h"

#include <QtCore/qthread.h>

namespace QEager::detail {

void TaskStateBase::apply(const StartOptions &options)
{
    if (options.name && !options.name->isEmpty())
        setName(*options.name);
    if (options.context)
        runIn(options.context);
    else if (options.sharesContext)
        shareContext();
    if (options.owner || options.scope)
        owner().apply(options);
}

TaskStateBase *ranInline(InlineStart &start)
{
    if (TaskStateBase *const task = start.task) {
        task->ref();
        task->startedInline(start);
        return task;
    }
    if (start.outer)
        std::destroy_at(&start.own);
    ParentLink::resolve(start, nullptr); // it never was a task
    ++threadState().counters.eagerFinished;
    return nullptr;
}

void TaskStateBase::startedInline(InlineStart &start)
{
    if (start.outer) {
        setOwnContext(std::move(start.own));
        std::destroy_at(&start.own);
    } else if (!m_root.done()) {
        setOwnContext(currentContext());
    }
    if (!m_root.done()) {
        m_running = false;
        return;
    }
    ++threadState().counters.eagerFinished;
    finish(false);
}

void TaskStateBase::postStart(PostReason why, const StartOptions *options, bool isOwnerLost)
{
    m_started = false;
    m_postReason = why;
    m_postedForBudget = why == PostReason::Budget;
    Runtime &runtime = Runtime::current();
    enter(runtime.port());
    if (options)
        apply(*options);
    setOwnContext(currentContext());
    runtime.enter(this);
    ThreadState &state = threadState();
    adoptParent(state.current);
    if (state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::posts, *this, why, state.current);
    if (isOwnerLost)
        abandon(lostOwner());
    else
        runtime.append(this);
}

TaskStateBase *postInstead(const TaskType &type, std::coroutine_handle<> root, const StartOptions *options)
{
    Runtime &runtime = Runtime::current(); // the first start on a thread comes here, too
    const PostReason reason = options && options->byHand ? PostReason::None : runtime.mustPost();
    if (reason == PostReason::None)
        return nullptr;
    TaskStateBase *const task = TaskStateBase::make(type, root);
    task->ref();
    try {
        task->postStart(reason, options);
        if (options && options->scope)
            task->owner().joinScopeOf(*options);
    } catch (...) {
        task->failToStart();
    }
    return task;
}

void TaskStateBase::failToStart()
{
    if (!port())
        enter(Runtime::current().port());
    abandon(std::current_exception());
}

TaskStateBase *slowStart(const TaskType &type, std::coroutine_handle<> root, const StartOptions *options)
{
    if (TaskStateBase *const posted = postInstead(type, root, options))
        return posted;
    ThreadState &state = threadState();
    const bool isSeen = state.tracers && state.tracers->seeStarts();
    StartOptions traced;
    if (isSeen) {
        traced = traceStart(state, options);
        options = &traced;
    }
    InlineStart start(state, type, root, options);
    runInline(state, start);
    TaskStateBase *const task = ranInline(start);
    if (isSeen && !task && state.tracers)
        state.tracers->tell(&Tracer::endsInline, traced.traced, type.error(root));
    return task;
}

StartOptions traceStart(ThreadState &state, const StartOptions *options)
{
    StartOptions traced = options ? *options : StartOptions();
    traced.traced = state.tracers->nextStart();
    state.tracers->tell(&Tracer::startsInline, traced.traced, traced.name, state.current);
    return traced;
}

namespace {

class StartParcel final : public Parcel
{
public:
    explicit StartParcel(Ref<TaskStateBase> task) : m_task(std::move(task)) {}
    void deliver() override { m_task->arrive(); }
    void discard() noexcept override
    {
        m_task->abandon(QStringLiteral("The thread this task was posted to has ended."));
        if (!m_task->isObserved()) // by who waits for it
            warn(QStringLiteral("%1 never began: the thread it was posted to ended first.")
                     .arg(printable(m_task->name())));
    }

private:
    Ref<TaskStateBase> m_task;
};

} // namespace

void TaskStateBase::postStart(QThread *thread, PostReason why, const StartOptions *options, bool isOwnerLost)
{
    if (!thread || thread == QThread::currentThread()) {
        postStart(why, options, isOwnerLost);
        return;
    }
    const auto port = Ref<Port>::adopt(Port::forThread(thread));
    postTo(port.get(), options, isOwnerLost);
}

void TaskStateBase::postTo(Port *port, const StartOptions *options, bool isOwnerLost, quint64 id)
{
    auto parcel = std::make_unique<StartParcel>(Ref<TaskStateBase>(this));
    m_started = false;
    m_postReason = PostReason::Thread;
    enter(port);
    if (id)
        m_id = id;
    if (options)
        apply(*options);
    setOwnContext(currentContext());
    if (Activation *const starter = threadState().current)
        setParent(materialize(*starter));
    if (ThreadState &state = threadState(); state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::posts, *this, PostReason::Thread, state.current);
    if (isOwnerLost)
        abandon(lostOwner());
    else
        port->send(parcel.release());
}

void TaskStateBase::arrive()
{
    Runtime::current().enter(this);
    Runtime::current().append(this);
    if (TaskOwner *const own = knownOwner())
        own->arrive();
}

} // namespace QEager::detail
