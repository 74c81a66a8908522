// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What `then(callback)` gives, by QCoro's rules.
*/

#include <qeager/detail/awaitable.h>
#include <qeager/detail/result.h>
#include <qeager/detail/taskstate.h>

#include <QCoroTask>

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

//! The callback of a Task's then(callback): others see the value, too, so it takes it by reference if it can.
template <typename Callback, typename T>
concept SharedThenCallback =
    ThenCallback<Callback, T> || (!std::is_void_v<T> && std::invocable<Callback &, const Stored<T> &>);

//! \a task has ended with a value.
template <typename Callback, typename T>
    requires SharedThenCallback<Callback, T>
decltype(auto) callThen(Callback &callback, TaskState<T> &task)
{
    if constexpr (std::is_void_v<T>)
        return callback();
    else if constexpr (std::invocable<Callback &, const Stored<T> &>)
        return callback(task.value());
    else if constexpr (std::invocable<Callback &, T>)
        return callback(task.take());
    else
        return callback();
}

template <typename Callback, typename T>
using ThenReturn = decltype(callThen<Callback, T>(std::declval<Callback &>(), std::declval<Result<T> &>()));

template <typename Callback, typename T>
using SharedThenReturn = decltype(callThen<Callback, T>(std::declval<Callback &>(), std::declval<TaskState<T> &>()));

/*! Any coroutine can await it, so that is what it is returned for. What only those of QCoro or ours can await is a
    value as well, and stays one: a duration, a pointer to a QTimer or QNetworkReply, a QFuture. */
template <typename A>
concept AwaitableItself = Native<std::remove_cvref_t<A>> || (Awaitable<A> && QCoro::Awaitable<std::remove_cvref_t<A>>);

//! The type of `co_await a` in a coroutine of ours, or void-like Plain when \a A is an ordinary value.
template <typename A>
struct AwaitedType
{
    using Type = std::remove_cvref_t<A>;
    static constexpr bool Awaits = false;
};

template <typename A>
    requires AwaitableItself<A>
struct AwaitedType<A>
{
    using Type = AwaitResult<A>;
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
template <typename Callback, typename T>
using SharedThenResult = typename AwaitedType<SharedThenReturn<Callback, T>>::Type;

} // namespace QEager::detail
