// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Part: what gather(), race() and withTimeout() take; part(): one with options.

    \code
    using QEager::part;
    auto both = QEager::gather(part(loadUser(id), {.name = "user"}), QtConcurrent::run(loadPrices));
    auto first = QEager::race(fetch(url), QEager::signal(button, &QPushButton::clicked), 5s);
    \endcode
*/

#include <qeager/detail/part.h>
#include <qeager/eager.h>

#include <utility>

namespace QEager {

/*! One of several things to wait for: a Startable; or whatever else `co_await` takes in a coroutine of ours, which is
    signal(), sleep(), yieldNow(), a duration, a QFuture, a QTimer, offload(), shield(), a TaskHandle, and what QCoro
    can await; or part() of one of these.

    **A Startable** is started as by eager(); a Task or ValueTask is taken as it is.

    **Anything else** is awaited, inline and at once, by a coroutine of the library's own, as `co_await std::move(x)`
    would. What is ready makes no task; what is not makes one. The value is what that `co_await` gives, by value.
    Cancelling ends the wait as it would end that `co_await`: a QFuture is cancelled, say, and an offloaded function is
    asked to stop.

    **Lifetime**: an rvalue is moved, an lvalue is copied. An lvalue that cannot be copied (a QTimer) is awaited where
    it is, and must live as `co_await` demands. A Coro, ValueTask or QCoro::Task is given as an rvalue.
*/
template <typename P>
concept Part = Startable<P> || detail::AwaitablePart<P> || detail::OptionedPart<P>;

//! What part() returns. Copyable as its part is.
template <typename P>
class [[nodiscard(
    "part() starts nothing: give it to gather(), gatherSettled(), race() or withTimeout()")]] PartWithOptions
{
public:
    //! What it was made of, a reference if that cannot be copied.
    using Given = P;

private:
    friend detail::PartAccess;
    template <typename From>
    PartWithOptions(From &&given, TaskOptions options)
        : m_part(std::forward<From>(given)), m_options(std::move(options))
    {
    }
    P m_part;
    TaskOptions m_options;
};

/*! \a given, to be started with \a options when its turn comes, if ever: as by `eager(given, options)`. A Task or
    ValueTask runs already: a task that has the options awaits it.

    Nothing runs in this call. Dropped without having been started (because its race was decided before), \a given is
    dropped. Parts run on the thread that awaits them: with another one in `options.thread`, whoever starts it throws
    InvalidState. What runs elsewhere is one by itself: `onThread(worker, f, x)`. */
template <Part P>
    requires(!detail::OptionedPart<P>)
PartWithOptions<detail::Kept<P>> part(P &&given, TaskOptions options)
{
    return detail::PartAccess::make<detail::Kept<P>>(std::forward<P>(given), std::move(options));
}

} // namespace QEager
