// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    StartPolicy: how deep eager starts may nest, and how long starts and resumed tasks may keep the event loop waiting.

    \code
    void Table::reload()
    {
        const QEager::StartPolicyScope scope({.turnBudget = 5ms});   // paint and input come first
        for (const QString &path : m_paths)
            m_tasks.eager(thumbnail(path));
    }
    \endcode
*/

#include <qeager/global.h>

#include <chrono>

namespace QEager {

/*! When an eager start is posted instead. It answers the two risks of eager tasks that Python's documentation of them
    names: too many starts at once, and deep recursion.

    Asked at every eager(), call of a coroutine that returns a ValueTask, and eager createTask(). One that may not run
    inline is posted, as by post(): its ValueTask is pending, its task begins in the next batch of the ready queue, in
    the order of the calls. The result is the same, the order of side effects is not. Each is counted in Statistics, by
    its reason.

    Not asked: CoroStart and awaitSync(), which are there to run a coroutine by hand, and `co_await coro`, which uses no
    stack. */
struct StartPolicy
{
    //! So many eager starts may be nested on one stack; one more is posted. Zero posts every start; negative is zero.
    int maxDepth = 128;
    /*! Nanoseconds that starts and resumed tasks may take of one turn of the event loop, counted from the first of them
        in the turn; once they are spent, starts are posted, and a batch of the ready queue ends early and goes on in
        the next turn. Zero or less: no limit, and no clock is read. A coroutine that computes longer is not
        interrupted.

        Starts that were posted because of it keep their batches within it, even if the policy has changed when they
        run. */
    std::chrono::nanoseconds turnBudget{0};
    /*! Nanoseconds that one event may take to go on with what resumed tasks wake and post. The tasks that stand in the
        ready queue when the event comes are resumed, then those that they woke, and so on, as asyncio's loop iterates,
        but without a turn of the event loop each. So a posted start and who awaits it, the end of a group, or a chain
        of tasks of which each awaits the next, take one turn together. Once the budget is spent, the rest has the next
        turn. A task that yields waits for that in any case. Zero or less: what a task wakes has the next turn, always.
        The order is the same with any budget.

        Read between two such rounds; a coroutine that computes longer is not interrupted. */
    std::chrono::nanoseconds drainBudget{std::chrono::milliseconds(1)};

    friend bool operator==(const StartPolicy &, const StartPolicy &) = default;
};

//! The calling thread's.
QEAGER_EXPORT StartPolicy startPolicy();
//! From here on, on the calling thread, for starts to come.
QEAGER_EXPORT void setStartPolicy(const StartPolicy &policy);

/*! Another policy on the calling thread until the end of the block, and for what is started eagerly in it. It belongs
    to the thread, not to a task: do not keep one over a `co_await`. */
class StartPolicyScope
{
public:
    explicit StartPolicyScope(const StartPolicy &policy) : m_outer(startPolicy()) { setStartPolicy(policy); }
    Q_DISABLE_COPY_MOVE(StartPolicyScope)
    ~StartPolicyScope() { setStartPolicy(m_outer); }

private:
    StartPolicy m_outer;
};

} // namespace QEager
