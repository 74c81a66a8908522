// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TaskHandle and Task<T>: handles to a coroutine that the event loop knows.

    \code
    QEager::Task<QImage> task = QEager::post(thumbnail(path), {.name = path});
    const QImage &image = co_await task;                     // any number of times
    qInfo() << QEager::currentTask().name() << task.name();
    \endcode
*/

#include <qeager/detail/completion.h>
#include <qeager/detail/start.h>
#include <qeager/detail/taskawaiter.h>
#include <qeager/detail/taskhandle.h>
#include <qeager/detail/temporaries.h>
#include <qeager/detail/thenresult.h>
#include <qeager/errors.h>
#include <qeager/progress.h>

#include <QCoroTask>

#include <QtCore/qhashfunctions.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <exception>
#include <functional>

namespace QEager {

template <typename T>
class Task;
template <typename T>
class ValueTask;

namespace detail {
struct TaskAccess;
template <typename T>
QCoro::Task<T> taskToQCoro(Task<T> task);
} // namespace detail

/*! A handle to a task of any result type (asyncio.Task, type-erased).

    Copies refer to the same task, and compare equal. Handles do not own: if you drop them all, the task runs on.

    **Lifetime**: a task that has ended is destroyed with its last handle, and its result with it. This happens at once
    if that handle is dropped on the task's own thread, or if that thread has ended; otherwise it happens later, from
    the thread's event loop.

    **Threads**: you may hold, copy, compare and drop a handle on any thread, and call cancel() and id() there. All
    other members are for the task's own thread.

    **An empty handle** answers every question as if there had never been a task (false, 0, empty), and its cancel()
    does nothing. Whatever needs a task throws InvalidState.

    **Awaiting** a handle returns nothing, or throws the exception that the task ended with. Otherwise it is the same as
    awaiting a Task.
*/
class QEAGER_EXPORT TaskHandle : public detail::NativeAwaitable
{
public:
    TaskHandle() noexcept = default;

    bool isNull() const noexcept { return !m_state; }
    explicit operator bool() const noexcept { return !isNull(); }

    //! Returns true once the task has ended, whether with a value, an exception or Cancelled.
    bool isDone() const noexcept { return m_state && m_state->isDone(); }
    //! Returns true once the task has ended with Cancelled.
    bool isCancelled() const { return m_state && m_state->isCancelled(); }
    /*! Returns the exception that the task ended with, or null if it ended with a value. The exception then counts as
        retrieved.
        \throws InvalidState if the task has not ended, if the handle is empty, or on another thread. */
    std::exception_ptr exception() const;

    /*! Asks the task to end: the `co_await` where it is suspended throws Cancelled, with \a message.

        You may call this on any thread. Nothing of the task runs inside this call; it gets the exception through the
        ready queue. Whatever it awaits is cancelled as well. It may catch the exception, clean up with further awaits,
        and even return a value.

        A task that is running, or still in its eager phase, gets the exception at its next suspension; if it ends
        without one, it counts as cancelled all the same. A posted task that has not begun never runs. A task that has
        ended ignores the request.

        Python: Task.cancel(msg).
        \return whether the task had not ended yet. On another thread that is not known, and the answer is true.
    */
    bool cancel(const QString &message = {}) const { return m_state && m_state->cancel(message); }

    //! Returns the number of cancel requests that have been made and not been taken back (Task.cancelling()).
    int cancelRequests() const noexcept { return m_state ? m_state->requests().count() : 0; }
    /*! Takes one cancel request back, and returns how many are left. If none is left, a request that was not delivered
        yet is dropped: the task goes on as if it had never been made. (What the task awaits has been asked, too, and is
        not told.)

        This is for a coroutine that has caught Cancelled and goes on. Otherwise a timeout around it that expires later
        would give Cancelled instead of TimedOut, because somebody else had asked the task to end.

        Python: Task.uncancel().
        \throws InvalidState on another thread.
    */
    int uncancel() const;

