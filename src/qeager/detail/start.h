// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Starting a root coroutine: inline, inline with its task, or from the event loop.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/taskstate.h>

namespace QEager::detail {

[[noreturn]] QEAGER_EXPORT void throwEmptyCoro();
[[noreturn]] QEAGER_EXPORT void throwNullHandle(const char *operation);
//! What a start whose owner has died already ends with.
QEAGER_EXPORT std::exception_ptr lostOwner();
[[noreturn]] QEAGER_EXPORT void throwLostOwner();

//! How a start has gone: its task, counted for the caller, which owns the frame; null if nobody needed one, and \a root has ended.
template <typename T, typename Promise>
Q_NEVER_INLINE TaskState<T> *startSlowly(std::coroutine_handle<Promise> root, const StartOptions *options)
{
    if (root.promise().hasLostOwner()) {
        root.promise().result.setError(lostOwner());
        return nullptr;
    }
    return static_cast<TaskState<T> *>(slowStart(TaskState<T>::template Root<Promise>, root, options));
}

//! Runs \a root on this stack until it ends or suspends, or posts it. It has a task in any case.
template <typename T, typename Promise>
Ref<TaskState<T>> startAsTask(std::coroutine_handle<Promise> root, const StartOptions *options = nullptr)
{
    if (root.promise().hasLostOwner()) {
        Result<T> result;
        result.setError(lostOwner());
        root.destroy();
        return TaskState<T>::makeDone(result, options && options->name ? *options->name : QString());
    }
    ThreadState &state = threadState();
    if (state.depth >= state.freeDepth) [[unlikely]] {
        if (auto *const task = postInstead(TaskState<T>::template Root<Promise>, root, options))
            return Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task));
    }
    StartOptions traced;
    if (state.tracers) [[unlikely]] {
        traced = traceStart(state, options);
        options = &traced;
    }
    InlineStart start(state, TaskState<T>::template Root<Promise>, root, options);
    materialize(start);
    Ref<TaskState<T>> task(static_cast<TaskState<T> *>(start.task));
    runInline(state, start);
    task->startedInline(start);
    return task;
}

//! A task whose body has not begun: it is to be given to postStart().
template <typename T, typename Promise>
Ref<TaskState<T>> makePosted(std::coroutine_handle<Promise> root)
{
    return Ref<TaskState<T>>(static_cast<TaskState<T> *>(TaskState<T>::template make<Promise>(root)));
}

} // namespace QEager::detail
