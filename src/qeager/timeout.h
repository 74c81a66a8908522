// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    withTimeout(): limits the time that something may take.

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

//! The deadline of a running withTimeout(), for use in its body (asyncio.Timeout). Valid until the body ends.
class Timeout
{
public:
    Q_DISABLE_COPY_MOVE(Timeout)

    //! Moves the deadline to \a duration nanoseconds from now, or removes it. \throws InvalidState if it has expired.
    void reschedule(std::optional<std::chrono::nanoseconds> duration) { m_entry.reschedule(duration); }
    //! Returns true if the time was up, and the body has been asked to end.
    bool expired() const noexcept { return m_entry.isExpired(); }
    //! Returns the nanoseconds that are left, negative if the deadline is overdue, or nothing if there is no deadline.
    //! Returns zero once it has expired.
    std::optional<std::chrono::nanoseconds> remaining() const { return m_entry.remaining(); }

private:
    friend detail::TimeoutAccess;
    explicit Timeout(std::optional<std::chrono::nanoseconds> duration) : m_entry(duration) {}
    detail::TimeoutEntry m_entry;
};

/*! Awaits \a part, a Coro or any other Part, and asks it to end after \a duration nanoseconds (asyncio.wait_for(),
    asyncio.timeout()).

    **Inline**: \a part runs in the awaiting task. The timeout adds no task, no event and no step through the ready
    queue, and sets no timer if \a part finishes synchronously.

    **The time** runs from the start of the coroutine that this returns. It applies to the task that runs this
    coroutine, in its eager phase too, and never to whoever started it. Before that, nothing happens to \a part; a
    callable is kept, and called then. If \a duration is zero or less, the time is up through the ready queue, at the
    place that was taken on entry. So the body runs at least to its first suspension.

    **When the time is up**, the task is asked to end, as by cancel(). If the body then ends with a value or another
    exception, that stands. If it ends with Cancelled, and nobody else has asked for that, TimedOut is thrown instead.
    (A request that was made before entry, and comes out of an await in here, is somebody else's.) If nested timeouts
    have the same deadline, the outermost throws. A body that catches Cancelled and goes on is not asked again.

    **If \a part runs already** (a Task, a ValueTask, a QFuture), *it* is cancelled when the time is up. A task ends
    first, with its clean-up, and then you get TimedOut. If it is ready, or ends with a value in spite of the request,
    you get that value, as from `co_await std::move(handle)`. Use shield() to leave it running.

    **Cancelling** the task ends the body with Cancelled, which stays Cancelled.
    \throws TimedOut if the time was up, see above.
*/
template <Part P>
    requires(!std::invocable<std::decay_t<P> &, Timeout &>)
detail::Returned<Coro<ResultOf<P>>, P> withTimeout(std::chrono::nanoseconds duration, P &&part);

/*! Limits the time of \a body in the same way, and lets it change its deadline. \a body is kept, and called with a
    Timeout & when the Coro that this returns starts. \a body returns a coroutine, whose result is that of the Coro.
    Without a \a duration there is no limit. */
template <typename Body>
    requires std::invocable<std::decay_t<Body> &, Timeout &>
auto withTimeout(std::optional<std::chrono::nanoseconds> duration, Body &&body);

} // namespace QEager

#include <qeager/detail/withtimeout.h>
