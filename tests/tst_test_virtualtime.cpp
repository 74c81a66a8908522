// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QEager::Test::VirtualTime. See tst_test_virtualtime_ends.cpp for its beginning and its end, and
// tst_test.cpp for the rest of <qeager/test.h>.

#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/endless.h"
#include "shared/failing.h"
#include "shared/messages.h"
#include "shared/virtualtimetest.h"
#include "shared/worker.h"

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qsignalspy.h>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;
using Test::VirtualTime;

static_assert(!std::is_copy_constructible_v<VirtualTime> && !std::is_move_constructible_v<VirtualTime>);
static_assert(!std::convertible_to<VirtualTime::Flow, VirtualTime>);

namespace {

Coro<> asleepFor(nanoseconds duration) { co_await QEager::sleep(duration); }
Coro<> ticking(::Log &log, nanoseconds interval)
{
    for (int i = 1;; ++i) {
        co_await QEager::sleep(interval);
        log(i);
    }
}

} // namespace

class TestTestVirtualTime : public VirtualTimeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

    // By itself

    void aSleepTakesNoTime()
    {
        const VirtualTime time;
        QCOMPARE(time.elapsed(), 0ns);
        QEAGER_RUN(5s, QEager::sleep(24h + 1ns));
        QCOMPARE(time.elapsed(), 24h + 1ns);
        QEAGER_RUN(5s, QEager::sleep(0s)); // as yieldNow()
        QCOMPARE(time.elapsed(), 24h + 1ns);
    }
    void inOrderOfTheDeadlines()
    {
        ::Log log;
        const VirtualTime time;
        const auto nested = [&]() -> Coro<> {
            co_await logAfter(log, "1h", 1h);
            co_await gather(logAfter(log, "3h'", 2h), logAfter(log, "1h1s", 1s));
            log("end");
        };
        const auto all =
            eager(gather(logAfter(log, "3h", 3h), nested(), logAfter(log, "2h", 2h), logAfter(log, "3h,later", 3h)));
        QEAGER_SETTLE(5s);
        COMPARE_LOG(log, "1h 1h1s 2h 3h 3h,later 3h' end");
        QCOMPARE(time.elapsed(), 3h);
        QVERIFY(all.isReady());
    }
    void manyInOrderOfTheDeadlines()
    {
        constexpr int Count = 500;
        std::vector<std::pair<nanoseconds, int>> woken;
        const VirtualTime time;
        TaskScope scope;
        quint32 random = 12345;
        std::vector<std::pair<nanoseconds, int>> expected;
        for (int i = 0; i < Count; ++i) {
            random = random * 1664525 + 1013904223;
            const auto duration = microseconds(1 + random % 250);
            expected.emplace_back(duration, i);
            static_cast<void>(scope.eager([&, i, duration]() -> Coro<> {
                co_await QEager::sleep(duration);
                woken.emplace_back(time.elapsed(), i);
            }));
        }
        std::ranges::sort(expected); // equal ones as they began
        QEAGER_SETTLE(50s);
        QVERIFY(woken == expected);
    }
    void timeouts()
    {
        ::Log log;
        const VirtualTime time;
        QEAGER_RUN(5s, [&]() -> Coro<> {
            try {
                co_await withTimeout(5s, QEager::sleep(1h));
            } catch (const TimedOut &) {
                log(duration_cast<seconds>(time.elapsed()).count());
            }
            co_await withTimeout(1h, [&](Timeout &timeout) -> Coro<> {
                co_await 20min;
                log(duration_cast<minutes>(*timeout.remaining()).count());
                timeout.reschedule(30min);
                co_await 29min;
                log(duration_cast<minutes>(*timeout.remaining()).count());
            });
            co_await withTimeout(5s, QEager::sleep(4s)); // and nothing remains of it
        });
        COMPARE_LOG(log, "5 40 1");
        QCOMPARE(time.elapsed(), 5s + 49min + 4s);
    }
    void noTimePassesOnceTheCoroutineHasEnded()
    {
        ::Log log;
        const VirtualTime time;
        TaskScope scope;
        static_cast<void>(scope.eager(ticking(log, 1ms)));
        for (int i = 1; i <= 50; ++i) {
            QEAGER_RUN(5s, QEager::sleep(2ms));
            QCOMPARE(time.elapsed(), i * 2ms);
            QEAGER_RUN(5s, []() -> Coro<> {
                for (int yields = 0; yields < 20; ++yields)
                    co_await yieldNow();
            });
            QCOMPARE(time.elapsed(), i * 2ms);
        }
        QVERIFY(log.words().endsWith(u" 99 100"));
    }
    void whatIsPostedComesFirst()
    {
        const VirtualTime time;
        QObject sender;
        const std::function<void(int)> hop = [&](int left) {
            if (left == 0)
                sender.setObjectName(u"there"_qs);
            else
                QMetaObject::invokeMethod(&sender, [&hop, left] { hop(left - 1); }, Qt::QueuedConnection);
        };
        for (int run = 1; run < 20; ++run) {
            sender.setObjectName(QString());
            hop(run);
            QEAGER_RUN(5s, withTimeout(1ns, signal(&sender, &QObject::objectNameChanged)));
        }
        QCOMPARE(time.elapsed(), 0ns);
    }
    void tasksThatAreReadyComeFirst()
    {
        ::Log log;
        const VirtualTime time;
        QEAGER_RUN(5s, gather(logAfter(log, "slept", 1ns), [&]() -> Coro<> {
                       for (int i = 0; i < 500; ++i)
                           co_await yieldNow();
                       log("yielded");
                   }));
        COMPARE_LOG(log, "yielded slept");
    }
    void realTimersGoOnInRealTime()
    {
        const VirtualTime time;
        QElapsedTimer elapsed;
        elapsed.start();
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer); // a coarse one may be early
        timer.start(30);
        QEAGER_RUN(5s, QEager::sleep(1h));
        QSignalSpy spy(&timer, &QTimer::timeout);
        QVERIFY(spy.wait());
        QVERIFY(elapsed.elapsed() >= 29);
        QCOMPARE(time.elapsed(), 1h);
    }
    void anyEventLoopLetsItPass()
    {
        const VirtualTime time;
        const auto waited = eager(asleepFor, 1h);
        QTRY_VERIFY(waited.isReady());
        QEventLoop loop;
        const auto quitting = eager([&]() -> Coro<> {
            co_await 1h;
            loop.quit();
        });
        loop.exec();
        QEAGER_RUN(5s, [&]() -> Coro<> { // one that a coroutine runs, in its turn
            co_await 1h;
            QEventLoop nested;
            const auto other = eager([&]() -> Coro<> {
                co_await 1h;
                nested.quit();
            });
            nested.exec();
        });
        QCOMPARE(time.elapsed(), 4h);
    }
    void workOnOtherThreadsIsWaitedFor()
    {
        const VirtualTime time;
        Worker worker;
        const auto work = [] { QThread::msleep(20); };
        QEAGER_RUN(5s, withTimeout(1s, offload(work)));
        QCOMPARE(time.elapsed(), 0ns);
        const auto slept = eager(asleepFor, 1h);
        const auto there = []() -> Coro<int> {
            co_await QEager::sleep(20ms); // of another thread: real
            co_return 1;
        };
        QEAGER_RUN(5s, withTimeout(1s, onThread(&worker, there)));
        QCOMPARE(time.elapsed(), 0ns);
        QEAGER_SETTLE(5s);
        QVERIFY(slept.isReady());
    }
    void whoSleepsForEver()
    {
        const VirtualTime time;
        const auto waiting = eager(asleepFor, nanoseconds::max());
        const auto slept = eager(asleepFor, hours(24 * 365 * 49));
        QEAGER_SETTLE(5s);
        QVERIFY(slept.isReady());
        const auto again = eager(asleepFor, hours(24 * 365 * 2));
        QEAGER_SETTLE(5s);
        QVERIFY(!waiting.isReady());
        QVERIFY(!again.isReady());
        waiting.cancel();
        again.cancel();
        QEAGER_SETTLE(5s);
    }
    void sleepersWithoutEnd()
    {
        const QString failure = failureOf([] {
            const VirtualTime time;
            ::Log log;
            TaskScope scope;
            static_cast<void>(scope.eager(ticking(log, 1h), {.name = u"ticking"_qs}));
            Test::settle(20ms);
        });
        QVERIFY2(failure.startsWith(u"There was something to do even after 20 ms: 'ticking' "), qPrintable(failure));
    }

    // When told

    void standsStillUntilItIsTold()
    {
        ::Log log;
        VirtualTime time(VirtualTime::Flow::WhenTold);
        const auto a = eager(logAfter(log, "a", 2s));
        const auto b = eager(logAfter(log, "b", 1s));
        QEAGER_SETTLE(5s);
        QTest::qWait(5);
        COMPARE_LOG(log, "");
        QVERIFY(time.advance(999ms));
        COMPARE_LOG(log, "");
        QVERIFY(time.advance(1ms));
        COMPARE_LOG(log, "b");
        QVERIFY(time.advance(5s));
        COMPARE_LOG(log, "b a");
        QCOMPARE(time.elapsed(), 6s);
        QVERIFY(time.advance(0s));
        QCOMPARE(time.elapsed(), 6s);
    }
    void whatIsWokenGoesOnBeforeTimeDoes()
    {
        ::Log log;
        VirtualTime time(VirtualTime::Flow::WhenTold);
        TaskScope scope;
        static_cast<void>(scope.eager(ticking(log, 1s)));
        static_cast<void>(scope.eager(logAfter(log, "middle", 2500ms)));
        QVERIFY(time.advance(3500ms));
        COMPARE_LOG(log, "1 2 middle 3");
        QVERIFY(time.advance(500ms));
        COMPARE_LOG(log, "1 2 middle 3 4");
    }
    void advancingOneThatGoesByItself()
    {
        ::Log log;
        VirtualTime time;
        TaskScope scope;
        static_cast<void>(scope.eager(ticking(log, 1s)));
        QVERIFY(time.advance(2s));
        COMPARE_LOG(log, "1 2");
        QEAGER_RUN(5s, QEager::sleep(2s));
        COMPARE_LOG(log, "1 2 3 4");
    }
    void workOnOtherThreadsBelongsToTheTime()
    {
        ::Log log;
        VirtualTime time(VirtualTime::Flow::WhenTold);
        const auto both = eager(gather(logAfter(log, "slept", 1s), [&]() -> Coro<> {
            const auto work = [] { QThread::msleep(20); };
            co_await offload(work);
            log("worked");
        }));
        QVERIFY(time.advance(1s));
        COMPARE_LOG(log, "worked slept");
        QVERIFY(both.isReady());
    }
    void whatDoesNotSettleFails()
    {
        QCOMPARE(failureOf([] {
                     VirtualTime time(VirtualTime::Flow::WhenTold);
                     TaskScope scope;
                     static_cast<void>(scope.eager(
                         []() -> Coro<> {
                             for (;;)
                                 co_await yieldNow();
                         },
                         {.name = u"busy"_qs}));
                     time.advance(1s, 10ms);
                 }),
                 u"advance() was not done after 10 ms: 'busy' is ready to go on."_qs);
        QCOMPARE(
            failureOf([] {
                const VirtualTime time(VirtualTime::Flow::WhenTold);
                Test::run(5ms, []() -> Coro<> { co_await 1s; }, {.name = u"sleeping"_qs});
            }),
            u"sleeping had not ended after 5 ms: it waits for sleep. The virtual time passes when it is told only, "
            "by advance()."_qs);
    }
};

QTEST_GUILESS_MAIN(TestTestVirtualTime)
#include "tst_test_virtualtime.moc"
