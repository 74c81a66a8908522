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

/*! A lazy coroutine of result type \a T: calling the function runs nothing (Python's coroutine object).

    It runs when it is awaited, or given to eager(), createTask(), post() or CoroStart. \a T may be void,
    move-only, not default-constructible or large, not a reference.

    **Awaiting** it (once) runs it in the awaiting task: same identity, same context, same cancellation,
    no event and no queue between the two, in constant stack however deep or long the chain. With Clang 22 and
    later its frame may then be a part of the awaiting one (see docs/performance.md). A foreign
    coroutine that awaits it (a QCoro::Task) starts it eagerly as a task of its own.

    **Lifetime**: move-only; owns its frame. Dropped without having run, its parameters are destroyed and
    nothing else happens. Parameters taken by reference, and the captures of a lambda coroutine, must live
    until it ends; eager() and its kin keep a lambda given to them alive themselves.

    **Owner**: a member function of a QObject, started as a task, ends with that object (as does a free function whose
    first parameter is a QObject reference): closed at its suspension when the object is destroyed, see TaskScope.
    `co_await detachFromOwner()` opts out. Awaited in another coroutine, that one's owner counts. A function that is
    given to be started (a lambda, std::bind_front(), a member function with a pointer, std::ref() or a smart pointer)
    and returns such a coroutine makes no difference.

    **Clean-up that touches members** is too late then: an object is destroyed when the members of its derived classes
    are gone, and guards, catch blocks and destructors run after that. Two lines make it safe, in a QObject and in any
    other class:

    \code
    public:  QEager::TaskScope &taskScope() { return m_tasks; }   // member coroutines are in that scope, see TaskScope
    private: QEager::TaskScope m_tasks;                           // the last member: it goes first
    \endcode

    **Slots**: connect() refuses one that returns a Coro, because nobody would run it.

    **Errors**: what the body throws comes out of the `co_await`. Awaiting a moved-from, empty or already
    awaited one throws InvalidState.

    **Threads**: may be created on one thread and started on another; after the start it stays there.
*/
template <typename T = void>
class QEAGER_AWAIT_ELIDABLE
    [[nodiscard("a Coro does nothing until it is awaited or started: co_await it, or give it to QEager::eager()")]] Coro
{
    static_assert(sizeof(detail::CheckedResult<T>));

public:
    using promise_type = detail::CoroPromise<T>;
    using value_type = T;

    //! Empty: for a variable or member that is assigned later.
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

    //! True when there is no coroutine: default-constructed, moved-from, or already started.
    bool isNull() const noexcept { return !m_handle; }

    //! For foreign coroutines; ours await it through detail::AwaitAdapter.
    detail::ForeignCoroAwaiter<T> operator co_await();

private:
    friend promise_type;
    friend detail::CoroAccess;
    explicit Coro(std::coroutine_handle<promise_type> handle) noexcept : m_handle(handle) {}

    std::coroutine_handle<promise_type> m_handle;
};

} // namespace QEager

#include <qeager/detail/coro.h>
