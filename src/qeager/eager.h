// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    eager(): starts a coroutine now, on this stack.

    \code
    auto image = QEager::eager(thumbnail(path));
    if (image.isReady())                       // it was cached: no task, no event, no allocation
        show(image.result());
    else
        image.then(this, [this](const QImage &loaded) { show(loaded); });
    \endcode
*/

#include <qeager/taskfactory.h>
#include <qeager/valuetask.h>

namespace QEager {

/*! Runs \a startable on the caller's stack until it finishes or first suspends, and then returns (asynkit.eager()).

    **Inline**: everything up to that point runs inside this call. Coroutines that it starts eagerly run inside it, so
    the order is depth-first. QEager runs nothing else on this stack, and posts no event. A start is posted instead if
    the StartPolicy says so.

    **Finished**: the ValueTask is ready. There is no task, unless somebody asked for it. The frame is back in its pool,
    and the parameters are destroyed. An exception is kept in the ValueTask, and never thrown here.

    **Suspended**: the ValueTask holds the task, which the event loop of this thread resumes. Without a running event
    loop, the task waits until there is one. Without a QCoreApplication, a warning says so.
    \throws InvalidState for an empty Coro.
*/
template <Startable S> // always inline: some 200 bytes more per call save a tenth of a start
Q_ALWAYS_INLINE detail::Returned<ValueTask<ResultOf<S>>, S> eager(S &&startable)
{
    using T = ResultOf<S>;
    if constexpr (std::same_as<S, Coro<T>>)
        return detail::ValueTaskAccess::started<T>(detail::CoroAccess::releaseAny(startable));
    else
        return detail::ValueTaskAccess::started<T>(detail::toRoot(std::forward<S>(startable)));
}

//! Starts with \a options. A name is visible as currentTask().name() from the first line of the body on. If
//! `options.thread` is not the caller's thread, the start is posted there. `options.eagerStart` has no meaning here.
template <Startable S>
detail::Returned<ValueTask<ResultOf<S>>, S> eager(S &&startable, TaskOptions options)
{
    detail::Returned<ValueTask<ResultOf<S>>, S> outcome;
    if (detail::isElsewhere(options)) {
        const auto task = post(std::forward<S>(startable), std::move(options));
        detail::ValueTaskAccess::adopt(outcome, detail::TaskAccess::state(task, "eager()"));
        return outcome;
    }
    const detail::GivenOptions given(options);
    detail::startGiven(outcome, detail::toRoot(std::forward<S>(startable)), given);
    return outcome;
}

//! Calls \a function with \a arguments in a new coroutine, and runs that as eager(startable) does. The coroutine keeps
//! the function and its own copies of the arguments until it ends.
template <typename F, typename First, typename... Rest>
    requires(Startable<F, First, Rest...> && !detail::Coroutine<F> &&
             !std::same_as<std::remove_cvref_t<First>, TaskOptions>)
detail::Returned<ValueTask<ResultOf<F, First, Rest...>>, F, First, Rest...> eager(F &&function, First &&first,
                                                                                  Rest &&...rest)
{
    detail::Returned<ValueTask<ResultOf<F, First, Rest...>>, F, First, Rest...> outcome;
    detail::ValueTaskAccess::start(
        outcome, detail::toRoot(std::forward<F>(function), std::forward<First>(first), std::forward<Rest>(rest)...));
    return outcome;
}

//! Refuses anything else with a static_assert that says why.
template <detail::NoStartable S>
auto eager(S &&, TaskOptions = {})
{
    return detail::refuse<S>();
}
template <typename F, typename First, typename... Rest>
    requires(!Startable<F, First, Rest...> && !std::same_as<std::remove_cvref_t<First>, TaskOptions>)
auto eager(F &&, First &&, Rest &&...)
{
    return detail::refuse<F, First, Rest...>();
}

/*! Returns a function object that calls eager(function, arguments…) (asynkit's `@eager` decorator, func_eager()).

    Each call copies the function into its coroutine. So the coroutine may outlive the returned object.

    \code
    const auto load = QEager::eagerFunction(&Cache::loadSlowly);
    auto image = load(&cache, key);
    \endcode
*/
template <typename F>
auto eagerFunction(F function)
{
    return [f = std::move(function)]<typename... Args>(Args &&...arguments)
        requires Startable<F, Args...>
    { return eager(f, std::forward<Args>(arguments)...); };
}

} // namespace QEager
