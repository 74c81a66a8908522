// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What `then(callback)` gives, by QCoro's rules.
*/

#include <qeager/detail/promise.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace QEager::detail {

template <typename Callback, typename T>
concept ThenCallback = std::invocable<Callback &> || (!std::is_void_v<T> && std::invocable<Callback &, Stored<T>>);

template <typename Callback, typename T>
    requires ThenCallback<Callback, T>
decltype(auto) callThen(Callback &callback, Result<T> &value)
{
    if constexpr (std::invocable<Callback &, T>)
        return callback(std::move(value.value()));
    else
        return callback();
}

template <typename Callback, typename T>
using ThenReturn = decltype(callThen<Callback, T>(std::declval<Callback &>(), std::declval<Result<T> &>()));

//! The type of `co_await a` in a coroutine of ours, or void-like Plain when \a A is an ordinary value.
template <typename A>
struct AwaitedType
{
    using Type = std::remove_cvref_t<A>;
    static constexpr bool Awaits = false;
};

template <typename A>
    requires requires {
        typename std::remove_cvref_t<A>::value_type;
        typename std::remove_cvref_t<A>::promise_type;
    }
struct AwaitedType<A>
{
    using Type = typename std::remove_cvref_t<A>::value_type;
    static constexpr bool Awaits = true;
};

template <>
struct AwaitedType<void>
{
    using Type = void;
    static constexpr bool Awaits = false;
};

template <typename Callback, typename T>
using ThenResult = typename AwaitedType<ThenReturn<Callback, T>>::Type;

} // namespace QEager::detail
