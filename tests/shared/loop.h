// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Running the event loop until a condition holds, and saying whether a test may need it at all.
*/

#include <qeager/startpolicy.h>
#include <qeager/statistics.h>

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtimer.h>
#include <QtCore/qcoreapplication.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <utility>

//! Runs the loop until \a condition holds; false after \a limit. Never sleeps: it blocks in the loop for events.
template <typename Condition>
bool runUntil(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(20))
{
    const QDeadlineTimer deadline(limit);
    QTimer heartbeat; // for a condition that another thread makes true
    heartbeat.start(std::chrono::milliseconds(2));
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/*! Gives everything that is ready now its turn, and what becomes ready by it, \a turns times over; waits for nothing. A
    turn is one batch of the ready queue here, without going on inside it, so that a test can look, and do harm, between
    any two. */
inline void spin(int turns = 1)
{
    QEager::StartPolicy turnByTurn = QEager::startPolicy();
    turnByTurn.drainBudget = {};
    const QEager::StartPolicyScope scope(turnByTurn);
    for (int i = 0; i < turns; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents);
}

//! In its scope a drain of the ready queue goes on to the end, however long that takes on this machine: what is counted
//! is always the same.
class WholeDrains
{
    QEager::StartPolicyScope m_scope{[] {
        QEager::StartPolicy policy = QEager::startPolicy();
        policy.drainBudget = std::chrono::hours(1);
        return policy;
    }()};
};

//! Counts since its construction: what a piece of a test cost.
class Cost
{
public:
    QEager::Statistics operator()() const { return QEager::Statistics::current() - m_before; }

private:
    QEager::Statistics m_before = QEager::Statistics::current();
};

//! Runs \a f and returns its result; the test fails if it created a task, posted an event or turned the loop.
template <typename F>
decltype(auto) expectInline(F &&f)
{
    struct Check
    {
        Cost cost;
        ~Check()
        {
            const QEager::Statistics used = cost();
            if (used.tasksCreated || used.eventsPosted || used.loopTurns)
                QTest::qFail("This was to run inline, without a task, an event or a loop turn.", __FILE__, __LINE__);
        }
    } check;
    return std::forward<F>(f)();
}

#define VERIFY_UNTIL(condition) QVERIFY(runUntil([&] { return bool(condition); }))
