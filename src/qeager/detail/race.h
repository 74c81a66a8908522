// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of race().
*/

#include <qeager/detail/gather.h>
#include <qeager/detail/join.h>

#include <cstddef>
#include <optional>
#include <utility>

namespace QEager {

namespace detail {

//! The start of a race: who is in it, and who was first if one finished at once.
struct RaceStart
{
    Join &join;
    std::optional<std::size_t> winner;

    template <typename P, typename T>
    void operator()(std::size_t index, P &&part, ValueTask<T> &started)
    {
        if (winner && !RunsAlready<Unmarked<std::remove_cvref_t<P>>>)
            return;
        started = startPart(std::forward<P>(part));
        joinPart(join, index, started);
        if (started.isReady() && !winner)
            winner = index;
    }
};

//! Waits for the first, if \a winner is not it already, and for the end of the others.
inline Coro<std::size_t> decideRace(Join &join, std::optional<std::size_t> winner)
{
    if (!winner) {
        co_await waitForParts(join, Join::Until::Next);
        winner = join.takeEnded();
    }
    if (join.running() > 0) {
        join.cancel(QStringLiteral("Another part ended first."));
        co_await join.wait(Join::Until::All);
    }
    co_return *winner;
}

template <typename R, typename... T, std::size_t... I>
R takeWinner(std::tuple<ValueTask<T>...> &parts, std::size_t winner, std::index_sequence<I...>)
{
    std::optional<R> value;
    const auto take = [&]<std::size_t Index>(std::in_place_index_t<Index> index) {
        if (Index == winner)
            value.emplace(index, takeValue(std::get<Index>(parts)));
    };
    (take(std::in_place_index<I>), ...);
    return std::move(*value);
}

template <typename... Parts, std::size_t... I>
Coro<std::variant<Gathered<ResultOf<Parts>>...>> raceParts(std::index_sequence<I...> indices,
                                                           Held<Kept<Parts>>... parts)
{
    using R = std::variant<Gathered<ResultOf<Parts>>...>;
    std::tuple<ValueTask<ResultOf<Parts>>...> started;
    Join join;
    RaceStart start{join, {}};
    (start(I, parts.take(), std::get<I>(started)), ...);
    const std::size_t winner = co_await decideRace(join, start.winner);
    co_return takeWinner<R>(started, winner, indices);
}

template <typename Range, typename R, typename T = ResultOf<PartOf<R>>>
Coro<RaceResult<T>> raceRange(Held<Range> held)
{
    Range &range = *held;
    std::vector<ValueTask<T>> started;
    Join join;
    RaceStart start{join, {}};
    for (auto next = std::ranges::begin(range); next != std::ranges::end(range); ++next) {
        const std::size_t index = started.size();
        start(index, static_cast<PartOf<R>>(*next), started.emplace_back());
    }
    if (started.empty())
        throw InvalidState(QStringLiteral("A race() of nobody has no winner: give it at least one part."));
    const std::size_t winner = co_await decideRace(join, start.winner);
    co_return RaceResult<T>{static_cast<qsizetype>(winner), takeValue(started[winner])};
}

} // namespace detail

template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::variant<Gathered<ResultOf<Parts>>...>>, Parts...> race(Parts &&...parts)
{
    return detail::startOwn(
        detail::raceParts<Parts...>(std::index_sequence_for<Parts...>(),
                                    detail::Held<detail::Kept<Parts>>(std::in_place, std::forward<Parts>(parts))...));
}

template <PartRange R>
detail::Returned<ValueTask<RaceResult<ResultOf<detail::PartOf<R>>>>, R> race(R &&parts)
{
    return detail::startOwn(detail::raceRange<std::remove_cvref_t<R>, R>(detail::hold(std::forward<R>(parts))));
}

} // namespace QEager
