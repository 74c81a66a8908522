// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    ValueTask<T>: what an eager start returns, and the return type of coroutines that start themselves.

    \code
    QEager::ValueTask<QImage> thumbnail(QString path)
    {
        if (auto hit = cache.find(path); hit != cache.end())
            co_return *hit;                          // the caller has the value, nothing else exists
        const auto decode = [path] { return QImage(path); };
        co_return co_await QEager::offload(decode);
    }

    auto image = thumbnail(path);                    // has run up to here already
    if (image.isReady())
        show(image.result());
    else
        image.then(this, [this](const QImage &loaded) { show(loaded); });
    \endcode
*/

#include <qeager/detail/failure.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/temporaries.h>
#include <qeager/detail/thenresult.h>
#include <qeager/qcoro.h>
#include <qeager/task.h>

#include <exception>

namespace QEager {

template <typename T>
class ValueTask;
template <typename T>
detail::Returned<ValueTask<std::decay_t<T>>, T> ready(T &&value);
ValueTask<void> ready();

namespace detail {
template <typename T>
class ValueTaskPromise;
template <typename T>
class ValueTaskAwaiter;
template <typename T>
class SharedValueTaskAwaiter;
struct ValueTaskAccess;
} // namespace detail

/*! The outcome of an eager start: the value itself if the coroutine finished synchronously, and its task otherwise.

    asynkit's eager() returns a Future or a Task. A ValueTask is either, in one type, and needs nothing on the heap in
    the first case. A coroutine with this return type starts when you call it, on your stack. Use it like a QCoro::Task;
    the one difference is that it is resumed through the ready queue.

    **Awaiting** returns a `T`, and does not suspend if the outcome is ready. Otherwise it depends on how you await it:
    - An rvalue (`co_await load()`) belongs to its awaiter alone. So the awaiter goes on in the very turn in which the
      coroutine ends, in constant stack, unless others began to wait for its task() earlier.
    - An lvalue, const or not, is shared as a Task is, and may be awaited any number of times. Its awaiters are
      queued. Each await returns a copy; a move-only value goes to the first, and later ones get InvalidState.

    Cancelling an awaiter cancels the coroutine.

    **Lifetime**: a ValueTask is move-only. If you drop it while it is pending, the task runs on, detached. If you drop
    it with an exception that nobody has looked at, the exception is logged once.

    **Owner**: a member function of a QObject with this return type ends with that object, as a Coro does. If its
    clean-up touches members, the class needs a taskScope(), see Coro.

    **With QCoro**: a QCoro::Task or LazyTask converts to a ValueTask, and a ValueTask rvalue converts to a QCoro::Task.
    This works for arguments, and for a function that returns what another one has given it.

    **Misuse**: a ValueTask is empty if it is default-constructed, moved-from or taken, or if it was awaited as an
    rvalue. Then isReady() is true, because there is nothing to wait for, and everything that needs an outcome throws
    InvalidState.

    **Threads**: use it on its home thread only, except for cancel(), and for toFuture() if it is a task (isTask()).
*/
template <typename T = void>
class ValueTask
{
    static_assert(sizeof(detail::CheckedResult<T>));

public:
    using promise_type = detail::ValueTaskPromise<T>;
    using value_type = T;

    ValueTask() noexcept;
    ValueTask(ValueTask &&other) noexcept { moveFrom(other); }
    //! Takes a handle to \a task. The task stays shared with other handles: while there are any, its value is copied,
    //! not moved.
    ValueTask(Task<T> task) noexcept;
    //! Starts a coroutine of QEager at once that awaits \a task, and has the same outcome. Cancelling this ValueTask
    //! does not cancel \a task.
    ValueTask(QCoro::Task<T> task);
#ifdef QEAGER_HAS_QCORO_LAZYTASK
    //! Starts \a task, which nobody has awaited yet, and has the same outcome. \a task is empty afterwards.
    ValueTask(QCoro::LazyTask<T> &&task);
#endif
    ValueTask &operator=(ValueTask &&other) noexcept
    {
        if (this != &other) {
            ValueTask before(std::move(*this));
            moveFrom(other);
            before.discard(); // goes last: what it runs may use this
        }
        return *this;
    }
    ~ValueTask() { clear(); }

    //! Returns true if there is nothing to wait for: the coroutine has finished, or this is empty. Awaiting will not
    //! suspend.
    bool isReady() const noexcept { return m_kind != Kind::Task || m_task->isDone(); }
    //! Returns true if there is a task: the coroutine suspended or was posted, or somebody asked for its task.
    bool isTask() const noexcept { return m_kind == Kind::Task; }
    //! Returns true if the coroutine has ended with Cancelled.
    bool isCancelled() const;

    /*! Returns the value, or throws what the coroutine threw. The reference is valid until this is moved or taken.
        \throws InvalidState if this is not ready, or empty. */
    decltype(auto) result() const;
    //! Returns the value, moved out, or throws what the coroutine threw. This is empty afterwards. \throws InvalidState
    //! as result() does.
    T takeResult();
    //! Returns what the coroutine threw, or null for a value. The exception then counts as retrieved. \throws
    //! InvalidState as result() does.
    std::exception_ptr exception() const;

