// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TaskHandle and Task<T>: a coroutine that is known to the event loop.

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

/*! A handle to a task of any result type (asyncio.Task, type-erased). Copies refer to the same task.

    Handles do not own: a task whose handles are all dropped runs on. Equality is identity. May be held,
    copied and dropped on any thread; all members but cancel(), id() and the comparisons are for the task's
    own thread. The task goes with the last of them, its result with it: at once when that is dropped on the
    task's own thread or when that thread has ended, else from its event loop. On an empty handle every question
    has the answer of a task that never was (false, 0, empty), and cancel() does nothing.

    **Awaiting** one gives nothing, or throws the exception that the task ended with; in all else it is awaiting a Task.
*/
class QEAGER_EXPORT TaskHandle : public detail::NativeAwaitable
{
public:
    TaskHandle() noexcept = default;

    bool isNull() const noexcept { return !m_state; }
    explicit operator bool() const noexcept { return !isNull(); }

    //! True once it has ended, whether with a value, an exception or Cancelled.
    bool isDone() const noexcept { return m_state && m_state->isDone(); }
    //! True once it has ended with Cancelled.
    bool isCancelled() const { return m_state && m_state->isCancelled(); }
    /*! What it ended with, null for a value. Marks an exception as retrieved.
        \throws InvalidState when it has not ended, or on another thread. */
    std::exception_ptr exception() const;

    /*! Asks the task to end: Cancelled, with \a message, is thrown at its suspension, through the ready queue.

        Any thread. Nothing of the task runs inside this call. Before its first suspension, a task gets it at
        that suspension; before its start, it never runs; after its end, nothing happens. What it awaits is
        cancelled too. The task may catch the exception, clean up with further awaits, and return a value.
        \return whether there was anything to ask; from another thread: whether there may be.
        Python: Task.cancel(msg). */
    bool cancel(const QString &message = {}) const { return m_state && m_state->cancel(message); }

    //! How many cancel requests are outstanding: made, and not taken back by a timeout (Task.cancelling()).
    int cancelRequests() const noexcept { return m_state ? m_state->requests().count() : 0; }
    /*! Takes one request back, and gives how many are left. With none left, one that was not delivered yet is dropped:
        the task goes on as if it had never been made. (What the task awaits has been asked as well, and is not told.)
        For a coroutine that has caught Cancelled and goes on: a timeout around it that expires later would otherwise
        give Cancelled, because somebody else had asked. \throws InvalidState on another thread.
        Python: Task.uncancel(). */
    int uncancel() const;

    //! The name given at the start or by setName(), else "Task-" and its id.
    QString name() const { return m_state ? m_state->name() : QString(); }
    void setName(const QString &name) const
    {
        if (m_state)
            m_state->setName(name);
    }
    //! Unique in the process, and on one thread in the order of their making; 0 for an empty handle. Any thread.
    quint64 id() const noexcept { return m_state ? m_state->id() : 0; }
    /*! The task that started this one. Empty when it was started outside any task, or by a coroutine that ended
        without ever having become one, and once this one is done. */
    TaskHandle parent() const;

    //! What its last setProgress() said; 0 of 1 before. \throws InvalidState on another thread.
    Progress progress() const;
    /*! Calls \a callback from the ready queue after setProgress(), with the latest progress, however often that was
        called since; not once the task has ended (but for what was queued then), nor after \a context was destroyed
        (null: no context). Exceptions from it are logged. \throws InvalidState on an empty handle or another thread. */
    void onProgress(QObject *context, std::function<void(Progress)> callback) const;

    /*! Calls \a onDone, without an argument, when the task has ended with a value, or \a onError when with an
        exception; in all else as Task::then(context, …). \throws InvalidState when empty or on another thread. */
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

/*! A handle to a task that gives a \a T (asyncio.Task).

    **Awaiting** an lvalue gives `const T &` (valid as long as some handle), an rvalue gives `T` itself: copied while
    other handles exist, moved otherwise; a move-only value goes to the first taker, later ones get InvalidState.
    Awaiting a task that is done does not suspend. Otherwise the awaiter is queued when the task ends, in the order in
    which awaiters began to wait, and resumed on its own thread. Cancelling the awaiter cancels the task.

    \throws InvalidState from any member, when the handle is empty or used on another thread than the task's own.
*/
template <typename T = void>
class Task : public TaskHandle
{
    static_assert(sizeof(detail::CheckedResult<T>));

public:
    using value_type = T;

    Task() noexcept = default;

    /*! The value, or throws what the task ended with. \throws InvalidState while it has not ended, or after the value
        was taken. The reference is valid as long as a handle is. Python: Task.result(). */
    decltype(auto) result() const
    {
        if constexpr (std::is_void_v<T>)
            typed("result()").value();
        else
            return typed("result()").value();
    }

    /*! Calls \a onValue with `const T &` (nothing for void; it may also take no argument) when the task has ended with
        a value, else \a onError with a `const std::exception &` or a `std::exception_ptr`.

        Done already: at once, inside this call. Otherwise once, on the home thread, from the ready queue, in the
        order in which awaiters and callbacks came. Never when \a context was destroyed before (null: no context),
        nor when the thread ends first. Exceptions from a callback are logged. Without \a onError an exception counts
        as not retrieved. Python: Task.add_done_callback(). */
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

    /*! Goes on with \a callback when this has a value, as ValueTask::then(callback) does, but without taking this: a
        task is shared, so others may go on with it as well, and await it.

        The callback takes `const T &`, or nothing, or `T`, which is had as by `co_await std::move(task)`. What it
        returns (awaited first if it is something to await) is the outcome of the ValueTask returned. Done already: it
        runs at once, inside this call. Otherwise from the ready queue, in the order in which awaiters and callbacks
        came.

        Exceptions count as retrieved: they are the outcome, or go to \a errorCallback (a `const std::exception &`; it
        may return a value, else the outcome is a default-constructed one). Cancelling what is returned cancels this.
        An empty handle, or another thread, gives InvalidState as the outcome. */
    template <typename Callback>
        requires detail::SharedThenCallback<std::decay_t<Callback>, T>
    auto then(Callback &&callback) const
        -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback>;
    template <typename Callback, typename ErrorCallback>
        requires(detail::SharedThenCallback<std::decay_t<Callback>, T> &&
                 std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
    auto then(Callback &&callback, ErrorCallback &&errorCallback) const
        -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>;

    /*! The same outcome as a QFuture; include <qeager/future.h> for it. It is finished when the task is done; a
        Cancelled task gives a cancelled future. Any thread. Cancelling the QFuture does not cancel the task. A task
        that is discarded when its thread ends gives a cancelled future. */
    QFuture<T> toFuture() const { return detail::futureOf<T>(typedRef("toFuture()")); }

    //! The same outcome for code that wants a QCoro::Task; several are possible.
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

/*! The task whose body is running on this thread right now (asyncio.current_task()).

    The same object before and after the first suspension; asking for the first time before it makes it, which
    costs one allocation from the pool. Empty outside any coroutine of QEager, and in the body of a QCoro::Task
    once QCoro has resumed it.
*/
QEAGER_EXPORT TaskHandle currentTask();

/*! The tasks of this thread that have not ended, oldest first (asyncio.all_tasks()).

    An eager start is among them once it has suspended or its identity was asked for.
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
    //! Of one that is not empty.
    template <typename T>
    static Ref<TaskState<T>> release(Task<T> &&task) noexcept
    {
        return Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task.m_state.release()));
    }
};
} // namespace detail

} // namespace QEager
