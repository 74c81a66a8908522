// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Temporaries that GCC 12 breaks. With the support of that compiler all of this goes: `Returned<R, …>` is R then,
    `Unmarked<T>` is T, `unmarked(a)` is a, and QEAGER_OWN_PLACE is nothing.

    In an expression with a `co_await`, GCC 12 gives the initializer of a capture, and of a member of an aggregate, a
    place of its own in the frame. It copies that into the lambda or the aggregate bit by bit, and destroys both. Where
    the destructor does something, it does it twice.

    **A lambda** cannot be made safe. So what is made of one that was given as an rvalue has a type that says so, a
    FromTemporary. It is a value like any other, but awaiting it as an rvalue does not compile. A lambda that was moved
    looks the same, and is refused, too.

    **An aggregate** is left alone when its members are potentially overlapping: they are copied by their constructor
    then. So are our own.
*/

#include <qeager/detail/promise.h>

#include <concepts>
#include <type_traits>
#include <utility>

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13 && !defined(QEAGER_TRUST_GCC12)
#    define QEAGER_REFUSES_TEMPORARIES 1
#    include <string_view> // and std::ranges::view, for which <ranges> would be ten times as long
#else
#    define QEAGER_REFUSES_TEMPORARIES 0
#endif

/*  For each member with a destructor of an aggregate that is given by value. With every compiler, because it is part of
    the layout. */
#define QEAGER_OWN_PLACE [[no_unique_address]]

namespace QEager::detail {

#if QEAGER_REFUSES_TEMPORARIES

//! The name of a closure ends with `<lambda(…)>`; one of its parameters may be another.
template <typename T>
consteval bool isClosure()
{
    std::string_view name = __PRETTY_FUNCTION__; // … [with T = …]
    if (!name.ends_with(")>]"))
        return false;
    name.remove_suffix(2);
    for (int open = 0; !name.empty(); name.remove_suffix(1)) {
        open += name.back() == ')' ? 1 : name.back() == '(' ? -1 : 0;
        if (open == 0)
            return name.ends_with("<lambda(");
    }
    return false;
}

template <typename R, bool IsLazy>
class FromTemporary;

template <typename T>
struct UnmarkedType
{
    using Type = T;
};
template <typename R, bool IsLazy>
struct UnmarkedType<FromTemporary<R, IsLazy>>
{
    using Type = R;
};
template <typename T>
using Unmarked = typename UnmarkedType<T>::Type;

template <typename T>
consteval bool breaksAsTemporary();

//! Of a view: it holds the function that it was made with.
template <typename T>
inline constexpr bool HoldsFunction = std::ranges::view<T>;
template <typename View>
inline constexpr bool holdsOneThatBreaks = false;
template <template <typename...> typename View, typename... Held>
inline constexpr bool holdsOneThatBreaks<View<Held...>> = (breaksAsTemporary<Held>() || ...);

//! \a Given, deduced for a `Given &&`, may be a temporary that is destroyed twice, or was made of one.
template <typename Given>
consteval bool breaksAsTemporary()
{
    using T = std::remove_cvref_t<Given>;
    if constexpr (std::is_lvalue_reference_v<Given> || !std::is_class_v<T> || std::is_trivially_destructible_v<T>)
        return false;
    else if constexpr (!std::same_as<T, Unmarked<T>> || std::is_aggregate_v<T>)
        return true;
    else if constexpr (HoldsFunction<T>)
        return holdsOneThatBreaks<T>;
    else
        return isClosure<T>();
}

template <typename R>
constexpr void refuseTemporary()
{
    static_assert(sizeof(R) == 0,
                  "GCC 12 destroys what a lambda captures, or an aggregate holds, twice when that is "
                  "written inside a co_await expression. Give the function, or the view or part that holds it, "
                  "a name and pass it by that name, or store the outcome first, in a variable of its "
                  "plain type such as ValueTask, and await that. Clang, and GCC from version 13 on, do "
                  "not need this.");
}

//! An \a R that was made of such a one. IsLazy: it does nothing if it is dropped.
template <typename R, bool IsLazy>
class FromTemporary : public R
{
public:
    using R::R;
    FromTemporary() = default;
    FromTemporary(R &&plain) noexcept(std::is_nothrow_move_constructible_v<R>) : R(std::move(plain)) {}

