// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What can be awaited in a coroutine of ours, how, and what that gives.
*/

#include <qeager/detail/waiter.h>

#include <type_traits>
#include <utility>

namespace QEager::detail {

/*! How a type that is not ours is awaited: `static auto adapt(T &&)` makes a native awaitable of it.

    Specialized beside each awaitable (durations in sleep.h, QFuture in future.h, QTimer in signal.h);
    for whatever QCoro can await, in qcoro.h, through a bridge. The customization point
    keeps the promise ignorant of all of them.
*/
template <typename T>
struct AwaitAdapter;

//! True of a Coro: it runs in its awaiter's place, and so nobody will ask where that waits, but where the Coro does.
template <typename T>
inline constexpr bool RunsInPlace = false;

//! The headers included so far have an adapter that takes an A: by value or rvalue reference an rvalue, else an lvalue.
template <typename A>
concept Adaptable = requires { AwaitAdapter<std::remove_cvref_t<A>>::adapt(std::declval<A>()); };

//! What `co_await` asks the three questions: its `operator co_await`, or itself.
template <typename A>
decltype(auto) innerAwaiter(A &&awaitable)
{
    if constexpr (requires { std::forward<A>(awaitable).operator co_await(); })
        return std::forward<A>(awaitable).operator co_await();
    else if constexpr (requires { operator co_await(std::forward<A>(awaitable)); })
        return operator co_await(std::forward<A>(awaitable));
    else
        return std::forward<A>(awaitable);
}

//! What an A is awaited as.
template <typename A>
struct AwaitedAs
{
};
template <typename A>
    requires Native<std::remove_cvref_t<A>>
struct AwaitedAs<A>
{
    using Type = A;
};
template <typename A>
    requires(Adaptable<A> && !Native<std::remove_cvref_t<A>>)
struct AwaitedAs<A>
{
    using Type = decltype(AwaitAdapter<std::remove_cvref_t<A>>::adapt(std::declval<A>()));
};

//! What `co_await a` gives in a coroutine of ours, by value.
template <typename A>
using AwaitResult =
    std::remove_cvref_t<decltype(innerAwaiter(std::declval<typename AwaitedAs<A>::Type>()).await_resume())>;

//! A coroutine of ours can await an A: by value or rvalue reference an rvalue, else an lvalue.
template <typename A>
concept Awaitable = requires { typename AwaitResult<A>; };

} // namespace QEager::detail
