// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What is a coroutine, or a function that makes one, and what it gives in the end.
*/

#include <qeager/coro.h>
#include <qeager/qcoro.h>
#include <qeager/valuetask.h>

#include <concepts>
#include <type_traits>

namespace QEager::detail {

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

} // namespace QEager::detail
