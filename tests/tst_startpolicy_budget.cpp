// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 12: what starts and resumed tasks may take of one turn of the event loop.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"

#include <QtCore/qelapsedtimer.h>

#include <algorithm>
#include <chrono>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

// What spends a budget of its own: longer is never shorter, so a busy machine changes no order below.
constexpr auto c_budget = 5ms;
constexpr auto c_tooLong = 6ms;

//! Keeps the thread busy: this is the work that a budget is about.
void compute(std::chrono::nanoseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
}

} // namespace

class TestStartPolicyBudget : public QObject
{
    Q_OBJECT
    Log log;

    Coro<void> work(const char *name, std::chrono::nanoseconds time = c_tooLong)
    {
        log(name);
        compute(time);
        co_return;
    }
    Coro<void> workAfterAYield(const char *name)
    {
        co_await yieldNow();
        co_await work(name);
    }
    template <typename F>
    void queue(F slot)
    {
        QMetaObject::invokeMethod(this, slot, Qt::QueuedConnection);
    }

private Q_SLOTS:
    void init()
    {
        spin(2); // a turn of its own for each
        log.clear();
    }
    void cleanup()
    {
        QVERIFY(startPolicy() == StartPolicy());
        VERIFY_UNTIL(allTasks().isEmpty());
    }

