// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 5, "Fewer turns": where a drain ends, what event loops that tasks run do to it, and that nobody starves.

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>

#include "shared/elsewhere.h"
#include "shared/turnstest.h"

#include <QtCore/qthread.h>

#include <algorithm>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Emitter : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void fired();
};

class TestTurnsEnd : public TurnsTest<Emitter>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

    // -- where it ends
    void rule5_withoutABudgetATurnEach()
    {
        setStartPolicy({.drainBudget = 0ns});
        Task<> last = createTask(logAfterSignal(QStringLiteral("0")), {.eagerStart = true});
        for (int i = 1; i < 5; ++i)
            last = createTask(logAfter(QString::number(i), last), {.eagerStart = true});
        Q_EMIT emitter.fired();
        const Cost cost;
        for (quint64 turns = 1; turns <= 5; ++turns) {
            turn();
            QCOMPARE(cost().loopTurns, turns);
            QCOMPARE(cost().batches, turns);
        }
        COMPARE_LOG(log, "0 1 2 3 4");
    }
    void rule5_theBudgetEndsADrain()
    {
        setStartPolicy({.drainBudget = 1ms});
        const auto busy = [this](QString word, Task<> before) -> Coro<> {
            if (!before.isNull())
                co_await before;
            log(word);
            block(2ms);
        };
        Task<> last = post(busy(QStringLiteral("0"), {}));
        for (int i = 1; i < 4; ++i)
            last = createTask(busy(QString::number(i), last), {.eagerStart = true});
        const Cost cost;
        while (!last.isDone()) {
            QMetaObject::invokeMethod(this, [this] { log("loop"); }, Qt::QueuedConnection);
            turn();
        }
        COMPARE_LOG(log, "0 loop 1 loop 2 loop 3 loop");
        QCOMPARE(cost().loopTurns, 4u);
        QCOMPARE(cost().eventsPosted, 3u); // the first was before
    }
    void theTurnBudgetEndsADrain()
    {
        setStartPolicy({.turnBudget = 1ms, .drainBudget = 1h});
        const Task<> first = post([this]() -> Coro<> {
            log("first");
            block(2ms);
            co_return;
        });
        const Task<> second = createTask(logAfter(QStringLiteral("second"), first), {.eagerStart = true});
        turn();
        COMPARE_LOG(log, "first");
        turn();
        COMPARE_LOG(log, "first second");
        QVERIFY(second.isDone());
    }
    void aBudgetThatIsSetInATaskCountsAtOnce()
    {
        const Task<> first = post([this]() -> Coro<> {
            setStartPolicy({.drainBudget = 0ns});
            log("first");
            co_return;
        });
        const Task<> second = createTask(logAfter(QStringLiteral("second"), first), {.eagerStart = true});
        turn();
        COMPARE_LOG(log, "first");
        turn();
        COMPARE_LOG(log, "first second");
        QVERIFY(second.isDone());
    }
    void whatWasWokenAndDroppedLeavesNothing()
    {
        auto dropped = std::make_unique<CoroStart<void>>(logAfterSignal(QStringLiteral("never")));
        auto dropper = eager([&]() -> Coro<> {
            co_await signal(&emitter, &Emitter::fired);
            log("dropper");
            QMetaObject::invokeMethod(this, [this] { log("loop"); }, Qt::QueuedConnection);
        });
        Q_EMIT emitter.fired();
        dropped.reset();
        const Cost cost;
        turn(), turn();
        COMPARE_LOG(log, "dropper loop");
        QVERIFY(dropper.isReady());
        QCOMPARE(cost().batches, 1u);
    }

    // -- event loops inside of it
    void rule5_aNestedLoopGoesOnWithTheNextBatch()
    {
        // The first batch is a single task, which wakes another and then runs an event loop: nobody has posted an event
        // for that.
        for (const bool watchedBefore : {false, true}) {
            const auto nested = [&, watchedBefore] {
                setStartPolicy({.drainBudget = 1h});
                QEventLoop outer, dialog;
                if (watchedBefore && !spinWithTwo())
                    return false;
                Task<> first;
                const Task<> opens = post([&]() -> Coro<> {
                    const Task<> inner = post([&]() -> Coro<> {
                        log("inner");
                        dialog.quit();
                        co_return;
                    });
                    log("open");
                    dialog.exec();
                    log("closed");
                    co_await inner;
                    log("end");
                    outer.quit();
                });
                outer.exec();
                return opens.isDone();
            };
            QVERIFY(elsewhere(nested));
            COMPARE_LOG(log, "open inner closed end");
            log.clear();
        }
    }
    void aNestedLoopInALaterBatch()
    {
        QEventLoop dialog;
        const Task<> first = post([]() -> Coro<> { co_return; });
        const Task<> opens = createTask(
            [&]() -> Coro<> {
                co_await first;
                log("open");
                dialog.exec();
                log("closed");
            },
            {.eagerStart = true});
        const auto quits = createTask(
            [&]() -> Coro<> {
                co_await first; // in the batch that the dialog interrupts
                log("beside");
                const Task<> other = post([]() -> Coro<> { co_return; });
                co_await other;
                log("quit");
                dialog.quit();
            },
            {.eagerStart = true});
        const Task<> waits = createTask(logAfter(QStringLiteral("waits"), opens), {.eagerStart = true});
        VERIFY_UNTIL(waits.isDone() && quits.isDone());
        COMPARE_LOG(log, "open beside quit closed waits");
    }
    void aLoopThatIsToQuitQuits()
    {
        QEventLoop loop;
        const Task<> first = post([&]() -> Coro<> {
            log("first");
            loop.quit();
            co_return;
        });
        auto yielder = eager([]() -> Coro<> {
            for (;;)
                co_await yieldNow();
        });
        loop.exec();
        COMPARE_LOG(log, "first");
        QVERIFY(yielder.cancel());
        VERIFY_UNTIL(yielder.isReady());
    }

    // -- nobody starves
    void rule5_timersKeepTheirPace()
    {
        // Beside a thousand tasks that yield, and a thousand that wake each other, for ever.
        setStartPolicy({});
        constexpr int Tasks = 1000;
        constexpr int Ticks = 200;
        bool stop = false;
        std::vector<ValueTask<>> tasks;
        for (int i = 0; i < Tasks; ++i) {
            tasks.push_back(eager([&stop]() -> Coro<> {
                while (!stop)
                    co_await yieldNow();
            }));
            tasks.push_back(eager([&stop]() -> Coro<> {
                while (!stop) {
                    const Task<int> other = post(posted(1));
                    co_await other;
                }
            }));
        }
        // How many turns a tick comes after it was due, which does not depend on what else the machine does. A tick is
        // due at the latest 5 ms after the one before, and Qt's timers round up to a millisecond.
        constexpr auto interval = 5ms;
        auto last = steady_clock::now();
        quint64 due = 0; // the turn in which that was seen
        const auto turnsSoFar = [] { return Statistics::current().loopTurns; };
        auto probe = eager([&]() -> Coro<> {
            while (!stop) {
                if (!due && steady_clock::now() >= last + interval + 1ms)
                    due = turnsSoFar();
                co_await yieldNow();
            }
        });
        std::vector<quint64> late;
        std::vector<double> gaps;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, this, [&] {
            late.push_back(due ? turnsSoFar() - std::exchange(due, 0) : 0);
            const auto now = steady_clock::now();
            gaps.push_back(std::chrono::duration<double, std::milli>(now - std::exchange(last, now)).count());
        });
        const Cost cost;
        timer.start(interval);
        VERIFY_UNTIL(late.size() >= Ticks);
        timer.stop();
        stop = true;
        VERIFY_UNTIL(probe.isReady() && std::ranges::all_of(tasks, &ValueTask<>::isReady));

        std::ranges::sort(late);
        std::ranges::sort(gaps);
        qInfo(
            "gaps between ticks of 5 ms: median %.1f ms, 99 %% up to %.1f ms, worst %.1f ms; %llu turns, %llu batches",
            gaps[Ticks / 2], gaps[Ticks * 99 / 100], gaps.back(), cost().loopTurns, cost().batches);
        QVERIFY(cost().loopTurns > Ticks); // the tasks did keep the loop busy
        QVERIFY(cost().batches >= cost().loopTurns);
        QVERIFY(late[Ticks * 99 / 100] <= 2);
    }

private:
    //! Whether both were ready after two turns.
    static bool spinWithTwo()
    {
        auto a = eager([]() -> Coro<> { co_await yieldNow(); });
        auto b = eager([]() -> Coro<> { co_await yieldNow(); });
        turn(), turn();
        return a.isReady() && b.isReady();
    }
};

QTEST_GUILESS_MAIN(TestTurnsEnd)
#include "tst_turns_end.moc"