    //! Asks the task to end, as TaskHandle::cancel() does. Does nothing if this is ready. Any thread.
    bool cancel(const QString &message = {}) const { return m_kind == Kind::Task && m_task->cancel(message); }

    //! Returns a handle to the task, which is made now if the coroutine finished without one. From an rvalue, it takes
    //! the outcome. \throws InvalidState if this is empty.
    Task<T> task() &;
    Task<T> task() &&;

    //! Calls \a onValue or \a onError, as Task::then(context, …) does: at once if this is ready, otherwise from the
    //! ready queue. \a onValue may also take a `T`, and then takes the value out of this. Otherwise this stays usable.
    template <typename OnValue>
    void then(QObject *context, OnValue onValue)
    {
        then(context, std::move(onValue), detail::IgnoreError());
    }
    template <typename OnValue, typename OnError>
    void then(QObject *context, OnValue onValue, OnError onError);

    /*! Goes on with \a callback when there is a value, as QCoro::Task::then() does. The callback takes the value or
        nothing. What it returns is the outcome of the ValueTask that you get; if it can be awaited, it is awaited
        first. If this is ready, the callback runs at once.

        An exception becomes the outcome, or goes to \a errorCallback. That takes a `const std::exception &`, and what
        it returns is the outcome; if it returns nothing, the outcome is a default-constructed value. If this is empty,
        the outcome is InvalidState.

        An rvalue is taken. An lvalue is shared: any number of callbacks and awaiters may follow, each as described at
        Task::then(callback).
    */
    template <typename Callback>
        requires detail::ThenCallback<std::decay_t<Callback>, T>
    auto then(
        Callback &&callback) && -> detail::Returned<ValueTask<detail::ThenResult<std::decay_t<Callback>, T>>, Callback>;
    template <typename Callback, typename ErrorCallback>
        requires(detail::ThenCallback<std::decay_t<Callback>, T> &&
                 std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
    auto then(Callback &&callback, ErrorCallback &&errorCallback)
        && -> detail::Returned<ValueTask<detail::ThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>;
    template <typename Callback>
        requires detail::SharedThenCallback<std::decay_t<Callback>, T>
    auto then(Callback &&callback)
        const & -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback>;
    template <typename Callback, typename ErrorCallback>
        requires(detail::SharedThenCallback<std::decay_t<Callback>, T> &&
                 std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
    auto then(Callback &&callback, ErrorCallback &&errorCallback) const
        & -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>;

    //! Returns a QFuture with the same outcome, as Task::toFuture() does. If this is ready, the future is finished, and
    //! a value that cannot be copied is taken.
    QFuture<T> toFuture();
    //! Returns a QCoro::Task with the same outcome, for code that needs one. This is empty afterwards.
    QCoro::Task<T> toQCoro();
    operator QCoro::Task<T>() && { return toQCoro(); }

    detail::SharedValueTaskAwaiter<T> operator co_await() const &;
    detail::ValueTaskAwaiter<T> operator co_await() &&;

private:
    friend promise_type;
    friend detail::ValueTaskAccess;
    friend detail::ValueTaskAwaiter<T>;
    friend detail::SharedValueTaskAwaiter<T>;
    template <typename V>
    friend detail::Returned<ValueTask<std::decay_t<V>>, V> ready(V &&value);
    friend ValueTask<void> ready();
    enum class Kind : quint8 { Empty, Value, Failure, Task };

    explicit ValueTask(promise_type &promise) noexcept; // where a promise makes it
    template <typename... Args>
    explicit ValueTask(std::in_place_t, Args &&...args) : m_value(std::forward<Args>(args)...), m_kind(Kind::Value)
    {
    }
    void clear() noexcept;
    Q_NEVER_INLINE void discard() noexcept { clear(); } // GCC 12 at -O3 takes for uninitialized what it inlines here
    void drop(Kind kind) noexcept;
    Q_NEVER_INLINE const detail::Stored<T> &otherResult() const;
    Q_NEVER_INLINE T takeOther();
    T takeValue();
    void moveFrom(ValueTask &other) noexcept;
    void keepValue(detail::Stored<T> &&value, const QString *name = nullptr) noexcept;
    void adopt(detail::Result<T> &result, const QString *name) noexcept;
    void adopt(detail::Ref<detail::TaskState<T>> task) noexcept;
    detail::Ref<detail::TaskState<T>> takePending() noexcept;
    detail::Ref<detail::TaskState<T>> pending() const noexcept;
    //! This is ready, and its outcome is given to one of several.
    T share() const;
    Task<T> sharedTask() const;
    //! Returns the task with this outcome, which is made if there is none.
    detail::Ref<detail::TaskState<T>> taskState(const char *operation);

    // A move-only value leaves a const ValueTask, too, and goes to the first who is given it.
    union {
        mutable detail::Stored<T> m_value;
        mutable detail::Failure *m_failure;
        mutable detail::TaskState<T> *m_task; // counted
    };
    mutable Kind m_kind = Kind::Empty;
};

/*! Returns a ValueTask that is ready with \a value, for a function that answers without a coroutine.

    Nothing is allocated, counted or posted. Whoever awaits it cannot tell the difference.
*/
template <typename T>
detail::Returned<ValueTask<std::decay_t<T>>, T> ready(T &&value);
ValueTask<void> ready();

} // namespace QEager

#include <qeager/detail/valuetask.h>
