// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/test.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroTask>

#include <algorithm>
#include <ctime>
#include <thread>
#include <type_traits>
#include <vector>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;

static_assert(std::is_copy_constructible_v<Sleep> && std::is_nothrow_move_constructible_v<Sleep>);
static_assert(std::is_copy_constructible_v<Yield> && std::is_nothrow_move_constructible_v<Yield>);
static_assert(!std::is_copy_constructible_v<detail::SleepAwaiter> &&
              !std::is_move_constructible_v<detail::SleepAwaiter>);
static_assert(QCoro::Awaitable<Sleep> && QCoro::Awaitable<Yield>);

template <typename T>
concept CanSleep = requires(T duration) { QEager::sleep(duration); };
static_assert(CanSleep<nanoseconds> && CanSleep<milliseconds> && CanSleep<hours>);
static_assert(!CanSleep<int> && !CanSleep<duration<double>>); // nothing without a unit, nothing that would be cut off

namespace {

//! Holds the thread until \a moment: the clock is what is waited for.
void block(steady_clock::time_point moment)
{
    while (steady_clock::now() < moment) {
    }
}

Coro<> logAfter(Log &log, const char *word, nanoseconds duration)
{
    co_await QEager::sleep(duration);
    log(word);
}

Frame sleepingFrame(Log &log, const char *word, nanoseconds duration)
{
    const Tracked tracked;
    co_await QEager::sleep(duration);
    log(word);
}

} // namespace