    auto operator co_await() & -> decltype(std::declval<R &>().operator co_await())
    {
        return static_cast<R &>(*this).operator co_await();
    }
    template <typename Plain = const R>
    auto operator co_await() const & -> decltype(std::declval<Plain &>().operator co_await())
    {
        return static_cast<Plain &>(*this).operator co_await();
    }
    auto operator co_await() && -> decltype(std::declval<R>().operator co_await())
    {
        refuseTemporary<R>();
        return static_cast<R &&>(*this).operator co_await();
    }

    //! What follows a temporary in one expression is of one, too.
    template <typename... Callbacks>
    auto then(Callbacks &&...callbacks) &&
    {
        using Next = decltype(R::then(std::forward<Callbacks>(callbacks)...));
        if constexpr (std::is_void_v<Next>)
            R::then(std::forward<Callbacks>(callbacks)...);
        else
            return FromTemporary<Unmarked<Next>, false>(R::then(std::forward<Callbacks>(callbacks)...));
    }
    template <typename... Callbacks>
    decltype(auto) then(Callbacks &&...callbacks) &
    {
        return R::then(std::forward<Callbacks>(callbacks)...);
    }
    template <typename... Callbacks>
    decltype(auto) then(Callbacks &&...callbacks) const &
    {
        return R::then(std::forward<Callbacks>(callbacks)...);
    }
};

template <typename R>
class [[nodiscard("this does nothing until it is awaited or started: co_await it, or store it")]] FromTemporary<R, true>
    : public FromTemporary<R, false>
{
public:
    using FromTemporary<R, false>::FromTemporary;
};

template <typename R, bool IsLazy>
struct AwaitedAs<FromTemporary<R, IsLazy>> : AwaitedAs<R>
{
};
template <typename R, bool IsLazy>
struct AwaitedAs<FromTemporary<R, IsLazy> &&> : AwaitedAs<R>
{
};

template <typename R, bool IsLazy>
inline constexpr bool RunsInPlace<FromTemporary<R, IsLazy>> = RunsInPlace<R>;

template <typename R, bool IsLazy>
struct AwaitAdapter<FromTemporary<R, IsLazy>>
{
    static decltype(auto) adapt(R &plain) { return AwaitAdapter<R>::adapt(plain); }
    template <typename Plain = const R>
    static auto adapt(Plain &plain) -> decltype(AwaitAdapter<R>::adapt(plain))
    {
        return AwaitAdapter<R>::adapt(plain);
    }
    static auto adapt(FromTemporary<R, IsLazy> &&temporary) -> decltype(AwaitAdapter<R>::adapt(std::declval<R>()))
    {
        refuseTemporary<R>();
        return AwaitAdapter<R>::adapt(static_cast<R &&>(temporary));
    }
};

template <typename C>
struct CoroutineTraits;
template <typename R, bool IsLazy>
struct CoroutineTraits<FromTemporary<R, IsLazy>> : CoroutineTraits<R>
{
};

template <typename R, typename... Given>
struct ReturnedType
{
    using Type = R;
};
template <typename R, typename... Given>
    requires(breaksAsTemporary<Given>() || ...)
struct ReturnedType<R, Given...>
{
    static constexpr bool hasBegun = requires(const R &returned) { returned.exception(); };
    using Type = FromTemporary<R, !hasBegun>;
};
template <typename R, typename... Given>
using Returned = typename ReturnedType<R, Given...>::Type;

//! For `co_await unmarked(f())` of somebody else's \a f, in which nothing was awaited. A reference: \a a must outlive
//! it.
template <typename A>
Q_ALWAYS_INLINE constexpr decltype(auto) unmarked(A &&a) noexcept
{
    using Plain = Unmarked<std::remove_cvref_t<A>>;
    if constexpr (std::is_lvalue_reference_v<A> || std::same_as<Plain, std::remove_cvref_t<A>>)
        return static_cast<A &&>(a);
    else
        return static_cast<Plain &&>(a);
}

#else

template <typename T>
inline constexpr bool HoldsFunction = false;
template <typename R, typename... Given>
using Returned = R;
template <typename T>
using Unmarked = T;
template <typename A>
Q_ALWAYS_INLINE constexpr A &&unmarked(A &&a) noexcept
{
    return static_cast<A &&>(a);
}

#endif

} // namespace QEager::detail
