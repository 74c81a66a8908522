// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/start.h>
#include <qeager/errors.h>

#include <QtCore/qthread.h>

#include <new>

namespace QEager::detail {

void throwEmptyCoro()
{
    throw InvalidState(
        QStringLiteral("This Coro is empty: it was moved from, awaited or started already, or never assigned."));
}

TaskStateBase *startSlowly(const TaskType &type, std::coroutine_handle<> root, const StartOptions *options)
{
    if (!root)
        throwEmptyCoro();
    PromiseBase &promise = type.promised(root).promise;
    try {
        RootOptions told(promise, options);
        told.requireHere(root);
        if (told.isOwnerLost()) {
            type.fail(root, lostOwner());
            return nullptr;
        }
        promise.becomeRoot();
        return slowStart(type, root, told.options());
    } catch (const std::bad_alloc &) {
        type.fail(root, std::current_exception());
        return nullptr;
    }
}

bool isElsewhere(const QThread *thread) noexcept { return thread != QThread::currentThread(); }

TaskStateBase *startAsTask(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root,
                           const StartOptions *given)
{
    RootOptions told(promise, given);
    told.requireHere(root);
    const StartOptions *options = told.options();
    if (told.isOwnerLost()) {
        std::exception_ptr error = lostOwner();
        root.destroy();
        return TaskStateBase::makeDone(type, &error, ResultState::Error, options->name ? *options->name : QString());
    }
    promise.becomeRoot();
    RootFrame frame(root);
    ThreadState &state = threadState();
    if (state.depth >= state.freeDepth) [[unlikely]] {
        if (TaskStateBase *const task = postInstead(type, root, options)) {
            frame.release();
            return task;
        }
    }
    StartOptions traced;
    if (state.tracers) [[unlikely]] {
        traced = traceStart(state, options);
        options = &traced;
    }
    InlineStart start(state, type, root, options);
    try {
        materialize(start);
    } catch (...) {
        if (!start.task)
            throw;
        frame.release();
        start.task->ref();
        start.task->failToStart();
        return start.task;
    }
    frame.release();
    TaskStateBase &task = *start.task;
    task.ref();
    runInline(state, start);
    task.startedInline(start);
    return &task;
}

TaskStateBase *startPosted(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root,
                           const StartOptions *options, QThread *thread, PostReason why)
{
    RootOptions told(promise, options);
    told.requireHere(root, thread && isElsewhere(thread));
    promise.becomeRoot();
    RootFrame frame(root);
    Runtime::current(); // the first start on a thread opens it
    TaskStateBase *const task = TaskStateBase::make(type, root);
    frame.release();
    task->ref();
    try {
        task->postStart(thread, why, told.options(), told.isOwnerLost());
        if (told.options()->scope)
            task->owner().joinScopeOf(*told.options());
    } catch (...) {
        task->failToStart();
    }
    return task;
}

bool hasEnded(InlineStart &start, const ResultState &result, TaskStateBase *&task) noexcept
{
    ThreadState &state = threadState();
    if (const auto next = std::exchange(state.next, nullptr))
        drive(state, next);
    if (result != ResultState::Empty)
        return true;
    if (!start.root.done())
        start.type->promised(start.root).promise.becomeRoot();
    leaveInline(state, start);
    task = ranInline(start);
    return false;
}

} // namespace QEager::detail
