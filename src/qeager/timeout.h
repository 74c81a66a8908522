// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    withTimeout(): what may take only so long.

    \code
    const QByteArray data = co_await QEager::withTimeout(2s, fetch(url));
    co_await QEager::withTimeout(500ms, QEager::signal(button, &QPushButton::clicked));

    co_await QEager::withTimeout(2s, [&](QEager::Timeout &timeout) -> QEager::Coro<> {
        while (const auto item = co_await next(stream))
            timeout.reschedule(2s);              // two seconds each
    });
    \endcode
*/

#include <qeager/coro.h>
#include <qeager/detail/temporaries.h>
#include <qeager/detail/timeout.h>
#include <qeager/errors.h>
#include <qeager/part.h>

#include <chrono>
#include <concepts>
#include <optional>
#include <type_traits>

namespace QEager {

namespace detail {
struct TimeoutAccess;
}

/*! The deadline of a running withTimeout(), for its body (asyncio.Timeout). Valid until the body ends. */
class Timeout
{
public:
    Q_DISABLE_COPY_MOVE(Timeout)

    //! From now on \a duration nanoseconds, or without limit. \throws InvalidState when it has expired.
    void reschedule(std::optional<std::chrono::nanoseconds> duration) { m_entry.reschedule(duration); }
    //! It has asked the body to end.
    bool expired() const noexcept { return m_entry.isExpired(); }
    //! Nanoseconds left, negative when it is overdue; nothing without limit.
    std::optional<std::chrono::nanoseconds> remaining() const { return m_entry.remaining(); }

private:
    friend detail::TimeoutAccess;
    explicit Timeout(std::optional<std::chrono::nanoseconds> duration) : m_entry(duration) {}
    detail::TimeoutEntry m_entry;
};

/*! Awaits \a part, a Coro or any other Part, and asks it to end after \a duration nanoseconds (asyncio.wait_for(),
    asyncio.timeout()).

    It runs in the awaiting task, inline, without a task, an event or a queue hop of its own; what finishes
    synchronously sets no timer. The time runs from the start of the coroutine returned here, and binds to the task that
    runs it: in its eager phase too, whoever started it. Zero or less expires through the ready queue, at the place it
    took on entry, so the body runs at least to its first suspension. Nothing happens to \a part before; a callable is
    kept, and called then.

    Expiry is a cancel() of the task. What the body ends with stands when it is a result or another exception; when it
    is Cancelled, and nobody else has asked for that, \throws TimedOut instead. (A request that was made before, and
    comes out of an await in here, is one of somebody else.) Nested ones with the same deadline: the outermost throws. A
    body that catches Cancelled and goes on is not asked again.

    **What runs already**, a Task, a ValueTask, a QFuture: expiry cancels *it*. Of a task, TimedOut comes when that has
    ended, its clean-up included. Ready, or ending with a value in spite of the request, it gives that value, as
    `co_await std::move(handle)` does. Use shield() to leave it running.

    Cancelling the task ends the body with Cancelled, which stays Cancelled.
*/
template <Part P>
    requires(!std::invocable<std::decay_t<P> &, Timeout &>)
detail::Returned<Coro<ResultOf<P>>, P> withTimeout(std::chrono::nanoseconds duration, P &&part);

//! The same for a body that wants to change its deadline: \a body is kept, and called with a Timeout &. Returns a Coro
//! of what that gives.
template <typename Body>
    requires std::invocable<std::decay_t<Body> &, Timeout &>
auto withTimeout(std::optional<std::chrono::nanoseconds> duration, Body &&body);

} // namespace QEager

#include <qeager/detail/withtimeout.h>
