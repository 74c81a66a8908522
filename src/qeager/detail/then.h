// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of then(callback), of a ValueTask and of a Task.
*/

#include <qeager/detail/held.h>
#include <qeager/detail/thenresult.h>
#include <qeager/valuetask.h>

#include <concepts>
#include <exception>
#include <type_traits>
#include <utility>

namespace QEager {

namespace detail {

//! then(callback): a coroutine that awaits and goes on. It owns all it needs.
template <typename T, typename Callback>
auto chain(ValueTask<T> source, Held<Callback> callback) -> Coro<ThenResult<Callback, T>>
{
    Result<T> value;
    if constexpr (std::is_void_v<T>)
        co_await std::move(source);
    else
        value.emplace(co_await std::move(source));
    if constexpr (AwaitedType<ThenReturn<Callback, T>>::Awaits)
        co_return co_await unmarked(callThen<Callback, T>(*callback, value));
    else
        co_return callThen<Callback, T>(*callback, value);
}

template <typename R, typename ErrorCallback>
R recover(ErrorCallback &errorCallback, const std::exception &error)
{
    using Recovered = std::invoke_result_t<ErrorCallback &, const std::exception &>;
    if constexpr (std::is_void_v<R>) {
        errorCallback(error);
    } else if constexpr (std::is_convertible_v<Recovered, R>) {
        return errorCallback(error);
    } else {
        static_assert(std::is_default_constructible_v<R>,
                      "The error callback of then() must return a value here, because the result type has no default.");
        errorCallback(error);
        return R{};
    }
}

template <typename T, typename Callback, typename ErrorCallback>
auto chain(ValueTask<T> source, Held<Callback> callback, Held<ErrorCallback> errorCallback)
    -> Coro<ThenResult<Callback, T>>
{
    using R = ThenResult<Callback, T>;
    Result<T> value;
    try {
        if constexpr (std::is_void_v<T>)
            co_await std::move(source);
        else
            value.emplace(co_await std::move(source));
    } catch (const std::exception &e) {
        co_return recover<R>(*errorCallback, e);
    }
    if constexpr (AwaitedType<ThenReturn<Callback, T>>::Awaits)
        co_return co_await unmarked(callThen<Callback, T>(*callback, value));
    else
        co_return callThen<Callback, T>(*callback, value);
}

//! A Task is not taken, but held: the callback, and what it returns, may refer to the value.
template <typename T, typename Callback>
auto chain(Task<T> source, Held<Callback> callback) -> Coro<SharedThenResult<Callback, T>>
{
    static_cast<void>(co_await source);
    const Ref<TaskState<T>> task = TaskAccess::state(source, "then()");
    if constexpr (AwaitedType<SharedThenReturn<Callback, T>>::Awaits)
        co_return co_await unmarked(callThen<Callback, T>(*callback, *task));
    else
        co_return callThen<Callback, T>(*callback, *task);
}

template <typename T, typename Callback, typename ErrorCallback>
auto chain(Task<T> source, Held<Callback> callback, Held<ErrorCallback> errorCallback)
    -> Coro<SharedThenResult<Callback, T>>
{
    using R = SharedThenResult<Callback, T>;
    try {
        static_cast<void>(co_await source);
    } catch (const std::exception &e) {
        co_return recover<R>(*errorCallback, e);
    }
    const Ref<TaskState<T>> task = TaskAccess::state(source, "then()");
    if constexpr (AwaitedType<SharedThenReturn<Callback, T>>::Awaits)
        co_return co_await unmarked(callThen<Callback, T>(*callback, *task));
    else
        co_return callThen<Callback, T>(*callback, *task);
}

} // namespace detail

template <typename T>
template <typename OnValue, typename OnError>
void ValueTask<T>::then(QObject *context, OnValue onValue, OnError onError)
{
    detail::whenDone<T>(taskState("then()"), context, std::move(onValue), std::move(onError));
}

template <typename T>
template <typename Callback>
    requires detail::ThenCallback<std::decay_t<Callback>, T>
auto ValueTask<T>::then(
    Callback &&callback) && -> detail::Returned<ValueTask<detail::ThenResult<std::decay_t<Callback>, T>>, Callback>
{
    return detail::startOwn(detail::chain<T>(std::move(*this), detail::hold(std::forward<Callback>(callback))));
}

template <typename T>
template <typename Callback, typename ErrorCallback>
    requires(detail::ThenCallback<std::decay_t<Callback>, T> &&
             std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
auto ValueTask<T>::then(Callback &&callback, ErrorCallback &&errorCallback)
    && -> detail::Returned<ValueTask<detail::ThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>
{
    return detail::startOwn(detail::chain<T>(std::move(*this), detail::hold(std::forward<Callback>(callback)),
                                             detail::hold(std::forward<ErrorCallback>(errorCallback))));
}

template <typename T>
template <typename Callback>
    requires detail::SharedThenCallback<std::decay_t<Callback>, T>
auto ValueTask<T>::then(Callback &&callback)
    const & -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback>
{
    return sharedTask().then(std::forward<Callback>(callback));
}

template <typename T>
template <typename Callback, typename ErrorCallback>
    requires(detail::SharedThenCallback<std::decay_t<Callback>, T> &&
             std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
auto ValueTask<T>::then(Callback &&callback, ErrorCallback &&errorCallback)
    const & -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>
{
    return sharedTask().then(std::forward<Callback>(callback), std::forward<ErrorCallback>(errorCallback));
}

template <typename T>
template <typename Callback>
    requires detail::SharedThenCallback<std::decay_t<Callback>, T>
auto Task<T>::then(Callback &&callback) const
    -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback>
{
    return detail::startOwn(detail::chain<T>(*this, detail::hold(std::forward<Callback>(callback))));
}

template <typename T>
template <typename Callback, typename ErrorCallback>
    requires(detail::SharedThenCallback<std::decay_t<Callback>, T> &&
             std::invocable<std::decay_t<ErrorCallback> &, const std::exception &>)
auto Task<T>::then(Callback &&callback, ErrorCallback &&errorCallback) const
    -> detail::Returned<ValueTask<detail::SharedThenResult<std::decay_t<Callback>, T>>, Callback, ErrorCallback>
{
    return detail::startOwn(detail::chain<T>(*this, detail::hold(std::forward<Callback>(callback)),
                                             detail::hold(std::forward<ErrorCallback>(errorCallback))));
}

} // namespace QEager
