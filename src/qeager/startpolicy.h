// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    StartPolicy: limits how deep eager starts may nest, and how long starts and resumed tasks may keep the event loop
    waiting.

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

/*! Decides when an eager start is posted instead. It answers the two risks that Python's documentation of eager tasks
    names: too many starts at once, and deep recursion.

    The policy is asked at every eager(), at every eager createTask(), and at every call of a coroutine that returns a
    ValueTask. A start that may not run inline is posted, as by post(): its ValueTask is pending, and its task begins in
    the next batch of the ready queue, in the order of the calls. The result is the same; the order of side effects is
    not. Statistics count each such start by its reason.

    The policy is not asked by CoroStart and awaitSync(), which exist to run a coroutine by hand, nor by `co_await
    coro`, which uses no stack.
*/
struct StartPolicy
{
    //! At most this many eager starts may be nested on one stack; the next one is posted. Zero or less posts every
    //! start.
    int maxDepth = 128;
    /*! The nanoseconds that starts and resumed tasks may take of one turn of the event loop. They count from the first
        of these in the turn. Once they are spent, starts are posted, and a batch of the ready queue ends early and goes
        on in the next turn. With zero or less there is no limit, and no clock is read. A coroutine that computes for
        longer is not interrupted.

        When starts that were posted for this reason run, their batches keep to the budget, too, even if the policy has
        changed meanwhile.
    */
    std::chrono::nanoseconds turnBudget{0};
    /*! The nanoseconds that one event may take to go on with what resumed tasks wake and post.

        The event resumes the tasks that are in the ready queue when it comes, then those that they woke, and so on.
        This is how asyncio's loop iterates, but without a turn of the event loop for each step. So a posted start and
        its awaiter, the end of a group, or a chain of tasks that await each other take one turn together. Once the
        budget is spent, the rest waits for the next turn. A task that yields does so in any case. With zero or less,
        what a task wakes always waits for the next turn. The order is the same with any budget.

        The clock is read between two such steps. A coroutine that computes for longer is not interrupted.
    */
    std::chrono::nanoseconds drainBudget{std::chrono::milliseconds(1)};

    friend bool operator==(const StartPolicy &, const StartPolicy &) = default;
};

//! Returns the policy of the calling thread.
QEAGER_EXPORT StartPolicy startPolicy();
//! Sets the policy of the calling thread, for all starts from here on.
QEAGER_EXPORT void setStartPolicy(const StartPolicy &policy);

/*! Sets another policy on the calling thread until the end of the block. It also applies to what is started eagerly in
    the block.

    This belongs to the thread, not to a task: do not keep one over a `co_await`.
*/
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
