// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a coroutine is unwound in which awaitSync() refused to wait.

#include <qeager/awaitsync.h>

#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/refusal.h"
#include "shared/tracked.h"

using namespace QEager;
using namespace std::chrono_literals;

class TestAwaitSyncUnwound : public QObject
{
    Q_OBJECT
    Log log;
    int line = 0; // of the await that is to be refused

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void framesAreUnwoundFromTheInside()
    {
        const auto inner = [this]() -> Coro<> {
            const Guard first{log, "first"};
            const Guard second{log, "second"};
            co_await sleep(1h);
        };
        const auto outer = [&]() -> Coro<> {
            const Guard guard{log, "outer"};
            co_await inner();
        };
        QVERIFY(refusal(outer));
        log("out");
        COMPARE_LOG(log, "~second ~first ~outer out");
    }
    void itIsTheExceptionOfItsTask()
    {
        TaskHandle task;
        const auto body = [&]() -> Coro<> {
            task = currentTask();
            co_await sleep(1h);
        };
        QVERIFY(refusal(body));
        QVERIFY(task.isDone());
        QVERIFY(!task.isCancelled());
        QVERIFY_THROWS_EXCEPTION(WouldBlock, std::rethrow_exception(task.exception()));
    }
    void cleaningUpWithWhatIsReady()
    {
        const auto body = [this]() -> Coro<> {
            std::exception_ptr error;
            try {
                line = __LINE__ + 1;
                co_await sleep(1h);
            } catch (const WouldBlock &) {
                error = std::current_exception();
            }
            co_await ready();
            co_await yieldNow();
            const auto flush = [this]() -> Coro<> {
                log("flushed");
                co_return;
            };
            co_await flush();
            std::rethrow_exception(error);
        };
        const auto place = expectInline([&] { return refusal(body); });
        QVERIFY(place);
        QCOMPARE(place->line, line);
        COMPARE_LOG(log, "flushed");
    }
    void aSecondOneThatIsNotCaughtIsTheOneThrown()
    {
        const auto body = [this]() -> Coro<> {
            try {
                co_await sleep(1h);
            } catch (const WouldBlock &) {
                log("first");
            }
            line = __LINE__ + 1;
            co_await sleep(2h);
        };
        const auto place = refusal(body);
        QVERIFY(place);
        QCOMPARE(place->line, line);
        COMPARE_LOG(log, "first");
    }
    void oneThatNeverStopsIsDestroyed()
    {
        TaskHandle task;
        int refusals = 0;
        const auto stubborn = [&]() -> Coro<> {
            const Guard guard{log, "stubborn"};
            const Tracked tracked;
            task = currentTask();
            for (;;) {
                try {
                    co_await sleep(2h);
                } catch (const WouldBlock &) {
                    ++refusals;
                }
            }
        };
        const auto outer = [&]() -> Coro<> {
            const Guard guard{log, "outer"};
            try {
                line = __LINE__ + 1;
                co_await sleep(1h);
            } catch (const WouldBlock &) {
                log("first");
            }
            co_await stubborn();
        };
        Messages messages;
        const Cost cost;
        const auto place = refusal(outer);
        log("out");
        QVERIFY(place);
        QCOMPARE(place->file, QString::fromUtf8(__FILE__));
        QCOMPARE(place->line, line); // the first of them all
        COMPARE_LOG(log, "first ~stubborn ~outer out");
        QVERIFY(refusals > 0);
        QCOMPARE(Tracked::alive, 0);
        QVERIFY(task.isCancelled());
        QCOMPARE(cost().tasksCreated, 1U);
        QCOMPARE(cost().eventsPosted, 0U);
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestAwaitSyncUnwound)
#include "tst_awaitsync_unwound.moc"
