// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of gather() and gatherSettled(); race() is in detail/race.h.

    Parts are started into ValueTasks. As long as they are ready nothing else exists; the first pending one makes a
    coroutine, which owns them all and waits by a Join.
*/

#include <qeager/detail/join.h>
#include <qeager/gather.h>

#include <cstddef>
#include <utility>

namespace QEager {

namespace detail {

template <typename T>
Gathered<T> takeValue(ValueTask<T> &part)
{
    if constexpr (std::is_void_v<T>) {
        part.takeResult();
        return {};
    } else {
        return part.takeResult();
    }
}

//! gather(): the values, or the first exception.
struct Values
{
    template <typename T>
    using Part = Gathered<T>;
    static constexpr Join::Until until = Join::Until::Failure;

    //! Of a part that has ended.
    template <typename T>
    static std::exception_ptr error(ValueTask<T> &part)
    {
        return part.exception();
    }
    template <typename T>
    static Part<T> take(ValueTask<T> &part)
    {
        return takeValue(part);
    }
};

//! gatherSettled(): an outcome of each.
struct Outcomes
{
    template <typename T>
    using Part = Outcome<T>;
    static constexpr Join::Until until = Join::Until::All;

    template <typename T>
    static std::exception_ptr error(ValueTask<T> &)
    {
        return nullptr;
    }
    template <typename T>
    static Part<T> take(ValueTask<T> &part)
    {
        if (ValueTaskAccess::hasFailed(part)) {
            const bool observed = ValueTaskAccess::isObserved(part);
            return OutcomeAccess::make<T>(part.exception(), ValueTaskAccess::name(part),
                                          observed); // which answers for it now
        }
        try {
            if constexpr (std::is_void_v<T>)
                return Outcome<T>(std::in_place);
            else
                return Outcome<T>(std::in_place, part.takeResult());
        } catch (...) { // somebody else has taken it
            return Outcome<T>(std::current_exception());
        }
    }
};

template <typename T>
void joinPart(Join &join, std::size_t index, ValueTask<T> &part)
{
    if (!part.isReady())
        join.add(index, Ref<TaskStateBase>(&ValueTaskAccess::state(part)));
}

//! join.wait(). A Cancelled asks those that have not ended to end, and waits for it: also one that comes when the wait
//! is over but its coroutine has not had its turn.
inline Coro<> waitForParts(Join &join, Join::Until until)
{
    std::exception_ptr cancelled;
    QString message;
    do {
        if (cancelled) {
            until = Join::Until::All;
            join.cancel(message);
        }
        try {
            co_await join.wait(until);
        } catch (const Cancelled &e) {
            if (cancelled) // the caller is ending with one
                break;
            cancelled = std::current_exception();
            message = e.message();
        }
    } while (cancelled && join.running() > 0);
    if (cancelled)
        std::rethrow_exception(cancelled);
}

// -- several of any type

template <typename Kind, typename... T>
using GatheredTuple = std::tuple<typename Kind::template Part<T>...>;

template <typename Kind, typename... T>
Coro<GatheredTuple<Kind, T...>> awaitParts(std::tuple<ValueTask<T>...> parts)
{
    Join join;
    std::apply([&join](auto &...part) { (joinPart(join, 0, part), ...); }, parts);
    co_await waitForParts(join, Kind::until);
    if (Kind::until == Join::Until::Failure) {
        if (const std::exception_ptr error = join.takeError())
            std::rethrow_exception(error);
    }
    const auto take = [](auto &...part) { return GatheredTuple<Kind, T...>{Kind::take(part)...}; };
    co_return std::apply(take, parts);
}

template <typename Kind, typename... T>
ValueTask<GatheredTuple<Kind, T...>> gatherParts(std::tuple<ValueTask<T>...> parts)
{
    using R = GatheredTuple<Kind, T...>;
    std::exception_ptr error;
    bool allReady = true;
    const auto look = [&](auto &part) {
        if (!part.isReady())
            allReady = false;
        else if (!error)
            error = Kind::error(part);
    };
    std::apply([&look](auto &...part) { (look(part), ...); }, parts);
    if (error)
        return failed<R>(std::move(error));
    if (!allReady)
        return startOwn(awaitParts<Kind, T...>(std::move(parts)));
    try {
        return std::apply([](auto &...part) { return ready(R{Kind::take(part)...}); }, parts);
    } catch (const InvalidState &) { // an empty handle
        throw;
    } catch (...) { // a value's move constructor
        return failed<R>(std::current_exception());
    }
}

// -- a range

template <typename Kind, typename T>
using GatheredVector = std::vector<typename Kind::template Part<T>>;

//! \a values are those of the parts before \a parts.
template <typename Kind, typename T>
Coro<GatheredVector<Kind, T>> awaitRange(GatheredVector<Kind, T> values, std::vector<ValueTask<T>> parts)
{
    Join join;
    for (ValueTask<T> &part : parts)
        joinPart(join, 0, part);
    co_await waitForParts(join, Kind::until);
    if (Kind::until == Join::Until::Failure) {
        if (const std::exception_ptr error = join.takeError())
            std::rethrow_exception(error);
    }
    values.reserve(values.size() + parts.size());
    for (ValueTask<T> &part : parts)
        values.push_back(Kind::take(part));
    co_return values;
}

//! Starts the rest of a range of which one did not finish synchronously, or failed.
template <typename Kind, typename R, typename T, typename Iterator>
ValueTask<GatheredVector<Kind, T>> gatherRest(GatheredVector<Kind, T> values, ValueTask<T> first, Iterator next,
                                              const std::ranges::sentinel_t<R> &end)
{
    std::vector<ValueTask<T>> parts;
    parts.push_back(std::move(first));
    for (; next != end; ++next)
        parts.push_back(startPart(static_cast<PartOf<R>>(*next)));
    for (ValueTask<T> &part : parts) {
        std::exception_ptr error = part.isReady() ? Kind::error(part) : nullptr;
        if (error)
            return failed<GatheredVector<Kind, T>>(std::move(error));
    }
    return startOwn(awaitRange<Kind, T>(std::move(values), std::move(parts)));
}

template <typename Kind, typename T>
Q_NEVER_INLINE bool addCarefully(GatheredVector<Kind, T> &values, ValueTask<T> &part)
{
    try {
        values.push_back(Kind::take(part));
        return true;
    } catch (const InvalidState &) { // an empty handle
        throw;
    } catch (...) {
        part = failed<T>(std::current_exception());
        return false;
    }
}

//! Takes the value of \a part. False: its move constructor threw, and that is what \a part has failed with.
template <typename Kind, typename T>
Q_ALWAYS_INLINE bool addValue(GatheredVector<Kind, T> &values, ValueTask<T> &part)
{
    if constexpr (std::is_nothrow_move_constructible_v<Stored<T>>) {
        if (ValueTaskAccess::holdsValue(part) && values.size() < values.capacity()) [[likely]] {
            values.push_back(Kind::take(part));
            return true;
        }
    }
    return addCarefully<Kind>(values, part);
}

template <typename Kind, typename R, typename T = ResultOf<PartOf<R>>>
ValueTask<GatheredVector<Kind, T>> gatherRange(R &&range)
{
    GatheredVector<Kind, T> values;
    if constexpr (std::ranges::sized_range<R>)
        values.reserve(static_cast<std::size_t>(std::ranges::size(range)));
    auto next = std::ranges::begin(range);
    const auto end = std::ranges::end(range);
    while (next != end) {
        ValueTask<T> part = startPart(static_cast<PartOf<R>>(*next));
        ++next;
        if (!part.isReady() || (Kind::until == Join::Until::Failure && ValueTaskAccess::hasFailed(part)) ||
            !addValue<Kind>(values, part)) [[unlikely]]
            return gatherRest<Kind, R, T>(std::move(values), std::move(part), std::move(next), end);
    }
    return ready(std::move(values));
}

template <typename Kind, typename Range, typename R, typename T = ResultOf<PartOf<R>>>
Coro<GatheredVector<Kind, T>> gatherLimited(Held<Range> held, std::size_t limit)
{
    Range &range = *held;
    std::vector<ValueTask<T>> parts;
    Join join;
    std::exception_ptr error;
    for (auto next = std::ranges::begin(range); next != std::ranges::end(range) && !error && !isAskedToEnd(); ++next) {
        parts.push_back(startPart(static_cast<PartOf<R>>(*next)));
        if (parts.back().isReady()) {
            error = Kind::error(parts.back());
            continue;
        }
        joinPart(join, 0, parts.back());
        if (join.running() < limit)
            continue;
        co_await waitForParts(join, Join::Until::Next);
        while (join.takeEnded()) // only that they have ended counts
            ;
        if (Kind::until == Join::Until::Failure)
            error = join.takeError();
    }
    if (!error)
        co_await waitForParts(join, Kind::until);
    if (!error && Kind::until == Join::Until::Failure)
        error = join.takeError();
    if (error)
        std::rethrow_exception(error);
    GatheredVector<Kind, T> values;
    values.reserve(parts.size());
    for (ValueTask<T> &part : parts)
        values.push_back(Kind::take(part));
    co_return values;
}

template <typename Kind, typename R>
auto gatherRangeWith(R &&range, const GatherOptions &options)
{
    if (options.limit <= 0)
        return gatherRange<Kind, R>(std::forward<R>(range));
    const auto limit = static_cast<std::size_t>(options.limit);
    return startOwn(gatherLimited<Kind, std::remove_cvref_t<R>, R>(hold(std::forward<R>(range)), limit));
}

} // namespace detail

template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Gathered<ResultOf<Parts>>...>>, Parts...> gather(Parts &&...parts)
{
    return detail::gatherParts<detail::Values, ResultOf<Parts>...>(
        std::tuple<ValueTask<ResultOf<Parts>>...>{detail::startPart(std::forward<Parts>(parts))...});
}

template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Outcome<ResultOf<Parts>>...>>, Parts...> gatherSettled(Parts &&...parts)
{
    return detail::gatherParts<detail::Outcomes, ResultOf<Parts>...>(
        std::tuple<ValueTask<ResultOf<Parts>>...>{detail::startPart(std::forward<Parts>(parts))...});
}

template <PartRange R>
detail::Returned<ValueTask<std::vector<Gathered<ResultOf<detail::PartOf<R>>>>>, R> gather(R &&parts,
                                                                                          GatherOptions options)
{
    return detail::gatherRangeWith<detail::Values>(std::forward<R>(parts), options);
}

template <PartRange R>
detail::Returned<ValueTask<std::vector<Outcome<ResultOf<detail::PartOf<R>>>>>, R> gatherSettled(R &&parts,
                                                                                                GatherOptions options)
{
    return detail::gatherRangeWith<detail::Outcomes>(std::forward<R>(parts), options);
}

} // namespace QEager

#include <qeager/detail/race.h>
