// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Starting a root coroutine: inline, inline with its task, or from the event loop.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/owner.h>
#include <qeager/detail/taskstate.h>

#include <QtCore/qthread.h>

namespace QEager::detail {

[[noreturn]] QEAGER_EXPORT void throwEmptyCoro();
[[noreturn]] QEAGER_EXPORT void throwNullHandle(const char *operation);
//! What a start whose owner has died already ends with.
QEAGER_EXPORT std::exception_ptr lostOwner();

//! What the start of a root is told, its natural owner included, unless the options name one.
class QEAGER_EXPORT RootOptions
{
public:
    RootOptions(PromiseBase &root, const StartOptions *given) : m_owner(root.takeOwner()), m_options(given)
    {
        if (m_owner) [[unlikely]]
            addOwner();
    }
    Q_DISABLE_COPY_MOVE(RootOptions)

    const StartOptions *options() const noexcept { return m_options; }
    //! The object it is a member function of has died before it began: no line of it may run.
    bool isOwnerLost() const noexcept { return m_owner && m_owner->isLost(); }
    //! Destroys \a frame and throws InvalidState when its scope is another thread's, or it is to start on another one.
    void requireHere(std::coroutine_handle<> frame, bool isElsewhere = false)
    {
        if (m_options && m_options->scope && (isElsewhere || !m_owner->isHere())) [[unlikely]]
            refuse(frame);
    }

private:
    void addOwner();
    [[noreturn]] void refuse(std::coroutine_handle<> frame);
    PromiseOwner m_owner;
    StartOptions m_own;
    const StartOptions *m_options;
};

//! How a start has gone: its task, counted for the caller, which owns the frame; null if nobody needed one, and \a root has ended.
QEAGER_EXPORT TaskStateBase *startSlowly(const RootType &type, PromiseBase &promise, std::coroutine_handle<> root,
                                         const StartOptions *options);

//! Runs \a root on this stack until it ends or suspends, or posts it. It has a task in any case.
template <typename T, typename Promise>
Ref<TaskState<T>> startAsTask(std::coroutine_handle<Promise> root, const StartOptions *given = nullptr)
{
    RootOptions told(root.promise(), given);
    told.requireHere(root);
    const StartOptions *options = told.options();
    if (told.isOwnerLost()) {
        Result<T> result;
        result.setError(lostOwner());
        root.destroy();
        return TaskState<T>::makeDone(result, options->name ? *options->name : QString());
    }
    root.promise().becomeRoot();
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

//! A task whose body begins when the event loop of \a thread gets to it. Null: of this one.
template <typename T, typename Promise>
Ref<TaskState<T>> startPosted(std::coroutine_handle<Promise> root, const StartOptions *options, QThread *thread,
                              PostReason why)
{
    RootOptions told(root.promise(), options);
    told.requireHere(root, thread && thread != QThread::currentThread());
    root.promise().becomeRoot();
    Ref<TaskState<T>> task(static_cast<TaskState<T> *>(TaskState<T>::template make<Promise>(root)));
    task->apply(*told.options());
    task->postStart(thread, why, told.isOwnerLost());
    task->joinScopeOf(*told.options());
    return task;
}

} // namespace QEager::detail
