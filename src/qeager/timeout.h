// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    withTimeout(): a coroutine that may take only so long.

    \code
    const QByteArray data = co_await QEager::withTimeout(2s, fetch(url));

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

#include <chrono>
#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>

namespace QEager {

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

    //! \internal
    explicit Timeout(std::optional<std::chrono::nanoseconds> duration) : m_entry(duration) {}
    //! \internal
    bool leave() noexcept { return m_entry.leave(); }

private:
    detail::TimeoutEntry m_entry;
};

namespace detail {

template <typename T, typename Body>
Coro<T> runWithTimeout(std::optional<std::chrono::nanoseconds> duration, Body body)
{
    Timeout timeout(duration);
    Result<T> result;
    std::exception_ptr cancelled;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await unmarked(std::invoke(body, timeout));
            result.emplace();
        } else {
            result.emplace(co_await unmarked(std::invoke(body, timeout)));
        }
    } catch (const Cancelled &) {
        cancelled = std::current_exception();
    }
    const bool own = timeout.leave(); // what else it throws leaves by the destructor
    if (cancelled && own)
        throw TimedOut(QStringLiteral("The time of withTimeout() was up."));
    if (cancelled)
        std::rethrow_exception(cancelled);
    co_return result.take();
}

template <typename T>
struct RunCoro
{
    Coro<T> coro;
    explicit RunCoro(Coro<T> c) noexcept : coro(std::move(c)) {}
    Coro<T> operator()(Timeout &) { return std::move(coro); }
};

//! What is running already: a Task, a ValueTask, a CoroStart.
template <typename H>
concept RunningHandle = requires { typename H::value_type; } &&
                        (Native<H> || requires(H handle) { AwaitAdapter<H>::adapt(std::move(handle)); });

template <RunningHandle H>
struct RunHandle
{
    H handle;
    explicit RunHandle(H h) noexcept : handle(std::move(h)) {}
    H &&operator()(Timeout &) noexcept { return std::move(handle); }
};

template <typename C>
struct CoroValue;
template <typename T>
struct CoroValue<Coro<T>>
{
    using Type = T;
};

} // namespace detail

/*! Runs \a coro, and asks it to end after \a duration nanoseconds (asyncio.wait_for(), asyncio.timeout()).

    It runs in the awaiting task, inline, without a task, an event or a queue hop of its own; a body that finishes synchronously
    sets no timer. The time runs from the start of the coroutine returned here, and binds to the task that runs it: in its
    eager phase too, whoever started it. Zero or less expires through the ready queue, at the place it took on entry, so the body
    runs at least to its first suspension.

    Expiry is a cancel() of the task. What the body ends with stands when it is a result or another exception; when it is
    Cancelled, and nobody else has asked for that since, nor before with a request that the task was not told of then, \throws TimedOut
    instead. Nested ones with the same deadline: the outermost
    throws. A body that catches Cancelled and goes on is not asked again.

    Cancelling the task ends the body with Cancelled, which stays Cancelled.
*/
template <typename T>
Coro<T> withTimeout(std::chrono::nanoseconds duration, Coro<T> coro)
{
    return detail::runWithTimeout<T>(duration, detail::RunCoro<T>(std::move(coro)));
}

/*! The same for what is running already, a Task or ValueTask: expiry cancels *it*, and TimedOut comes when it has ended, its clean-up
    included. Ready, or ending with a value in spite of the request, it gives that value, as `co_await std::move(handle)` does.
    Use shield() to leave it running. */
template <typename H>
    requires detail::RunningHandle<std::decay_t<H>>
detail::Returned<Coro<typename std::decay_t<H>::value_type>, H> withTimeout(std::chrono::nanoseconds duration,
                                                                            H &&handle)
{
    return detail::runWithTimeout<typename std::decay_t<H>::value_type>(
        duration, detail::RunHandle<std::decay_t<H>>(std::forward<H>(handle)));
}

//! The same for a body that wants to change its deadline: \a body is kept, called with a Timeout &, and returns a Coro.
template <typename Body>
    requires std::invocable<std::decay_t<Body> &, Timeout &>
auto withTimeout(std::optional<std::chrono::nanoseconds> duration, Body &&body)
{
    using Running = std::invoke_result_t<std::decay_t<Body> &, Timeout &>;
    using T = typename detail::CoroValue<detail::Unmarked<Running>>::Type;
    return detail::Returned<Coro<T>, Body>(
        detail::runWithTimeout<T, std::decay_t<Body>>(duration, std::forward<Body>(body)));
}

} // namespace QEager
