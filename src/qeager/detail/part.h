// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/part.h>.
*/

#include <qeager/detail/awaitable.h>
#include <qeager/detail/held.h>
#include <qeager/eager.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace QEager {

template <typename P>
class PartWithOptions;

namespace detail {

//! How a part is kept until it is started: by value, or by reference an lvalue of something that cannot be copied.
template <typename P>
using Kept =
    std::conditional_t<std::is_lvalue_reference_v<P> && !std::copy_constructible<std::decay_t<P>>, P, std::decay_t<P>>;

//! One that is no Startable, and can be awaited as it is kept. Of coroutine objects none, which are started.
template <typename P>
concept AwaitablePart = !Startable<P> && !CoroutineTraits<std::remove_cvref_t<P>>::IsCoroutine && Awaitable<Kept<P>> &&
                        std::constructible_from<Kept<P>, P>;

template <AwaitablePart P>
struct StartableResult<P>
{
    using Type = AwaitResult<Kept<P>>;
};

template <typename P>
inline constexpr bool HasOptions = false;
template <typename P>
inline constexpr bool HasOptions<PartWithOptions<P>> = true;
template <typename P>
inline constexpr bool HoldsFunction<PartWithOptions<P>> = true;

//! What part() has returned, given away or copied.
template <typename P>
concept OptionedPart = HasOptions<std::remove_cvref_t<P>> && std::constructible_from<std::remove_cvref_t<P>, P>;

template <OptionedPart P>
struct StartableResult<P>
{
    using Type = typename StartableResult<typename std::remove_cvref_t<P>::Given>::Type;
};

[[noreturn]] QEAGER_EXPORT void throwPartElsewhere();

//! It runs already, whether it is awaited or not.
template <typename P>
inline constexpr bool RunsAlready = std::same_as<P, TaskHandle>;
template <typename T>
inline constexpr bool RunsAlready<Task<T>> = true;
template <typename T>
inline constexpr bool RunsAlready<ValueTask<T>> = true;
template <typename T>
inline constexpr bool RunsAlready<QFuture<T>> = true;
template <typename P>
inline constexpr bool RunsAlready<PartWithOptions<P>> = RunsAlready<P>;

//! First parameter of a coroutine whose next one is anybody's: were a QObject the first, it would be the owner.
struct AsPart
{
};

//! \a A is a value, or a reference to what cannot be copied.
template <typename T, typename A>
Coro<T> awaitPart(AsPart, Held<A> awaitable)
{
    co_return co_await awaitable.take();
}

//! startOwn() with options, of which the thread is this one.
template <typename T>
ValueTask<T> startOwn(Coro<T> coro, const TaskOptions &options)
{
    GivenOptions given(options);
    given.byHand = true;
    ValueTask<T> outcome;
    startGiven(outcome, CoroAccess::release(coro), given);
    return outcome;
}

struct PartAccess
{
    template <typename P, typename From>
    static PartWithOptions<P> make(From &&given, TaskOptions options)
    {
        return PartWithOptions<P>(std::forward<From>(given), std::move(options));
    }
    template <typename P>
    static ValueTask<ResultOf<P>> start(PartWithOptions<P> &&part)
    {
        if (isElsewhere(part.m_options)) [[unlikely]]
            throwPartElsewhere();
        if (part.m_options.owner && !part.m_owner) [[unlikely]]
            return failed<ResultOf<P>>(lostOwner());
        if constexpr (!AwaitablePart<P>)
            return eager(std::forward<P>(part.m_part), std::move(part.m_options));
        else
            return startOwn(awaitPart<ResultOf<P>, P>(AsPart(), Held<P>(std::in_place, std::forward<P>(part.m_part))),
                            part.m_options);
    }
};

//! What is a task already stays that.
template <typename P>
Q_ALWAYS_INLINE auto startPart(P &&part) -> ValueTask<ResultOf<P>>
{
    using T = ResultOf<P>;
    using Plain = Unmarked<std::remove_cvref_t<P>>;
    constexpr const char *operation = "An await of several";
    if constexpr (std::same_as<Plain, ValueTask<T>>) {
        ValueTaskAccess::requireHome(part, operation);
        return std::forward<P>(part);
    } else if constexpr (std::same_as<Plain, Task<T>>) {
        ValueTask<T> outcome;
        Ref<TaskState<T>> state = TaskAccess::state(part, operation);
        state->requireHome(operation);
        if constexpr (!std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>)
            part = Task<T>(); // or the value would be copied, for this handle's sake
        ValueTaskAccess::adopt(outcome, std::move(state));
        return outcome;
    } else if constexpr (HasOptions<Plain>) {
        return PartAccess::start(Plain(std::forward<P>(part)));
    } else if constexpr (AwaitablePart<P>) {
        return startOwn(awaitPart<T, Kept<P>>(AsPart(), Held<Kept<P>>(std::in_place, std::forward<P>(part))));
    } else {
        return eager(std::forward<P>(part));
    }
}

} // namespace detail

} // namespace QEager
