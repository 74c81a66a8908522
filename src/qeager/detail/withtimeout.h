// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/timeout.h>: how withTimeout() runs its body.
*/

#include <qeager/detail/held.h>
#include <qeager/detail/refusal.h>
#include <qeager/timeout.h>

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

namespace QEager {

namespace detail {

struct TimeoutAccess
{
    static Timeout make(std::optional<std::chrono::nanoseconds> duration) { return Timeout(duration); }
    //! The body has ended. True: a Cancelled that ends it is the timeout's own.
    static bool leave(Timeout &timeout) noexcept { return timeout.m_entry.leave(); }
};

template <typename T, typename Body>
Coro<T> runWithTimeout(std::optional<std::chrono::nanoseconds> duration, Held<Body> body)
{
    Timeout timeout = TimeoutAccess::make(duration);
    Result<T> result;
    std::exception_ptr cancelled;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await unmarked(std::invoke(*body, timeout));
            result.emplace();
        } else {
            result.emplace(co_await unmarked(std::invoke(*body, timeout)));
        }
    } catch (const Cancelled &) {
        cancelled = std::current_exception();
    }
    const bool own = TimeoutAccess::leave(timeout); // what else it throws leaves by the destructor
    if (cancelled && own)
        throw TimedOut(QStringLiteral("The time of withTimeout() was up."));
    if (cancelled)
        std::rethrow_exception(cancelled);
    co_return result.take();
}

//! A body that does not ask for its Timeout. \a P is a value, or a reference to what cannot be copied.
template <typename P>
struct RunPart
{
    P part;
    template <typename Given>
    explicit RunPart(std::in_place_t, Given &&given) : part(std::forward<Given>(given))
    {
    }
    decltype(auto) operator()(Timeout &)
    {
        if constexpr (CoroutineFunction<P>)
            return std::invoke(part);
        else if constexpr (HasOptions<P>)
            return PartAccess::start(std::move(part));
        else
            return std::forward<P>(part);
    }
};

} // namespace detail

template <Part P>
    requires(!std::invocable<std::decay_t<P> &, Timeout &>)
detail::Returned<Coro<ResultOf<P>>, P> withTimeout(std::chrono::nanoseconds duration, P &&part)
{
    using Body = detail::RunPart<detail::Kept<P>>;
    return detail::runWithTimeout<ResultOf<P>, Body>(
        duration, detail::Held<Body>(std::in_place, Body(std::in_place, std::forward<P>(part))));
}

template <typename Body>
    requires std::invocable<std::decay_t<Body> &, Timeout &>
auto withTimeout(std::optional<std::chrono::nanoseconds> duration, Body &&body)
{
    using Running = detail::Unmarked<std::invoke_result_t<std::decay_t<Body> &, Timeout &>>;
    if constexpr (detail::BodyResult<Running>) {
        using T = typename std::remove_cvref_t<Running>::value_type;
        return detail::Returned<Coro<T>, Body>(
            detail::runWithTimeout<T, std::decay_t<Body>>(duration, detail::hold(std::forward<Body>(body))));
    } else {
        return detail::refuseBody<Running>();
    }
}

} // namespace QEager
