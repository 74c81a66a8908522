// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a QEager::Test::VirtualTime begins and ends, and where it may.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/failing.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/virtualtimetest.h"
#include "shared/worker.h"

#include <QtCore/qelapsedtimer.h>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;
using Test::VirtualTime;

class TestTestVirtualTimeEnds : public VirtualTimeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

    void sleepsThatWaitAlreadyWaitAsLong()
    {
        ::Log log;
        std::optional<nanoseconds> left;
        QElapsedTimer real;
        const auto before = eager(logAfter(log, "before", 1h));
        {
            VirtualTime time(VirtualTime::Flow::WhenTold);
            QVERIFY(time.advance(30min));
            COMPARE_LOG(log, "");
            QVERIFY(time.advance(30min));
            COMPARE_LOG(log, "before");
            log.clear();
            const auto during = eager(logAfter(log, "during", 1h)).task();
            const auto soon = eager(logAfter(log, "soon", 1h - 1ms)).task();
            QVERIFY(time.advance(1h - 11ms));
            real.start();
        }
        QVERIFY(runUntil([&] { return allTasks().isEmpty(); }));
        QVERIFY(real.elapsed() >= 10);
        COMPARE_LOG(log, "soon during");
        auto timing = eager(withTimeout(1h, [&](Timeout &timeout) -> Coro<> {
            co_await yieldNow();
            left = timeout.remaining();
        }));
        QEAGER_RUN(5s, std::move(timing));
        QVERIFY(left);
        QVERIFY(*left > 59min);
        QVERIFY(*left <= 1h);
    }
    void timeIsRealAgainAfterwards()
    {
        {
            const VirtualTime time;
            QEAGER_RUN(5s, QEager::sleep(1h));
        }
        QElapsedTimer real;
        real.start();
        QEAGER_RUN(5s, QEager::sleep(10ms));
        QVERIFY(real.elapsed() >= 10);
        const VirtualTime again;
        QEAGER_RUN(5s, QEager::sleep(1h));
        QCOMPARE(again.elapsed(), 1h);
    }
    void eachThreadHasItsOwn()
    {
        const VirtualTime time;
        QCOMPARE(failureOf([] {
                     const VirtualTime mine;
                     Test::run(5s, []() -> Coro<> { co_await 1h; });
                     throw InvalidState(QString::number(duration_cast<hours>(mine.elapsed()).count()));
                 }),
                 u"1"_qs);
        QCOMPARE(time.elapsed(), 0ns);
    }
    void misuse()
    {
        VirtualTime time;
        QVERIFY_THROWS_EXCEPTION(InvalidState, VirtualTime());
        QVERIFY_THROWS_EXCEPTION(InvalidState, time.advance(-1ns));
        QCOMPARE(failureOf([&] { time.advance(1s); }),
                 u"advance() was called on another thread than its VirtualTime was made on."_qs);
        ::Log log;
        QEAGER_RUN(5s, [&]() -> Coro<> {
            log(failureHere([&] { time.advance(1s); }));
            log("/");
            log(failureHere([] { VirtualTime(); }));
            co_return;
        });
        COMPARE_LOG(log, "advance() was called inside a coroutine: there, await sleep() instead. / A VirtualTime "
                         "cannot begin inside a coroutine or a callback of QEager: make it in the test function, "
                         "before you run the coroutine.");
    }
    void goneInTheWrongPlace()
    {
        Messages messages;
        auto time = std::make_unique<VirtualTime>();
        QEAGER_RUN(5s, [&]() -> Coro<> {
            time.reset();
            co_return;
        });
        QCOMPARE(messages.take(), u"A VirtualTime has ended inside a coroutine or a callback of QEager: timeouts that "
                                  "begin there may never be up."_qs);
        Worker worker;
        worker.call([&] { time = std::make_unique<VirtualTime>(); });
        time.reset();
        QCOMPARE(messages.take(), u"A VirtualTime was destroyed on another thread than it was made on: the time of "
                                  "that thread stays virtual until its event loop runs."_qs);
        worker.call([] {});
        worker.call([] { VirtualTime(); }); // there is none any more
    }

private:
    template <typename F>
    static QString failureHere(F f)
    {
        try {
            f();
        } catch (const InvalidState &e) {
            return e.message();
        }
        return QStringLiteral("none");
    }
};

QTEST_GUILESS_MAIN(TestTestVirtualTimeEnds)
#include "tst_test_virtualtime_ends.moc"