    //! Returns the name given at the start or by setName(); without one, "Task-" and the id.
    QString name() const { return m_state ? m_state->name() : QString(); }
    void setName(const QString &name) const
    {
        if (m_state)
            m_state->setName(name);
    }
    //! Returns a number that is unique in the process, or 0 for an empty handle. On one thread, ids ascend in the order
    //! in which the tasks were made. Any thread.
    quint64 id() const noexcept { return m_state ? m_state->id() : 0; }
    //! Returns the task that started this one. The handle is empty if no task did, if the starter ended without ever
    //! having become a task, and once this task is done.
    TaskHandle parent() const;

    //! Returns what the last setProgress() of the task said, and 0 of 1 before that. \throws InvalidState on another
    //! thread.
    Progress progress() const;
    /*! Calls \a callback with the latest progress after the task has called setProgress(). The call comes from the
        ready queue, so several calls of setProgress() may lead to one. Exceptions from the callback are logged.

        The callback is not called after \a context was destroyed (null: no context). Once the task has ended, only a
        call that was queued by then still happens.
        \throws InvalidState if the handle is empty, or on another thread.
    */
    void onProgress(QObject *context, std::function<void(Progress)> callback) const;

    /*! Calls \a onDone, without an argument, when the task has ended with a value, or \a onError when it has ended with
        an exception. Otherwise this is the same as Task::then(context, …).
        \throws InvalidState if the handle is empty, or on another thread. */
    template <typename OnDone>
    void then(QObject *context, OnDone onDone) const
    {
        then(context, std::move(onDone), detail::IgnoreError());
    }
    template <typename OnDone, typename OnError>
    void then(QObject *context, OnDone onDone, OnError onError) const
    {
        detail::whenEnded(detail::Ref<detail::TaskStateBase>(&state("then()")), context, std::move(onDone),
                          std::move(onError));
    }

    detail::HandleAwaiter operator co_await() const { return detail::HandleAwaiter(m_state); }

    friend bool operator==(const TaskHandle &a, const TaskHandle &b) noexcept
    {
        return a.m_state.get() == b.m_state.get();
    }
    friend size_t qHash(const TaskHandle &handle, size_t seed = 0) noexcept { return ::qHash(handle.id(), seed); }

protected:
    friend detail::TaskAccess;
    explicit TaskHandle(detail::Ref<detail::TaskStateBase> state) noexcept : m_state(std::move(state)) {}
    detail::TaskStateBase &state(const char *operation) const;

    detail::Ref<detail::TaskStateBase> m_state;
};

/*! A handle to a task with a result of type \a T (asyncio.Task).

    **Awaiting** does not suspend if the task is done. Otherwise the awaiter is queued when the task ends, after those
    that began to wait earlier, and is resumed on its own thread. Cancelling the awaiter cancels the task.

    **The value**: awaiting an lvalue returns `const T &`, which is valid as long as any handle is. Awaiting an rvalue
    returns a `T`, which is copied while other handles exist, and moved otherwise. A move-only value goes to the first
    that takes it; later ones get InvalidState.

    **Misuse**: members that need a task throw InvalidState if the handle is empty, and, except for toFuture(), if you
    call them on another thread than the task's own.
*/
template <typename T = void>
class Task : public TaskHandle
{
    static_assert(sizeof(detail::CheckedResult<T>));

public:
    using value_type = T;

    Task() noexcept = default;

    /*! Returns the value, or throws what the task ended with. The reference is valid as long as a handle is. Python:
        Task.result().
        \throws InvalidState if the task has not ended, or if the value was taken. */
    decltype(auto) result() const
    {
        if constexpr (std::is_void_v<T>)
            typed("result()").value();
        else
            return typed("result()").value();
    }

    /*! Calls \a onValue when the task has ended with a value, or \a onError when it has ended with an exception.

        \a onValue takes a `const T &` or no argument. \a onError takes a `const std::exception &` or a
        `std::exception_ptr`. Without \a onError, an exception counts as not retrieved. Python:
        Task.add_done_callback().

        If the task is done already, the callback runs at once, inside this call. Otherwise it runs once, on the task's
        own thread and from the ready queue, in the order in which awaiters and callbacks came. It does not run if \a
        context was destroyed before (null: no context), or if the thread ends first. Exceptions from a callback are
        logged.
    */
    template <typename OnValue>
    void then(QObject *context, OnValue onValue) const
    {
        then(context, std::move(onValue), detail::IgnoreError());
    }
    template <typename OnValue, typename OnError>
    void then(QObject *context, OnValue onValue, OnError onError) const
    {
        detail::whenDone<T>(typedRef("then()"), context, std::move(onValue), std::move(onError));
    }

