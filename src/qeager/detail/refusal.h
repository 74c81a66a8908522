// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Says in a sentence why something cannot be started.

    What takes a Startable has an overload for all else, which instantiates this. So ask Startable, not whether a call
    of eager() compiles: that is an error in every context.
*/

#include <qeager/startable.h>

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

namespace QEager::detail {

template <typename S, typename... Args>
concept NoStartable = !Startable<S, Args...>;

//! Of what a function returns. To be called where it is known not to be a Coroutine, or to say so if it is not.
template <typename R>
constexpr bool requireCoroutine()
{
    if constexpr (std::is_void_v<R>) {
        static_assert(
            !std::is_void_v<R>,
            "This function returns void, and so is no coroutine: let it return QEager::Coro<>, for a lambda by "
            "`-> QEager::Coro<>` behind its parameters, and end with a co_return.");
    } else {
        static_assert(Coroutine<R>,
                      "What this function returns is no coroutine: let it return a Coro<T>, ValueTask<T>, "
                      "Task<T> or QCoro::Task<T>. What else can be awaited is awaited in one.");
    }
    return true;
}

//! Instantiated for what is not Startable. Gives what raises no further error.
template <typename S, typename... Args>
ValueTask<> refuse()
{
    using Plain = std::remove_cvref_t<S>;
    if constexpr (CoroutineTraits<Plain>::IsCoroutine) {
        static_assert(
            sizeof...(Args) == 0,
            "A coroutine that exists takes no arguments: give the function that makes it, and its arguments.");
        static_assert(sizeof...(Args) > 0 || Coroutine<S>,
                      "This coroutine can only be moved, and is given as an lvalue: write std::move() around it.");
    } else if constexpr (!std::invocable<std::decay_t<S> &, std::decay_t<Args>...>) {
        static_assert(std::invocable<std::decay_t<S> &, std::decay_t<Args>...>,
                      "This is no coroutine, and cannot be called with copies of these arguments to make one.");
    } else {
        requireCoroutine<std::invoke_result_t<std::decay_t<S> &, std::decay_t<Args>...>>();
    }
    return {};
}

//! What a body may return.
template <typename R>
concept BodyResult =
    Coroutine<R> || (Native<std::remove_cvref_t<R>> && requires { typename std::remove_cvref_t<R>::value_type; });

//! Instantiated for a body that returns an \a R.
template <typename R>
Coro<> refuseBody()
{
    requireCoroutine<R>();
    return {};
}

//! The same for what is called later, if what it returns can be told without the arguments: it has one operator(),
//! which is no template.
template <typename F>
constexpr bool requireCoroutineOf()
{
    if constexpr (requires(F function) { std::function{function}; })
        return requireCoroutine<typename decltype(std::function{std::declval<F &>()})::result_type>();
    else
        return true;
}

} // namespace QEager::detail
