// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    gather(), gatherSettled() and race(): wait for several coroutines at once, and for anything else that can be
    awaited.

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

//! The type of a part's value; std::monostate if it has none.
template <typename T>
using Gathered = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

//! How to gather a range.
struct GatherOptions
{
    //! At most this many parts run at once: the next one starts when one has ended. Zero or less means all at once.
    //! Parts that finish synchronously do not count.
    qsizetype limit = 0;
};

//! What race() returns for a range: the part that ended first.
template <typename T>
struct RaceResult
{
    qsizetype index; //!< its position in the range
    Gathered<T> value;
};

namespace detail {
//! The type with which an element of a range is given to a start. A container that is an rvalue has its elements moved.
template <typename R>
using PartOf = std::conditional_t<!std::is_lvalue_reference_v<R> && !std::ranges::view<std::remove_cvref_t<R>>,
                                  std::ranges::range_rvalue_reference_t<R>, std::ranges::range_reference_t<R>>;
} // namespace detail

//! A range of Parts. If they are Coros, give a container of them as an rvalue.
template <typename R>
concept PartRange = !Part<R> && std::ranges::input_range<R> && Part<detail::PartOf<R>>;

/*! Starts every part eagerly, in order, and returns all their values, in the same order (asyncio.gather()).

    Each argument is a Part: a Startable, or anything else that `co_await` takes. A Task or ValueTask is not started
    again; as an rvalue, it is taken out of its handle. Use part() to give a part a name, or other options.

    **If all parts finish synchronously**, the outcome is ready when this returns, without a task or an event. Otherwise
    it is pending until the last part has ended.

    **If a part throws** (Cancelled, too), its exception becomes the outcome at once; if several do, the first one
    counts. Every part is started in any case, and the others run on. Their values are dropped, and their exceptions are
    logged as not retrieved.

    **Cancelling** the outcome, or a task that awaits it, cancels every part that has not ended. The outcome is
    Cancelled once all of them have ended, whatever they end with.

    A move-only value is taken out of its part. The value of a Task that has further handles is copied if possible.
    \throws InvalidState for an empty Coro or handle, and for a task of another thread; the parts before it run on.
    (With a limit, and in race(), this is the outcome.)
*/
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Gathered<ResultOf<Parts>>...>>, Parts...> gather(Parts &&...parts);

/*! Gathers a range: a container, or a view that makes the parts one after the other.

    With a limit, parts that are not started yet when one fails, or when the outcome is cancelled, never start. The
    outcome then keeps the container, which is copied if you give an lvalue.
*/
template <PartRange R>
detail::Returned<ValueTask<std::vector<Gathered<ResultOf<detail::PartOf<R>>>>>, R> gather(R &&parts,
                                                                                          GatherOptions options = {});

//! Waits for all parts as gather() does, and returns their outcomes, exceptions included
//! (asyncio.gather(return_exceptions=True)). Only if it is cancelled itself does it end with an exception.
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::tuple<Outcome<ResultOf<Parts>>...>>, Parts...> gatherSettled(Parts &&...parts);
template <PartRange R>
detail::Returned<ValueTask<std::vector<Outcome<ResultOf<detail::PartOf<R>>>>>, R>
gatherSettled(R &&parts, GatherOptions options = {});

/*! Starts the parts eagerly, in order, until one has ended. Returns the value of that part, or throws its exception
    (asyncio.wait(FIRST_COMPLETED) with the usual clean-up).

    The other parts are cancelled, and the outcome is there when they have ended. What they end with in spite of that is
    dropped, and their exceptions are logged. The index() of the variant is the position of the part.

    If a part finishes synchronously, those after it are dropped without being started. One of these that runs already
    (a Task, ValueTask, TaskHandle or QFuture) is cancelled. Cancelling the outcome works as for gather().
    \throws InvalidState if there are no parts.
*/
template <Part... Parts>
    requires(sizeof...(Parts) > 0)
detail::Returned<ValueTask<std::variant<Gathered<ResultOf<Parts>>...>>, Parts...> race(Parts &&...parts);
template <PartRange R>
detail::Returned<ValueTask<RaceResult<ResultOf<detail::PartOf<R>>>>, R> race(R &&parts);

} // namespace QEager

#include <qeager/detail/gather.h>
