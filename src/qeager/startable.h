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
#include <tuple>
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
    using Type = typename CoroutineTraits<
        std::remove_cvref_t<std::invoke_result_t<std::decay_t<F> &, std::decay_t<Args>...>>>::Value;
};
template <Coroutine C>
struct StartableResult<C>
{
    using Type = typename CoroutineTraits<std::remove_cvref_t<C>>::Value;
};

//! Runs any coroutine object in a Coro. Taken by value: it lives in the frame.
template <typename T, typename C>
Coro<T> runCoroutine(C coroutine)
{
    co_return co_await std::move(coroutine);
}

//! Calls the function inside the new coroutine, in its context and task; function and arguments live in the frame.
template <typename T, typename F, typename... Args>
Coro<T> runFunction(F function, Args... arguments)
{
    co_return co_await unmarked(std::invoke(function, std::move(arguments)...));
}

//! The QObject that a member function is called on, as far as it is given by pointer; null for any other callable.
template <typename F, typename... Args>
QObject *ownerOf([[maybe_unused]] const Args &...arguments)
{
    if constexpr (std::is_member_function_pointer_v<std::decay_t<F>> && sizeof...(Args) > 0) {
        const auto &object = std::get<0>(std::tie(arguments...));
        if constexpr (std::is_convertible_v<decltype(object), QObject *>)
            return object;
    }
    return nullptr;
}

//! The frame of a coroutine that does what \a startable stands for; the caller owns it.
template <typename S, typename... Args>
auto toRoot(S &&startable, Args &&...arguments)
{
    using Plain = Unmarked<std::remove_cvref_t<S>>;
    using T = typename StartableResult<S, Args...>::Type;
    if constexpr (std::same_as<Plain, Coro<T>>) {
        return CoroAccess::release(startable);
    } else if constexpr (Coroutine<S>) {
        static_assert(std::is_move_constructible_v<Plain>, "This coroutine cannot be moved (a QCoro::LazyTask, say): "
                                                           "pass the function that makes it, not its result.");
        Coro<T> coro = runCoroutine<T, Plain>(std::forward<S>(startable));
        return CoroAccess::release(coro);
    } else {
        QObject *const owner = ownerOf<S>(arguments...);
        Coro<T> coro = runFunction<T, std::decay_t<S>, std::decay_t<Args>...>(std::forward<S>(startable),
                                                                              std::forward<Args>(arguments)...);
        const auto root = CoroAccess::release(coro);
        if (owner)
            root.promise().setOwner(owner);
        return root;
    }
}

} // namespace detail

/*! A coroutine that can be started: a Coro, QCoro::Task, QCoro::LazyTask, ValueTask or Task; or a callable that returns
    one of these when called with \a Args, which are copied or moved in, as for std::thread. One that can only be moved
    is given as an rvalue. A QCoro::Task object has run to its first suspension already; given as the function that
    makes it, it is started in the new coroutine's task.
*/
template <typename S, typename... Args>
concept Startable = (detail::Coroutine<S> && sizeof...(Args) == 0) || detail::CoroutineFunction<S, Args...>;

//! What a Startable gives in the end.
template <typename S, typename... Args>
    requires Startable<S, Args...>
using ResultOf = typename detail::StartableResult<S, Args...>::Type;

} // namespace QEager