    void rule12_withoutOneNothingIsPosted()
    {
        for (const auto none : {0ns, -1ns}) {
            const StartPolicyScope scope({.turnBudget = none});
            const Cost cost;
            for (int i = 0; i < 3; ++i)
                QVERIFY(eager(work("x", 10ms)).isReady());
            QCOMPARE(cost(), (Statistics{.eagerFinished = 3}));
        }
    }
    void rule12_whatFitsRunsInline()
    {
        const StartPolicyScope scope({.turnBudget = 1h});
        const Cost cost;
        for (int i = 0; i < 1000; ++i)
            eager(work("x", 0ns));
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1000}));
    }
    void rule12_onceSpentStartsArePostedAndBatchesEndEarly()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const Cost cost;
        QVERIFY(eager(work("a")).isReady());
        auto b = eager(work("b"));
        const auto c = createTask(work("c"), {.eagerStart = true});
        auto d = [this]() -> ValueTask<void> {
            log("d");
            co_return;
        };
        auto last = d();
        QVERIFY(!b.isReady());
        QVERIFY(!c.isDone());
        QVERIFY(!last.isReady());
        log("|");
        QCOMPARE(cost(), (Statistics{.tasksCreated = 3, .eventsPosted = 1, .eagerFinished = 1, .budgetFallbacks = 3}));
        for (int turn = 1; turn <= 3; ++turn) {
            spin();
            log("|");
        }
        COMPARE_LOG(log, "a | b | c | d |");
        QCOMPARE(cost(), (Statistics{.tasksCreated = 3,
                                     .eventsPosted = 3,
                                     .eagerFinished = 1,
                                     .loopTurns = 3,
                                     .batches = 3,
                                     .postedStarts = 3,
                                     .budgetFallbacks = 3}));
    }
    void aBatchRunsAsManyAsFit()
    {
        // So large that three short ones fit, whatever else the machine does.
        const StartPolicyScope scope({.turnBudget = 300ms});
        const Cost cost;
        eager(work("a", 300ms));
        for (const char *name : {"b", "c", "d"})
            eager(work(name, 1us));
        QCOMPARE(cost().budgetFallbacks, 3u);
        spin();
        COMPARE_LOG(log, "a b c d");
        QCOMPARE(cost().loopTurns, 1u);
    }
    void rule12_depthIsTheReasonWhenItIsOne()
    {
        const StartPolicyScope scope({.maxDepth = 1, .turnBudget = c_budget});
        const Cost cost;
        eager([this]() -> Coro<void> {
            compute(c_tooLong);
            eager(work("too deep"));
            co_return;
        });
        eager(work("too late"));
        QCOMPARE(cost().depthFallbacks, 1u);
        QCOMPARE(cost().budgetFallbacks, 1u);
        spin(2);
        COMPARE_LOG(log, "too deep too late");
    }

    // What a turn is

    void rule12_itIsFreshInTheNextTurn()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const Cost cost;
        for (const char *name : {"a", "b", "c"}) {
            queue([this, name] { eager(work(name)); });
            spin();
        }
        COMPARE_LOG(log, "a b c");
        QCOMPARE(cost(), (Statistics{.eagerFinished = 3}));
    }
    void slotsOfOneTurnShareIt()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const Cost cost;
        queue([this] { eager(work("a")); });
        queue([this] {
            eager(work("b"));
            log("slot");
        });
        spin();
        COMPARE_LOG(log, "a slot");
        spin();
        COMPARE_LOG(log, "a slot b");
        QCOMPARE(cost().budgetFallbacks, 1u);
    }
    void aSlotAfterABatchSharesItsTurn()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        post(work("batch"));
        queue([this] {
            eager(work("later"));
            log("slot");
        });
        spin();
        COMPARE_LOG(log, "batch slot");
        spin();
        COMPARE_LOG(log, "batch slot later");
    }
    void aBatchAfterASlotSharesItsTurn()
    {
        const StartPolicyScope scope({.turnBudget = 100ms});
        queue([this] { eager(work("slot", 80ms)); });
        post(work("a", 30ms));
        post(work("b", 30ms));
        spin();
        COMPARE_LOG(log, "slot a"); // 110 ms
        spin();
        COMPARE_LOG(log, "slot a b");
    }
    void resumedTasksSpendIt()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const Cost cost;
        eager(workAfterAYield("a"));
        eager(workAfterAYield("b"));
        spin();
        COMPARE_LOG(log, "a");
        spin();
        COMPARE_LOG(log, "a b");
        QCOMPARE(cost().loopTurns, 2u);
    }
    void aStartInAResumedTaskIsPostedWhenThatHasSpentIt()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const auto resumed = [this]() -> Coro<void> {
            co_await yieldNow();
            eager(work("inline"));
            eager(work("posted"));
            log("resumed");
        };
        eager(resumed);
        spin(2);
        COMPARE_LOG(log, "inline resumed posted");
    }
    void sleepersThatAreDueSpendIt()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        const auto sleeps = [this](const char *name) -> Coro<void> {
            co_await sleep(1ms);
            log("|");
            co_await work(name);
        };
        const Cost cost;
        auto a = eager(sleeps, "a"), b = eager(sleeps, "b");
        compute(2ms); // both are due
        VERIFY_UNTIL(b.isReady());
        COMPARE_LOG(log, "| a | b");
        QCOMPARE(cost().loopTurns, 2u);
    }
    void aNestedLoopGoesOnWithTheRest()
    {
        const StartPolicyScope scope({.turnBudget = c_budget});
        bool done = false;
        const auto loops = [&]() -> Coro<void> {
            log("loop(");
            log(runUntil([&] { return done; }) ? ")" : "lost");
            co_return;
        };
        const auto last = [&]() -> Coro<void> {
            log("last");
            done = true;
            co_return;
        };
        eager(work("first"));
        eager(loops);
        eager(work("other"));
        auto end = eager(last);
        VERIFY_UNTIL(end.isReady());
        spin();
        COMPARE_LOG(log, "first loop( other last )");
    }

    // How long a budget is in force

    void postedStartsKeepItWhenTheScopeHasEnded()
    {
        {
            const StartPolicyScope scope({.turnBudget = c_budget});
            for (const char *name : {"a", "b", "c"})
                eager(work(name));
        }
        eager(work("inline"));
        log("|");
        spin();
        log("|");
        spin();
        COMPARE_LOG(log, "a inline | b | c");
    }
    void afterThemBatchesAreWholeAgain()
    {
        {
            const StartPolicyScope scope({.turnBudget = c_budget});
            eager(work("a"));
            eager(work("b"));
        }
        spin();
        post(work("x"));
        post(work("y"));
        spin();
        COMPARE_LOG(log, "a b x y");
    }
    void afterThemBatchesAreWholeAgainThoughTheQueueIsNeverEmpty()
    {
        TaskScope tasks;
        tasks.eager([]() -> Coro<void> {
            for (;;)
                co_await yieldNow();
        });
        {
            const StartPolicyScope scope({.turnBudget = c_budget});
            eager(work("a"));
            eager(work("b"));
        }
        spin(5);
        COMPARE_LOG(log, "a b");
        post(work("x"));
        post(work("y"));
        spin();
        COMPARE_LOG(log, "a b x y");
    }
    void afterThemBatchesAreWholeAgainThoughTheyNeverRan()
    {
        Messages messages;
        {
            TaskScope tasks;
            const StartPolicyScope scope({.turnBudget = c_budget});
            eager(work("a"));
            tasks.eager(work("never"), {.name = QStringLiteral("b")});
        }
        QCOMPARE(messages.take(), QStringLiteral("b never began: it was closed before its turn came."));
        spin();
        post(work("x"));
        post(work("y"));
        spin();
        COMPARE_LOG(log, "a x y");
    }

    // What it is for

    void tenThousandStartsLetATimerTick()
    {
        constexpr int starts = 10'000;
        constexpr auto interval = 16ms;
        int begun = 0;
        bool inOrder = true;
        const auto brief = [&](int i) -> Coro<void> {
            inOrder = inOrder && i == begun;
            ++begun;
            compute(100us);
            co_return;
        };
        int ticks = 0;
        qint64 longest = 0;
        QElapsedTimer sinceTick, elapsed;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        connect(&timer, &QTimer::timeout, this, [&] {
            ++ticks;
            longest = std::max(longest, sinceTick.restart());
        });
        timer.start(interval);
        queue([&] {
            elapsed.start();
            sinceTick.start();
            const StartPolicyScope scope({.turnBudget = 5ms});
            for (int i = 0; i < starts; ++i)
                eager(brief, i);
        });
        const Cost cost;
        VERIFY_UNTIL(begun == starts);
        const qint64 took = elapsed.elapsed();
        QVERIFY(inOrder);
        const Statistics used = cost();
        QCOMPARE(used.postedStarts + used.eagerFinished, quint64(starts));
        QCOMPARE(used.budgetFallbacks, used.postedStarts);
        QVERIFY(used.eagerFinished > 0);
        QVERIFY(used.eagerFinished <= 50);
        QVERIFY(used.loopTurns >= used.postedStarts / 50);
        const qint64 expected = took / interval.count();
        qInfo("%d ticks of %lld in %lld ms, the longest gap %lld ms, %llu batches", ticks, expected, took, longest,
              used.loopTurns);
        QVERIFY(ticks >= expected / 2);
    }
};

QTEST_GUILESS_MAIN(TestStartPolicyBudget)
#include "tst_startpolicy_budget.moc"