    /*! Goes on with \a callback when the task has a value, as ValueTask::then(callback) does. The task remains shared:
        others may await it and go on with it as well.

        \a callback takes a `const T &`, a `T` (the same as `co_await std::move(task)` returns) or nothing. What it
        returns is the outcome of the ValueTask that you get; if it returns something to await, that is awaited first.
        If the task is done already, the callback runs at once, inside this call. Otherwise it runs from the ready
        queue, in the order in which awaiters and callbacks came.

        An exception of the task counts as retrieved. It becomes the outcome, or goes to \a errorCallback. That takes a
        `const std::exception &`, and what it returns is the outcome; if it returns nothing, the outcome is a
        default-constructed value. Cancelling the ValueTask cancels this task. With an empty handle, or on another
        thread, the outcome is InvalidState.
    */
    template <typename Callback>
        requires detail::SharedThenCallback<std::decay_t<Callback>, T>
    auto then(Callback &&callback) const
        -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback>;
    template <typename Callback, typename ErrorCallback>
        requires(detail::SharedThenCallback<std::decay_t<Callback>, T> &&
                 std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
    auto then(Callback &&callback, ErrorCallback &&errorCallback) const
        -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>;

    /*! Returns a QFuture with the same outcome; include <qeager/future.h> to call this. Any thread.

        The future finishes when the task is done. It is a cancelled one if the task ends with Cancelled, and if the
        task is discarded because its thread ends. Cancelling the future does not cancel the task.
        \throws InvalidState if the handle is empty.
    */
    QFuture<T> toFuture() const { return detail::futureOf<T>(typedRef("toFuture()")); }

    //! Returns a QCoro::Task with the same outcome, for code that needs one. You may call this several times.
    QCoro::Task<T> toQCoro() const { return detail::taskToQCoro(*this); }

    detail::SharedAwaiter<T> operator co_await() const & { return detail::SharedAwaiter<T>(m_state); }
    detail::MovedTaskAwaiter<T> operator co_await() && { return detail::MovedTaskAwaiter<T>(std::move(m_state)); }

private:
    friend detail::TaskAccess;
    explicit Task(detail::Ref<detail::TaskState<T>> state) noexcept : TaskHandle(std::move(state)) {}
    detail::TaskState<T> &typed(const char *operation) const
    {
        return static_cast<detail::TaskState<T> &>(state(operation));
    }
    detail::Ref<detail::TaskState<T>> typedRef(const char *operation) const
    {
        return detail::Ref<detail::TaskState<T>>(&typed(operation));
    }
};

/*! Returns the task whose body is running on this thread right now (asyncio.current_task()).

    It is the same task before and after the first suspension. If you ask before that, the first call makes the task,
    which costs one allocation from the pool. The handle is empty outside any coroutine of QEager, and in the body of a
    QCoro::Task once QCoro has resumed it.
*/
QEAGER_EXPORT TaskHandle currentTask();

/*! Returns the tasks of this thread that have not ended, oldest first (asyncio.all_tasks()).

    An eager start is among them once it has suspended, or somebody has asked for its task.
*/
QEAGER_EXPORT QList<TaskHandle> allTasks();

namespace detail {
template <typename T>
QCoro::Task<T> taskToQCoro(Task<T> task)
{
    co_return co_await task;
}

struct TaskAccess
{
    template <typename T>
    static Task<T> make(Ref<TaskState<T>> state) noexcept
    {
        return Task<T>(std::move(state));
    }
    static TaskHandle make(Ref<TaskStateBase> state) noexcept { return TaskHandle(std::move(state)); }
    static TaskStateBase &state(const TaskHandle &task, const char *operation) { return task.state(operation); }
    template <typename T>
    static Ref<TaskState<T>> state(const Task<T> &task, const char *operation)
    {
        return task.typedRef(operation);
    }
    //! \a task is not empty.
    template <typename T>
    static Ref<TaskState<T>> release(Task<T> &&task) noexcept
    {
        return Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task.m_state.release()));
    }
};
} // namespace detail

} // namespace QEager
