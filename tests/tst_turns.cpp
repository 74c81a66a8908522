// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 5, "Fewer turns": a drain goes on batch by batch inside one event, in the order of asyncio's loop.

#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/signal.h>
#include <qeager/shield.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include "shared/turnstest.h"

#include <memory>
#include <utility>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Emitter : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void fired();
};

namespace {

Coro<int> afterSignal(Emitter &emitter, int value)
{
    co_await signal(&emitter, &Emitter::fired);
    co_return value;
}

Coro<int> afterTask(Task<int> task)
{
    const int value = co_await task;
    co_return value + 1;
}

} // namespace

class TestTurns : public TurnsTest<Emitter>
{
    Q_OBJECT

    Coro<> yields(QString name, int times)
    {
        for (int i = 0; i < times; ++i) {
            co_await yieldNow();
            log(name, i);
        }
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

    // -- what takes one turn together
    void rule5_aPostedStartAndItsAwaiter()
    {
        const auto await = []() -> Coro<int> {
            const Task<int> task = post(posted(7));
            co_return co_await task;
        };
        const Cost cost;
        const auto task = eager(await);
        turn();
        QVERIFY(task.isReady());
        QCOMPARE(task.result(), 7);
        QCOMPARE(cost(),
                 (Statistics{.tasksCreated = 2, .eventsPosted = 1, .loopTurns = 1, .batches = 2, .postedStarts = 1}));
    }
    void postedStartsOneAfterTheOther()
    {
        const auto await = []() -> Coro<int> {
            int sum = 0;
            for (int i = 0; i < 10; ++i) {
                const Task<int> task = post(posted(i));
                sum += co_await task;
            }
            co_return sum;
        };
        const Cost cost;
        const auto task = eager(await);
        turn();
        QVERIFY(task.isReady());
        QCOMPARE(task.result(), 45);
        QCOMPARE(
            cost(),
            (Statistics{.tasksCreated = 11, .eventsPosted = 1, .loopTurns = 1, .batches = 20, .postedStarts = 10}));
    }
    void rule5_aChainOfTasks()
    {
        Task<int> last = createTask(afterSignal(emitter, 0), {.eagerStart = true});
        for (int i = 0; i < 100; ++i)
            last = createTask(afterTask(last), {.eagerStart = true});
        const Cost cost;
        Q_EMIT emitter.fired();
        turn();
        QVERIFY(last.isDone());
        QCOMPARE(last.result(), 100);
        QCOMPARE(cost(), (Statistics{.eventsPosted = 1, .loopTurns = 1, .batches = 101}));
    }
    void aGather()
    {
        const auto all = [this]() -> Coro<int> {
            std::vector<Coro<int>> parts;
            for (int i = 0; i < 10; ++i)
                parts.push_back(afterSignal(emitter, i));
            const auto values = co_await gather(std::move(parts));
            co_return int(values.size());
        };
        auto task = eager(all);
        const Cost cost;
        Q_EMIT emitter.fired();
        turn();
        QVERIFY(task.isReady());
        QCOMPARE(task.result(), 10);
        QCOMPARE(cost(), (Statistics{.eventsPosted = 1, .loopTurns = 1, .batches = 3}));
    }
    void aGroup()
    {
        const auto all = [this]() -> Coro<> {
            const auto body = [this](TaskGroup &group) -> Coro<> {
                for (int i = 0; i < 10; ++i)
                    group.createTask(logAfterSignal(QString::number(i)), {.eagerStart = true});
                co_return;
            };
            co_await withTaskGroup(body);
            log("end");
        };
        auto task = eager(all);
        const Cost cost;
        Q_EMIT emitter.fired();
        turn();
        QVERIFY(task.isReady());
        COMPARE_LOG(log, "0 1 2 3 4 5 6 7 8 9 end");
        QCOMPARE(cost().loopTurns, 1u);
        QCOMPARE(cost().eventsPosted, 1u);
    }
    void whatADueSleepWakes()
    {
        const Task<> first = createTask(
            [this]() -> Coro<> {
                co_await QEager::sleep(1ms);
                log("slept");
            },
            {.eagerStart = true});
        const auto second = createTask(logAfter(QStringLiteral("second"), first), {.eagerStart = true});
        const auto third = createTask(logAfter(QStringLiteral("third"), second), {.eagerStart = true});
        const Cost cost;
        VERIFY_UNTIL(first.isDone());
        COMPARE_LOG(log, "slept second third");
        QVERIFY(third.isDone());
        QCOMPARE(cost(), (Statistics{.loopTurns = 1, .batches = 3}));
    }

    // -- the order
    void rule5_aBatchIsWhatWasQueuedWhenItBegan()
    {
        const Task<> first = createTask(logAfterSignal(QStringLiteral("first")), {.eagerStart = true});
        const Task<> woken = createTask(logAfter(QStringLiteral("woken"), first), {.eagerStart = true});
        const Task<> beside = createTask(logAfterSignal(QStringLiteral("beside")), {.eagerStart = true});
        const Task<> then = createTask(logAfter(QStringLiteral("then"), beside), {.eagerStart = true});
        Q_EMIT emitter.fired();
        turn();
        COMPARE_LOG(log, "first beside woken then");
        QVERIFY(then.isDone());
    }
    void rule5_whoYieldsKeepsItsPlaceBesideWhatIsWoken()
    {
        // In asyncio: [a0, first], [a1, second], [a2, third], and a3 has an iteration of its own.
        auto a = eager(yields(QStringLiteral("a"), 4));
        const Task<> first = post([this]() -> Coro<> {
            log("first");
            co_return;
        });
        const Task<> second = createTask(logAfter(QStringLiteral("second"), first), {.eagerStart = true});
        const Task<> third = createTask(logAfter(QStringLiteral("third"), second), {.eagerStart = true});
        const Cost cost;
        turn();
        COMPARE_LOG(log, "a0 first a1 second a2 third");
        QCOMPARE(cost(), (Statistics{.eventsPosted = 1, .loopTurns = 1, .batches = 3, .postedStarts = 1}));
        turn();
        COMPARE_LOG(log, "a0 first a1 second a2 third a3");
        QVERIFY(a.isReady());
    }
    void rule5_aBatchOfYieldsWaitsForATurn()
    {
        auto a = eager(yields(QStringLiteral("a"), 3));
        auto b = eager([this]() -> Coro<> {
            co_await QEager::sleep(0ms); // the same
            log("b");
            co_await QEager::sleep(-1h);
            log("b");
        });
        for (int i = 1; i <= 3; ++i) {
            QMetaObject::invokeMethod(this, [this] { log("loop"); }, Qt::QueuedConnection);
            const Cost cost;
            turn();
            QCOMPARE(cost().batches, 1u);
        }
        COMPARE_LOG(log, "a0 b loop a1 b loop a2 loop");
        QVERIFY(a.isReady());
        QVERIFY(b.isReady());
    }
    void rule5_dueSleepsJoinBehindWhatWasWoken()
    {
        /*  asyncio appends the timers that are due at the beginning of an iteration, behind what the one before has
            queued. */
        const Task<> busy = post([this]() -> Coro<> {
            log("busy");
            block(3ms);
            co_return;
        });
        auto sleeper = eager([this]() -> Coro<> {
            co_await QEager::sleep(1ms);
            log("slept");
        });
        auto earlier = eager([this]() -> Coro<> {
            co_await QEager::sleep(500us);
            log("earlier");
        });
        const Task<> woken = createTask(logAfter(QStringLiteral("woken"), busy), {.eagerStart = true});
        const Task<> last = createTask(logAfter(QStringLiteral("last"), woken), {.eagerStart = true});
        const Cost cost;
        turn();
        COMPARE_LOG(log, "busy woken earlier slept last");
        QCOMPARE(cost(), (Statistics{.loopTurns = 1, .batches = 3, .postedStarts = 1}));
        QVERIFY(last.isDone());
        QVERIFY(sleeper.isReady());
        QVERIFY(earlier.isReady());
        turn(); // the timer was armed for the sleepers, and finds nobody
        QCOMPARE(cost().loopTurns, 1u);
    }
    void dueTimeoutsToo()
    {
        auto limited = eager([this]() -> Coro<> {
            const auto body = []() -> Coro<> { co_await QEager::sleep(1h); };
            try {
                co_await withTimeout(1ms, body);
            } catch (const TimedOut &) {
                log("timed-out");
            }
        });
        const Task<> busy = post([this]() -> Coro<> {
            log("busy");
            block(3ms);
            co_return;
        });
        const Task<> woken = createTask(logAfter(QStringLiteral("woken"), busy), {.eagerStart = true});
        turn();
        COMPARE_LOG(log, "busy woken timed-out");
        QVERIFY(limited.isReady());
        QVERIFY(woken.isDone());
    }
    void rule5_theOrderIsThatOfAnyBudget()
    {
        // Random programs of yields, posted starts, awaits, signals and cancelling; a turn each, all in one, and some
        // of both.
        for (quint32 seed = 1; seed <= 200; ++seed) {
            QStringList logs;
            for (const std::chrono::nanoseconds budget : {0ns, std::chrono::nanoseconds(1h), 2000ns}) {
                setStartPolicy({.drainBudget = budget});
                log.clear();
                QVERIFY(runProgram(seed));
                logs.append(log.words());
            }
            QVERIFY2(logs[0].size() > 20, qPrintable(logs[0]));
            QVERIFY2(logs[0] == logs[1],
                     qPrintable(QString::number(seed) + QLatin1Char('\n') + logs.join(QLatin1Char('\n'))));
            QVERIFY2(logs[0] == logs[2],
                     qPrintable(QString::number(seed) + QLatin1Char('\n') + logs.join(QLatin1Char('\n'))));
        }
    }

private:
    Coro<> randomTask(std::shared_ptr<quint32> seed, int depth, std::shared_ptr<std::vector<Task<>>> tasks,
                      QString name);
    bool runProgram(quint32 seed);
};

// What each does depends on the random numbers in the order in which they are drawn, and so on the order of everything
// before.
Coro<> TestTurns::randomTask(std::shared_ptr<quint32> seed, int depth, std::shared_ptr<std::vector<Task<>>> tasks,
                             QString name)
{
    const auto random = [&seed](quint32 below) {
        *seed = *seed * 1664525 + 1013904223;
        return (*seed >> 8) % below;
    };
    log(name);
    const quint32 steps = 2 + random(4);
    for (quint32 step = 0; step < steps; ++step) {
        const QString word = name + QLatin1Char('.') + QString::number(step);
        try {
            switch (random(6)) {
            case 0:
                co_await yieldNow();
                break;
            case 1:
                co_await QEager::sleep(0ms);
                break;
            case 2:
            case 3: {
                if (depth == 0)
                    break;
                const bool eagerStart = random(2);
                Task<> child = createTask(randomTask(seed, depth - 1, tasks, word), {.eagerStart = eagerStart});
                tasks->push_back(child);
                if (random(2))
                    co_await child;
                break;
            }
            case 4: {
                // One that is younger than this one waits for nobody that waits for this one.
                if (tasks->empty())
                    break;
                const Task<> other = tasks->at(random(quint32(tasks->size())));
                const auto timed = [other]() -> Coro<> { co_await shield(other); };
                co_await withTimeout(0ns, timed);
                break;
            }
            case 5:
                if (!tasks->empty())
                    tasks->at(random(quint32(tasks->size()))).cancel();
                break;
            }
            log(word);
        } catch (const Cancelled &) {
            log(word, "c");
        } catch (const TimedOut &) {
            log(word, "t");
        } catch (const InvalidState &) {
            log(word, "i"); // two would wait for each other
        }
    }
}

//! Whether it ended.
bool TestTurns::runProgram(quint32 seed)
{
    const auto numbers = std::make_shared<quint32>(seed);
    const auto tasks = std::make_shared<std::vector<Task<>>>();
    for (int i = 0; i < 6; ++i)
        tasks->push_back(createTask(randomTask(numbers, 3, tasks, QString::number(i)), {.eagerStart = i % 2 == 0}));
    return runUntil([] { return allTasks().isEmpty(); });
}

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
