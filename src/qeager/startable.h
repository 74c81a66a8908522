// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Startable: what eager(), createTask() and post() take.

    \code
    QEager::eager(thumbnail(path));                       // a Coro
    QEager::eager(legacyLoad, 42);                        // any function that returns a coroutine, QCoro's included
    QEager::eager([this] -> QEager::Coro<> { ... });      // a lambda; it lives as long as the coroutine
    \endcode
*/

#include <qeager/coro.h>
#include <qeager/qcoro.h>
#include <qeager/valuetask.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace QEager {

namespace detail {

//! Coroutine objects that can be run to their end: each says what that gives.
template <typename C>
struct CoroutineTraits
{
    static constexpr bool IsCoroutine = false;
};
template <typename T>
struct CoroutineTraits<Coro<T>>
{
    static constexpr bool IsCoroutine = true;
    using Value = T;
};
template <typename T>
struct CoroutineTraits<ValueTask<T>>
{
    static constexpr bool IsCoroutine = true;
    using Value = T;
};
template <typename T>
struct CoroutineTraits<Task<T>>
{
    static constexpr bool IsCoroutine = true;
    using Value = T;
};
template <typename T>
struct CoroutineTraits<QCoro::Task<T>>
{
    static constexpr bool IsCoroutine = true;
    using Value = T;
};
#ifdef QEAGER_HAS_QCORO_LAZYTASK
template <typename T>
struct CoroutineTraits<QCoro::LazyTask<T>>
{
    static constexpr bool IsCoroutine = true;
    using Value = T;
};
#endif

//! One that can be given away: an lvalue only if it can be copied.
template <typename C>
concept Coroutine = CoroutineTraits<std::remove_cvref_t<C>>::IsCoroutine &&
                    ((!std::is_lvalue_reference_v<C> && !std::is_const_v<std::remove_reference_t<C>>) ||
                     std::copy_constructible<std::remove_cvref_t<C>>);

template <typename F, typename... Args>
concept CoroutineFunction = std::invocable<std::decay_t<F> &, std::decay_t<Args>...> &&
                            Coroutine<std::invoke_result_t<std::decay_t<F> &, std::decay_t<Args>...>>;

template <typename F, typename... Args>
struct StartableResult
{
};
template <typename F, typename... Args>
    requires CoroutineFunction<F, Args...>
struct StartableResult<F, Args...>
{
    using Type = typename CoroutineTraits<
        std::remove_cvref_t<std::invoke_result_t<std::decay_t<F> &, std::decay_t<Args>...>>>::Value;
};
template <Coroutine C>
struct StartableResult<C>
{
    using Type = typename CoroutineTraits<std::remove_cvref_t<C>>::Value;
};

} // namespace detail

/*! A coroutine that can be started: a Coro, QCoro::Task, QCoro::LazyTask, ValueTask or Task; or a callable that returns
    one of these when called with \a Args, which are copied or moved in, as for std::thread. One that can only be moved
    is given as an rvalue. A QCoro::Task object has run to its first suspension already; given as the function that
    makes it, it is started in the new coroutine's task.

    The owner of a Coro or ValueTask that the callable returns counts as if it had been given itself, see Coro. The object of a member function
    is held weakly until the call, by whatever pointer it is given: one that is posted, and whose object has gone, is not called. What
    another callable refers to cannot be told: name an owner in the TaskOptions if that may go before a posted start begins.
*/
template <typename S, typename... Args>
concept Startable = (detail::Coroutine<S> && sizeof...(Args) == 0) || detail::CoroutineFunction<S, Args...>;

//! What a Startable, or a Part, gives in the end.
template <typename S, typename... Args>
    requires requires { typename detail::StartableResult<S, Args...>::Type; }
using ResultOf = typename detail::StartableResult<S, Args...>::Type;

} // namespace QEager

#include <qeager/detail/startable.h>
