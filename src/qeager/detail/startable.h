// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/startable.h>: the coroutine that is started when a function is given, and whom it ends with.
*/

#include <qeager/detail/held.h>
#include <qeager/detail/owner.h>
#include <qeager/detail/temporaries.h>
#include <qeager/startable.h>

#include <QtCore/qpointer.h>

#include <concepts>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace QEager::detail {

// -- before the function is called

template <typename Object>
inline constexpr bool IsQPointer = false;
template <typename Object>
inline constexpr bool IsQPointer<QPointer<Object>> = true;

//! Of the object that \a given leads to, as std::invoke() calls a member function of \a Class. Null if that cannot own,
//! or is part of the call.
template <typename Class, typename Object>
PromiseOwner ownerBehind([[maybe_unused]] const Object &given)
{
    using Unwrapped = std::unwrap_reference_t<Object>;
    if constexpr (std::is_base_of_v<Class, Object>) {
        return nullptr;
    } else if constexpr (!std::same_as<Unwrapped, Object>) {
        if constexpr (CanOwn<std::remove_reference_t<Unwrapped>>)
            return naturalOwner(given.get());
    } else if constexpr (requires { requires CanOwn<std::remove_reference_t<decltype(*given)>>; }) {
        if constexpr (std::is_constructible_v<bool, const Object &>) {
            if (!given)
                return IsQPointer<Object> ? makeOwner(nullptr, nullptr) : nullptr;
        }
        return naturalOwner(*given);
    }
    return nullptr;
}

template <typename Function>
struct MemberOf;
template <typename Member, typename Class>
struct MemberOf<Member Class::*>
{
    using Type = Class;
};

/*! Of a call of a member function: its object is held weakly from here on, so that one that begins later is not called
    without it. Of any other callable it cannot be told. */
template <typename F, typename... Args>
PromiseOwner ownerOf([[maybe_unused]] const Args &...arguments)
{
    if constexpr (std::is_member_function_pointer_v<F> && sizeof...(Args) > 0)
        return ownerBehind<typename MemberOf<F>::Type>(std::get<0>(std::tie(arguments...)));
    else
        return nullptr;
}

// -- when it has been called

/*! What a function returned that was given to be started. It *is* what was asked for: the task ends with whom it ends
    with. */
template <typename C>
class Asked
{
public:
    template <typename F, typename... Args>
    explicit Asked(F &function, Args &&...arguments)
        : coroutine(std::invoke(function, std::forward<Args>(arguments)...))
    {
    }
    C coroutine;
};

//! Has another frame only because somebody must keep the owner for as long as there is no task.
template <typename T>
Coro<T> runOwned(Coro<T> coroutine, PromiseOwner owner)
{
    const AdoptedOwner adopted(std::move(owner));
    co_return co_await std::move(coroutine);
}

template <typename T>
Q_NEVER_INLINE std::coroutine_handle<CoroPromise<T>> keepOwner(std::coroutine_handle<CoroPromise<T>> handle)
{
    PromiseOwner owner = takeLivingOwner(handle.promise(), handle);
    Coro<T> kept = runOwned<T>(CoroAccess::make(handle), std::move(owner));
    return CoroAccess::release(kept);
}

template <typename T>
inline constexpr bool RunsInPlace<Asked<Coro<T>>> = true;

template <typename T>
struct AwaitAdapter<Asked<Coro<T>>>
{
    static CoroAwaiter<T> adapt(Asked<Coro<T>> &&asked)
    {
        const auto handle = CoroAccess::release(asked.coroutine);
        return CoroAwaiter<T>(handle.promise().hasOwner() ? keepOwner<T>(handle) : handle);
    }
};

//! A ValueTask runs in a task of its own already.
template <typename T>
struct AwaitAdapter<Asked<ValueTask<T>>>
{
    static ValueTaskAwaiter<T> adapt(Asked<ValueTask<T>> &&asked)
    {
        if (!asked.coroutine.isReady())
            leaveOwnerTo(ValueTaskAccess::state(asked.coroutine));
        return ValueTaskAwaiter<T>(asked.coroutine, true);
    }
};

template <typename C>
inline constexpr bool HasNaturalOwner = false;
template <typename T>
inline constexpr bool HasNaturalOwner<Coro<T>> = true;
template <typename T>
inline constexpr bool HasNaturalOwner<ValueTask<T>> = true;

//! Calls \a function for the root that was started to do so, and which does nothing else.
template <typename F, typename... Args>
decltype(auto) ask(F &function, Args &&...arguments)
{
    using R = std::invoke_result_t<F &, Args...>;
    using C = Unmarked<std::remove_cvref_t<R>>;
    if constexpr (HasNaturalOwner<C>)
        return Asked<C>(function, std::forward<Args>(arguments)...);
    else if constexpr (std::is_reference_v<R>)
        return std::invoke(function, std::forward<Args>(arguments)...);
    else
        return C(std::invoke(function, std::forward<Args>(arguments)...));
}

// -- the roots

//! Runs any coroutine object in a Coro. Taken by value: it lives in the frame.
template <typename T, typename C>
Coro<T> runCoroutine(C coroutine)
{
    co_return co_await std::move(coroutine);
}

//! Calls the function inside the new coroutine, in its context and task; function and arguments live in the frame.
template <typename T, typename F, typename... Args>
Coro<T> runFunction(Held<F> function, Held<Args>... arguments)
{
    co_return co_await ask(*function, arguments.take()...);
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
        PromiseOwner owner = ownerOf<std::decay_t<S>>(arguments...);
        Coro<T> coro = runFunction<T, std::decay_t<S>, std::decay_t<Args>...>(hold(std::forward<S>(startable)),
                                                                              hold(std::forward<Args>(arguments))...);
        const auto root = CoroAccess::release(coro);
        if (owner)
            root.promise().setOwner(std::move(owner));
        return root;
    }
}

} // namespace QEager::detail