class TestSleep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lastsAtLeastAsLong()
    {
        const auto begin = steady_clock::now();
        auto task = eager([]() -> Coro<> { co_await QEager::sleep(7ms); });
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(steady_clock::now() - begin >= 7ms);
    }

    void rule5_wakesInOrderOfDeadlines()
    {
        Log log;
        const Test::VirtualTime time;
        const auto slow = eager(logAfter(log, "slow", 150ms));
        const auto quick = eager(logAfter(log, "quick", 2ms));
        VERIFY_UNTIL(slow.isReady());
        COMPARE_LOG(log, "quick slow");
        QVERIFY(quick.isReady());
        QCOMPARE(time.elapsed(), 150ms);
    }

    // Every sleeper's deadline lies between two readings of the clock plus its duration.
    void rule5_wakesManyInOrderOfDeadlines()
    {
        constexpr int Count = 300;
        struct Sleeper
        {
            steady_clock::time_point earliest, latest;
        };
        std::vector<Sleeper> sleepers(Count);
        std::vector<int> woken;
        std::vector<ValueTask<>> tasks;
        quint32 random = 12345;
        for (int i = 0; i < Count; ++i) {
            random = random * 1664525 + 1013904223;
            const auto duration = microseconds(1 + random % 40'000);
            sleepers[i].earliest = steady_clock::now() + duration;
            tasks.push_back(eager([&woken, i, duration]() -> Coro<> {
                co_await QEager::sleep(duration);
                woken.push_back(i);
            }));
            sleepers[i].latest = steady_clock::now() + duration;
        }
        for (int i = 0; i < Count; i += 3) // out of the middle of the queue
            QVERIFY(tasks[i].cancel());
        VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<>::isReady));

        QCOMPARE(woken.size(), std::size_t(Count - Count / 3));
        for (std::size_t i = 1; i < woken.size(); ++i)
            QVERIFY(sleepers[woken[i - 1]].earliest <= sleepers[woken[i]].latest);
        for (int i = 0; i < Count; ++i)
            QCOMPARE(tasks[i].isCancelled(), i % 3 == 0);
    }

    void rule5_dueOnesShareALoopTurnWithoutAnEvent()
    {
        Log log;
        std::vector<ValueTask<>> tasks;
        for (const char *word : {"a", "b", "c", "d", "e"}) // equal durations: in the order in which they began
            tasks.push_back(eager(logAfter(log, word, 2ms)));
        block(steady_clock::now() + 2ms);

        const Cost cost;
        VERIFY_UNTIL(tasks.back().isReady());
        COMPARE_LOG(log, "a b c d e");
        QCOMPARE(cost().loopTurns, quint64(1));
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().tasksCreated, quint64(0));
    }

    void nothingToWaitForIsYieldNow()
    {
        Log log;
        const auto yielding = [](Log &to, const char *word) -> Coro<> {
            co_await yieldNow();
            to(word);
        };
        const Cost cost;
        const auto a = eager(yielding(log, "a"));
        const auto b = eager(logAfter(log, "b", 0ns));
        const auto c = eager(logAfter(log, "c", -1h));
        const auto d = eager(logAfter(log, "d", nanoseconds::min()));
        const auto e = eager(yielding(log, "e"));
        COMPARE_LOG(log, ""); // each has suspended
        QCOMPARE(cost().eventsPosted, quint64(1));
        spin();
        COMPARE_LOG(log, "a b c d e");
        QCOMPARE(cost().eventsPosted, quint64(1));
        QCOMPARE(cost().loopTurns, quint64(1));
        QCOMPARE(cost().tasksCreated, quint64(5));
    }

    void awaitsDurations()
    {
        const auto begin = steady_clock::now();
        auto task = eager([]() -> Coro<nanoseconds> {
            const auto start = steady_clock::now();
            co_await 5ms;
            co_await duration<double, std::milli>(0.5);
            const auto slept = milliseconds(1);
            co_await slept;
            co_return steady_clock::now() - start;
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.result() >= 6ms + 500us);
        QVERIFY(task.result() <= steady_clock::now() - begin);
    }

    void aSleepCanBeAwaitedAgain()
    {
        auto task = eager([]() -> Coro<nanoseconds> {
            const auto start = steady_clock::now();
            const Sleep pause = QEager::sleep(2ms);
            co_await pause;
            co_await pause;
            co_await Sleep(pause);
            co_return steady_clock::now() - start;
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.result() >= 6ms);
    }

    void rule5_yieldsAreFifo()
    {
        Log log;
        const auto rounds = [](Log &to, const char *name) -> Coro<> {
            for (int i = 0; i < 3; ++i) {
                to(name, i);
                co_await yieldNow();
            }
            to(name, "!");
        };
        const Cost cost;
        const auto a = eager(rounds(log, "a"));
        const auto b = eager(rounds(log, "b"));
        const auto c = eager(rounds(log, "c"));
        COMPARE_LOG(log, "a0 b0 c0");
        VERIFY_UNTIL(c.isReady());
        COMPARE_LOG(log, "a0 b0 c0 a1 b1 c1 a2 b2 c2 a! b! c!");
        QCOMPARE(cost().loopTurns, quint64(3)); // one batch, and one event, a round
        QCOMPARE(cost().eventsPosted, quint64(3));
    }

    void rule5_yieldersDoNotStarveATimer()
    {
        constexpr int Tasks = 1000;
        constexpr int Ticks = 80;
        bool stop = false;
        std::vector<int> rounds(Tasks);
        std::vector<ValueTask<>> tasks;
        for (int &count : rounds) {
            tasks.push_back(eager([&stop, &count]() -> Coro<> {
                while (!stop) {
                    ++count;
                    co_await yieldNow();
                }
            }));
        }

        // In milliseconds of this process: what others take of a busy machine does not count.
        const auto now = [] { return qint64(std::clock()) * 1000 / CLOCKS_PER_SEC; };
        std::vector<qint64> gaps;
        qint64 lastTick = 0;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, this,
                         [&] { gaps.push_back(now() - lastTick), lastTick += gaps.back(); });
        const Cost cost;
        lastTick = now();
        timer.start(5ms);
        VERIFY_UNTIL(gaps.size() >= Ticks);
        timer.stop();
        stop = true;
        VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<>::isReady));

        std::ranges::sort(gaps);
        qInfo("gaps between ticks of 5 ms: median %lld ms, worst %lld ms; %llu rounds of %d tasks", gaps[Ticks / 2],
              gaps.back(), cost().loopTurns, Tasks);
        QVERIFY(gaps[Ticks / 2] <= 20);
        QVERIFY(gaps.back() <= 250);
        const auto [fewest, most] = std::ranges::minmax(rounds);
        QCOMPARE(fewest, most);                    // nobody was passed over
        QCOMPARE(cost().loopTurns, quint64(most)); // the first round ran eagerly; the last one ends the loops
        QVERIFY(most >= Ticks);                    // they did keep the loop busy all the time
    }

    void rule14_aDestroyedFrameSleepsNoMore()
    {
        Log log;
        {
            Frame first = sleepingFrame(log, "first", 1ms);
            Frame second = sleepingFrame(log, "second", 2ms);
            Frame third = sleepingFrame(log, "third", 3ms);
            Frame yielded = sleepingFrame(log, "yielded", 0ns); // stands in the ready queue
            QCOMPARE(Tracked::alive, 4);
            yielded.destroy();
            second.destroy();
            first.destroy(); // the one the timer is armed for
            QCOMPARE(Tracked::alive, 1);
            VERIFY_UNTIL(third.isDone());
            COMPARE_LOG(log, "third");
            const Frame fourth = sleepingFrame(log, "fourth", 1h);
        }
        QCOMPARE(Tracked::alive, 0);
        const auto after = eager(logAfter(log, "after", 4ms));
        VERIFY_UNTIL(after.isReady());
        COMPARE_LOG(log, "third after");
    }

    void rule7_cancellingEndsASleep()
    {
        Log log;
        auto task = eager([&]() -> Coro<int> {
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &e) {
                log(e.message());
            }
            co_await QEager::sleep(1ms); // cleaning up
            co_return 1;
        });
        QVERIFY(task.cancel(QStringLiteral("enough")));
        COMPARE_LOG(log, ""); // not inside cancel()
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "enough");
        QCOMPARE(task.result(), 1);
    }

    void rule7_aYieldKeepsItsPlaceWhenCancelled()
    {
        Log log;
        const auto yielding = [](Log &to, const char *word) -> Coro<> {
            try {
                co_await yieldNow();
                to(word);
            } catch (const Cancelled &) {
                to(word, "-cancelled");
            }
        };
        const auto a = eager(yielding(log, "a"));
        const auto b = eager(yielding(log, "b"));
        const auto c = eager(yielding(log, "c"));
        QVERIFY(b.cancel());
        spin();
        COMPARE_LOG(log, "a b-cancelled c");
    }

    void worksInQCoro()
    {
        Log log;
        const auto coroutine = [](Log &to) -> QCoro::Task<int> {
            to("1");
            co_await yieldNow();
            to("2");
            const Sleep pause = QEager::sleep(2ms);
            co_await pause;
            to("3");
            co_return 42;
        };
        const auto begin = steady_clock::now();
        const auto task = coroutine(log);
        COMPARE_LOG(log, "1");
        spin();
        COMPARE_LOG(log, "1 2");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3");
        QVERIFY(steady_clock::now() - begin >= 2ms);

        const auto again = steady_clock::now();
        QCoro::waitFor(QEager::sleep(1ms));
        QVERIFY(steady_clock::now() - again >= 1ms);
        QCoro::waitFor(yieldNow());
    }

    void begunBeforeTheThreadHasALoop()
    {
        Log log;
        std::thread thread([&log] {
            const auto first = eager(logAfter(log, "second", 30ms));
            const auto second = eager(logAfter(log, "first", 1ms));
            const auto yielded = eager(logAfter(log, "yielded", 0ns));
            QEventLoop loop; // the thread's event dispatcher comes with it
            log("loop");
            runUntil([&first] { return first.isReady(); });
        });
        thread.join();
        COMPARE_LOG(log, "loop yielded first second");
    }

    void pendingAtTheEndOfAThread()
    {
        Log log;
        std::thread thread([&log] {
            static_cast<void>(eager([](Log &to) -> Coro<> {
                const Tracked tracked;
                try {
                    co_await QEager::sleep(1h);
                } catch (const Cancelled &) {
                    to("closed");
                }
            }(log)));
        });
        thread.join();
        COMPARE_LOG(log, "closed");
        QCOMPARE(Tracked::alive, 0);
    }

    void hugeDurations()
    {
        Log log;
        std::vector<ValueTask<>> tasks;
        tasks.push_back(eager(logAfter(log, "never", nanoseconds::max())));
        tasks.push_back(eager([]() -> Coro<> { co_await hours::max(); }));
        tasks.push_back(eager([]() -> Coro<> { co_await duration<double>(1e300); }));
        tasks.push_back(eager([]() -> Coro<> { co_await 1'000'000h; }));
        const auto shortOne = eager(logAfter(log, "short", 1ms));
        VERIFY_UNTIL(shortOne.isReady());
        spin();
        COMPARE_LOG(log, "short");
        for (const auto &task : tasks) {
            QVERIFY(!task.isReady());
            QVERIFY(task.cancel());
        }
        spin();
        QVERIFY(std::ranges::all_of(tasks, &ValueTask<>::isCancelled));

        // and as far back
        const auto past = eager([]() -> Coro<> {
            co_await hours::min();
            co_await duration<double>(-1e300);
        });
        VERIFY_UNTIL(past.isReady());
        QVERIFY(!past.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestSleep)
#include "tst_sleep.moc"
