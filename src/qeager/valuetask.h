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

/*! The outcome of an eager start: the value itself when the coroutine finished synchronously, else its task.

    asynkit's eager() gives a Future or a Task; this is either in one type, without a heap object in the first case.
    A coroutine with this return type starts when it is called, on the caller's stack, and is used like a
    QCoro::Task; the one difference is that it is resumed through the ready queue.

    **Awaiting** gives `T`. Ready: without suspending. Otherwise an rvalue (`co_await load()`) belongs to its awaiter
    alone, which therefore continues in the very turn in which it ends, in constant stack (unless others began to wait
    for its task() earlier). An lvalue, const or not, is shared, as a Task is: it is awaited any number of times, each
    gives a copy (a move-only value goes to the first, later ones get InvalidState), and its awaiters are queued.
    Cancelling an awaiter cancels it.

    **Lifetime**: move-only. Dropped while pending, the task runs on, detached. Dropped with an exception nobody looked
    at, that is logged once.

    **Owner**: a member function of a QObject with this return type ends with that object, as a Coro does. If its
    clean-up touches members, the class needs a taskScope(), as is said there.

    **With QCoro**: a QCoro::Task, or LazyTask, becomes a ValueTask, and an rvalue becomes a QCoro::Task, where the one
    is given and the other wanted: as an argument, and in a function that returns what it was given by another.

    **Misuse**: default-constructed, moved-from and taken ones, and an rvalue that was awaited, are empty: isReady() is
    true (there is nothing to wait for) and everything that needs an outcome throws InvalidState.

    **Threads**: home thread only, but for cancel() and toFuture().
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
    //! The same task, which stays shared with other handles: while there are any, its value is copied, not moved.
    ValueTask(Task<T> task) noexcept;
    //! The same outcome: what awaits \a task is a coroutine of QEager, started at once. Cancelling this one leaves \a
    //! task alone.
    ValueTask(QCoro::Task<T> task);
#ifdef QEAGER_HAS_QCORO_LAZYTASK
    //! The same of one that nobody has awaited: it begins now. What it was is empty afterwards.
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

    //! Nothing to wait for: it has finished (or is empty). Awaiting it will not suspend.
    bool isReady() const noexcept { return m_kind != Kind::Task || m_task->isDone(); }
    //! There is a Task behind it: it suspended, or somebody asked for its identity.
    bool isTask() const noexcept { return m_kind == Kind::Task; }
    //! It has ended with Cancelled.
    bool isCancelled() const;

    /*! The value, or throws what the coroutine threw. The reference is valid until this is moved or taken.
        \throws InvalidState when it is not ready or empty. */
    decltype(auto) result() const;
    //! The same, moved out; this is empty afterwards.
    T takeResult();
    //! What the coroutine threw, null for a value. Counts as having looked. \throws InvalidState as result() does.
    std::exception_ptr exception() const;

    //! As TaskHandle::cancel(). Nothing happens when it is ready.
    bool cancel(const QString &message = {}) const { return m_kind == Kind::Task && m_task->cancel(message); }

    //! Its task: a shared handle, made now when it finished without one. \throws InvalidState when empty.
    Task<T> task() &;
    Task<T> task() &&;

    /*! As Task::then(context, …): at once when ready, else from the ready queue. \a onValue may also take the value
        itself (`T`), which then is taken. This stays usable otherwise. */
    template <typename OnValue>
    void then(QObject *context, OnValue onValue)
    {
        then(context, std::move(onValue), detail::IgnoreError());
    }
    template <typename OnValue, typename OnError>
    void then(QObject *context, OnValue onValue, OnError onError);

    /*! Goes on with \a callback when this has a value, as QCoro::Task::then() does: it takes the value or nothing, and
        what it returns (awaited first if it is awaitable) is the outcome of the ValueTask returned. Ready: it runs at
        once. Exceptions pass through, or go to \a errorCallback (a `const std::exception &`; it may return a value,
        else the outcome is a default-constructed one). An empty one gives InvalidState as the outcome.

        An rvalue is taken. An lvalue is shared: any number of callbacks and awaiters, each as Task::then(callback)
        says. */
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

    //! As Task::toFuture(); a ready one gives a finished future, and is taken when its value can not be copied.
    QFuture<T> toFuture();
    //! The same outcome for code that wants a QCoro::Task. Takes this.
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
    //! Of one that is ready: for one of several who are given it.
    T share() const;
    Task<T> sharedTask() const;
    //! The outcome as one of a task, whoever asks.
    detail::Ref<detail::TaskState<T>> taskState(const char *operation);

    // A move-only value leaves a const one, too, and goes to the first that it is given to.
    union {
        mutable detail::Stored<T> m_value;
        mutable detail::Failure *m_failure;
        mutable detail::TaskState<T> *m_task; // counted
    };
    mutable Kind m_kind = Kind::Empty;
};

/*! A ValueTask that is ready with \a value: for a function that answers without a coroutine.

    Nothing is allocated, counted or posted. The awaiting side can not tell the difference.
*/
template <typename T>
detail::Returned<ValueTask<std::decay_t<T>>, T> ready(T &&value);
ValueTask<void> ready();

} // namespace QEager

#include <qeager/detail/valuetask.h>
