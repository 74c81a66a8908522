// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Chaos: disturbs the order in which coroutines run, to find code that relies on eager order. A seed repeats it.

    \code
    const QEager::ChaosScope chaos(seed);     // in a test of your own; or QEAGER='chaos=7' for a whole suite
    auto page = load(url);                    // it may be pending now, whatever is in the cache
    \endcode

    While chaos is on, on a thread:

    - one in two inline starts that the StartPolicy would let run is posted instead;
    - one in two awaits of something ready (a task that has ended, a finished QFuture, a wait for several of which
      none is left, …) suspends all the same, and goes on in its turn of the ready queue, as after yieldNow(). In a
      QCoro::Task, this applies only to what QEager offers to await.

    Both may happen to any program: by a StartPolicy, and by a cache that is empty. So a program that fails under chaos
    would have failed one day. See docs/chaos.md for typical cases.

    **Exempt** is whatever has to run to its end at once:
    - what CoroStart starts itself;
    - awaitSync(), with everything that is started below it;
    - what runs while it or its thread is being closed, or while an exception is thrown into it by hand;
    - everything on a thread that never had an event dispatcher, where nothing would go on.

    `co_await coro` with a Coro remains a function call. What suspends anyway does so once, as always.

    **Cancellation**: a task that is cancelled during such a suspension gets Cancelled in its turn, as at yieldNow().
    What it waited for counts as having become ready in that moment. A handle that outlives the `co_await` (a Task, a
    ValueTask awaited as an lvalue, a QFuture) still has its value. The value of a temporary goes with it; an exception
    that nobody has seen is logged.

    **Repetition**: each thread takes its decisions from a generator of its own, seeded by the seed. It takes one
    decision for each start and each ready await, in the order in which they come. If that order depends on time or on
    other threads, so does what is disturbed.

    Statistics count the disturbances (`chaosStarts`, `chaosAwaits`), and a trace shows them (PostReason::Chaos,
    "suspend … on chaos"). Chaos is off by default; then it costs a start nothing, and an await of something ready a
    comparison or two. Python has no counterpart.
*/

#include <qeager/detail/chaos.h>
#include <qeager/global.h>

#include <optional>

namespace QEager {

//! Disturbs the calling thread from here on, with \a seed from its beginning, or no longer if it is `std::nullopt`.
//! What is on its way already is left alone.
QEAGER_EXPORT void setChaosSeed(std::optional<quint64> seed);

//! Returns the seed by which the calling thread is disturbed, or nothing if it is not. If `chaos=SEED` has set it (see
//! configure()), this is that SEED. Give it to configure() again to repeat what all threads did.
QEAGER_EXPORT std::optional<quint64> chaosSeed();

/*! Disturbs the calling thread with another seed, or not at all, until the end of the block. Then what was there before
    goes on where it was.

    This belongs to the thread, not to a task: do not keep one over a `co_await`.
*/
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
