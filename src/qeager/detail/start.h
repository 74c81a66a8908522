// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Starting a root coroutine: inline, inline with its task, or from the event loop.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/owner.h>
#include <qeager/detail/taskstate.h>

#include <coroutine>
#include <exception>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

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

//! The frame of a root that no task owns yet: it goes with this.
class RootFrame
{
public:
    explicit RootFrame(std::coroutine_handle<> root) noexcept : m_root(root) {}
    Q_DISABLE_COPY_MOVE(RootFrame)
    ~RootFrame()
    {
        if (m_root)
            m_root.destroy();
    }
    std::coroutine_handle<> release() noexcept { return std::exchange(m_root, {}); }

private:
    std::coroutine_handle<> m_root;
};

//! How a start has gone: its task, counted for the caller, which owns the frame; null if nobody needed one, and \a root
//! has ended; with bad_alloc, if it could not begin.
QEAGER_EXPORT TaskStateBase *startSlowly(const TaskType &type, std::coroutine_handle<> root,
                                         const StartOptions *options);

//! Runs \a root on this stack until it ends or suspends, or posts it. Its task, which it has in any case, counted for
//! the caller.
QEAGER_EXPORT TaskStateBase *startAsTask(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root,
                                         const StartOptions *options);
template <typename T, typename Promise>
Ref<TaskState<T>> startAsTask(std::coroutine_handle<Promise> root, const StartOptions *options = nullptr)
{
    TaskStateBase *const task = startAsTask(TaskTypeOf<T>::type, root.promise(), root, options);
    return Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task));
}

//! It is not the calling one.
QEAGER_EXPORT bool isElsewhere(const QThread *thread) noexcept;
//! A task whose body begins when the event loop of \a thread gets to it, counted for the caller. Null: of this one.
QEAGER_EXPORT TaskStateBase *startPosted(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root,
                                         const StartOptions *options, QThread *thread, PostReason why);
template <typename T, typename Promise>
Ref<TaskState<T>> startPosted(std::coroutine_handle<Promise> root, const StartOptions *options, QThread *thread,
                              PostReason why)
{
    TaskStateBase *const task = startPosted(TaskTypeOf<T>::type, root.promise(), root, options, thread, why);
    return Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task));
}

} // namespace QEager::detail
