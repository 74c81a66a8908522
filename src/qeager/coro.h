// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Coro<T>: a coroutine that has not started.

    \code
    QEager::Coro<QImage> thumbnail(QString path)
    {
        const QByteArray data = co_await read(path);   // runs in the same task
        co_return QImage::fromData(data);
    }
    \endcode
*/

#include <qeager/detail/promise.h>
#include <qeager/detail/slot.h>

#include <coroutine>
#include <utility>

namespace QEager {

namespace detail {
template <typename T>
class CoroPromise;
template <typename T>
class ForeignCoroAwaiter;
struct CoroAccess;
} // namespace detail

/*! A lazy coroutine with a result of type \a T: calling the function runs nothing (Python's coroutine object).

    It runs when you await it, or give it to eager(), createTask(), post() or CoroStart. \a T may be void, move-only,
    large or without a default constructor. It may not be a reference.

    **Awaiting** is allowed once, and runs the coroutine in the awaiting task: with the same identity, the same context
    and the same cancellation. There is no event and no queue between the two. The stack stays constant, however deep or
    long the chain is. With Clang 22 and later the frame may be a part of the awaiting one (see docs/performance.md). If
    a foreign coroutine awaits it, such as a QCoro::Task, it starts eagerly as a task of its own.

    **Lifetime**: a Coro is move-only and owns its frame. If you drop one that has not run, its parameters are destroyed
    and nothing else happens. What parameters refer to must live until the coroutine ends, and so must a lambda
    coroutine's captures. eager() and the other start functions keep a lambda that is given to them alive.

    **Owner**: a coroutine that is a member function of a QObject, or a free function whose first parameter is a
    reference to one, ends with that object if it is started as a task. When the object is destroyed, the coroutine is
    closed where it is suspended, see TaskScope. `co_await detachFromOwner()` opts out. If another coroutine awaits it,
    the owner of that one counts. The same holds if you start a function that returns such a coroutine (a lambda,
    std::bind_front(), or a member function with a pointer, std::ref() or a smart pointer).

    **Clean-up that touches members** comes too late then. Guards, catch blocks and destructors run after the members of
    derived classes are gone. Two lines make it safe, in a QObject and in any other class:

    \code
    public:  QEager::TaskScope &taskScope() { return m_tasks; }   // member coroutines are in that scope, see TaskScope
    private: QEager::TaskScope m_tasks;                           // the last member, so it is destroyed first
    \endcode

    **Slots**: connect() refuses a slot that returns a Coro, because nobody would run it.

    **Errors**: what the body throws comes out of the `co_await`. Awaiting a Coro that is empty, moved-from or already
    awaited throws InvalidState.

    **Threads**: you may create a Coro on one thread and start it on another. After the start it stays there.
*/
template <typename T = void>
class QEAGER_AWAIT_ELIDABLE
    [[nodiscard("a Coro does nothing until it is awaited or started: co_await it, or give it to QEager::eager()")]] Coro
{
    static_assert(sizeof(detail::CheckedResult<T>));

public:
    using promise_type = detail::CoroPromise<T>;
    using value_type = T;

    //! Makes an empty Coro, for a variable or member that is assigned later.
    Coro() noexcept = default;
    Coro(Coro &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Coro &operator=(Coro &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    //! Destroys the frame, and with it the parameters. No line of the body runs.
    ~Coro()
    {
        if (m_handle) [[unlikely]]
            detail::destroyUnstarted(m_handle.promise(), m_handle);
    }

    //! Returns true if there is no coroutine: it was default-constructed, moved from, or has already been started.
    bool isNull() const noexcept { return !m_handle; }

    //! For foreign coroutines. Coroutines of QEager await a Coro through detail::AwaitAdapter.
    detail::ForeignCoroAwaiter<T> operator co_await();

private:
    friend promise_type;
    friend detail::CoroAccess;
    explicit Coro(std::coroutine_handle<promise_type> handle) noexcept : m_handle(handle) {}

    std::coroutine_handle<promise_type> m_handle;
};

} // namespace QEager

#include <qeager/detail/coro.h>
