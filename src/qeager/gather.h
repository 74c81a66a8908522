// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    gather(), gatherSettled() and race(): several coroutines at once, and whatever else can be awaited.

    \code
    const auto [user, orders] = co_await QEager::gather(loadUser(id), QtConcurrent::run(loadOrders, id));
    const std::vector<QImage> images = co_await QEager::gather(paths | std::views::transform(thumbnail), {.limit = 8});
    const auto first = co_await QEager::race(fromCache(key), fromNetwork(key), QEager::signal(this, &Page::closed));
    \endcode
*/

#include <qeager/outcome.h>
#include <qeager/part.h>

#include <ranges>
#include <tuple>
#include <variant>
#include <vector>

namespace QEager {

//! The value of a part: std::monostate for one without.
template <typename T>
using Gathered = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

//! How a range is gathered.
struct GatherOptions
{
    //! So many parts run at once, the next one starts when one has ended; zero or less: all. Parts that finish
    //! synchronously do not count.
    qsizetype limit = 0;
};

//! The first of a range to end.
template <typename T>
struct RaceResult
{
    qsizetype index; //!< its place in the range
    Gathered<T> value;
};

namespace detail {
//! How the elements of a range are given to a start: those of a container that is given away are moved.
template <typename R>
using PartOf = std::conditional_t<!std::is_lvalue_reference_v<R> && !std::ranges::view<std::remove_cvref_t<R>>,
                                  std::ranges::range_rvalue_reference_t<R>, std::ranges::range_reference_t<R>>;
} // namespace detail

//! A range of Parts. One of Coros is given as an rvalue.
template <typename R>
concept PartRange = !Part<R> && std::ranges::input_range<R> && Part<detail::PartOf<R>>;

/*! Starts every part eagerly, in order, and gives all their values, in that order (asyncio.gather()).

    Each is a Part: a Startable, or anything that `co_await` takes. A Task or ValueTask is taken as it is (out of its
    handle, if that is an rvalue). part() gives one a name, or other options.

    **All finish synchronously**: the outcome is ready on return; no task, no event. Otherwise it is pending until the
    last part has ended.

    **An exception** of a part (Cancelled, too) becomes the outcome at once, the first one if there are several; the
    other parts run on. What these end with is dropped, and their exceptions logged as not retrieved. Every part is
    started in any case.

    **Cancelling** the outcome, or a task that awaits it, cancels every part that has not ended, and ends with Cancelled
    when all of them have, whatever they end with.

    A move-only value is taken out of its part; of a Task with further handles it is copied if it can be.

    \throws InvalidState for an empty Coro or handle, or one of another thread's tasks; the parts before it run on.
    (With a limit, and in race(), that is the outcome.)
*/
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Gathered<ResultOf<Parts>>...>>, Parts...> gather(Parts &&...parts);

/*! The same for a range: a container, or a view that makes the parts one after the other. With a limit, those not yet
    started when a part fails, or when the outcome is cancelled, are never started; a container is then kept by the
    outcome (copied, when given as an lvalue). */
template <PartRange R>
detail::Returned<ValueTask<std::vector<Gathered<ResultOf<detail::PartOf<R>>>>>, R> gather(R &&parts,
                                                                                          GatherOptions options = {});

/*! As gather(), but waits for all parts and gives their outcomes, exceptions included
    (asyncio.gather(return_exceptions=True)). It ends with an exception only when it is cancelled itself. */
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Outcome<ResultOf<Parts>>...>>, Parts...> gatherSettled(Parts &&...parts);
template <PartRange R>
detail::Returned<ValueTask<std::vector<Outcome<ResultOf<detail::PartOf<R>>>>>, R>
gatherSettled(R &&parts, GatherOptions options = {});

/*! Starts the parts eagerly, in order, until one has ended; gives what that ended with, value or exception, when all
    others have ended, which are cancelled (asyncio.wait(FIRST_COMPLETED) with the usual clean-up).

    The variant's index() is the part's place. Parts after one that finishes synchronously are not started, but dropped;
    what runs already (a Task, ValueTask, TaskHandle or QFuture) is cancelled. What the others end with in spite of it
    is dropped; their exceptions are logged.

    Cancelling is as for gather(). \throws InvalidState for no parts at all.
*/
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::variant<Gathered<ResultOf<Parts>>...>>, Parts...> race(Parts &&...parts);
template <PartRange R>
detail::Returned<ValueTask<RaceResult<ResultOf<detail::PartOf<R>>>>, R> race(R &&parts);

} // namespace QEager

#include <qeager/detail/gather.h>
