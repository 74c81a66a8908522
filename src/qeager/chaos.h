// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Chaos: a disturbed order, repeatable from a seed, to find code that relies on eager order.

    \code
    const QEager::ChaosScope chaos(seed);     // in a test of your own; or QEAGER='chaos=7' for a whole suite
    auto page = load(url);                    // it may be pending now, whatever is in the cache
    \endcode

    While it is on, on a thread:

    - an inline start that the StartPolicy lets run is posted instead, one in two;
    - a `co_await` of what is ready (a task that has ended, a finished QFuture, a wait for several of which none is
      left, …) suspends all the same, one in two, and goes on in its turn of the ready queue, as after yieldNow(). In a
      QCoro::Task, this is so for what is QEager's.

    Both may happen to any program: by a StartPolicy, and by a cache that is empty. So a program that fails under chaos
    would have failed one day. docs/chaos.md says what is typical.

    **Left alone** is what has to run to its end at once: CoroStart's own starts, awaitSync() with everything started
    below it, what runs while it or its thread is being closed or an exception is thrown into it by hand, and everything
    on a thread that never had an event dispatcher, where nothing would go on. `co_await coro` of a Coro stays a
    function call; what suspends anyway does so once, as always.

    **Cancelled during such a suspension** a task gets Cancelled in its turn, as at yieldNow(). What it waited for is as
    if it had become ready in that moment: a handle that outlives the `co_await` (a Task, a ValueTask awaited as an
    lvalue, a QFuture) still has its value; that of a temporary goes with it, and an exception in it that nobody has
    seen is logged.

    **Repeated** by the seed: each thread takes its decisions from a generator of its own, one for each start and each
    ready await in the order in which they come. Where that order depends on time or on other threads, so does what is
    disturbed.

    Counted in Statistics (`chaosStarts`, `chaosAwaits`), and traced: PostReason::Chaos, "suspend … on chaos". Off,
    which is the default, it costs a start nothing, and an await of something ready a comparison or two. Python has no
    counterpart.
*/

#include <qeager/detail/chaos.h>
#include <qeager/global.h>

#include <optional>

namespace QEager {

//! Disturbs the calling thread from here on, with \a seed from the beginning; `std::nullopt`: no longer. What is on its
//! way stays so.
QEAGER_EXPORT void setChaosSeed(std::optional<quint64> seed);

/*! The seed by which the calling thread is disturbed, null when it is not. Of `chaos=SEED`, see configure(), it is
    that: given to configure() again, all threads do the same again. */
QEAGER_EXPORT std::optional<quint64> chaosSeed();

/*! Another seed on the calling thread, or none, until the end of the block; then what was there before goes on where it
    was. It belongs to the thread, not to a task: do not keep one over a `co_await`. */
class ChaosScope
{
public:
    QEAGER_EXPORT explicit ChaosScope(std::optional<quint64> seed);
    Q_DISABLE_COPY_MOVE(ChaosScope)
    QEAGER_EXPORT ~ChaosScope();

private:
    std::optional<detail::Chaos> m_outer;
};

} // namespace QEager
