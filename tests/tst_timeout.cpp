// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/qcoro.h>
#include <qeager/shield.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/timeouttest.h"
#include "shared/tracked.h"

#include <stdexcept>
#include <thread>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;

static_assert(std::same_as<decltype(withTimeout(1s, std::declval<Coro<MoveOnly>>())), Coro<MoveOnly>>);
static_assert(std::same_as<decltype(withTimeout(1s, std::declval<Task<> &>())), Coro<void>>);
static_assert(std::same_as<decltype(withTimeout(1s, std::declval<ValueTask<int>>())), Coro<int>>);

namespace {

//! Holds the thread: the clock is what is waited for.
void block(nanoseconds duration)
{
    const auto end = steady_clock::now() + duration;
    while (steady_clock::now() < end) {
    }
}

template <typename T>
Coro<T> value(T result)
{
    co_return result;
}
Coro<MoveOnly> moveOnly(int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return std::make_unique<int>(3);
}
Coro<> yields(int times)
{
    for (int i = 0; i < times; ++i)
        co_await yieldNow();
}
Coro<> sleepTracked(nanoseconds duration, Tracked)
{
    const Tracked inside;
    co_await QEager::sleep(duration);
}

} // namespace

class TestTimeout : public TimeoutTest
{
    Q_OBJECT
    Timeout *current = nullptr;

    //! Says how it ended, and what its timeout says about that.
    Coro<int> nap(nanoseconds duration, Timeout *timeout = nullptr)
    {
        try {
            co_await QEager::sleep(duration);
        } catch (const Cancelled &) {
            log("cancelled", timeout ? (timeout->expired() ? "-expired" : "-unexpired") : "");
            throw;
        }
        log("slept");
        co_return 1;
    }
    //! Takes no for an answer.
    Coro<int> stubborn()
    {
        try {
            co_await QEager::sleep(1h);
        } catch (const Cancelled &) {
            log("asked");
        }
        co_await yieldNow();
        co_return 7;
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // Rule 8: bind to the coroutine that enters them, run in the same task
    void rule8_aBodyThatFinishesSynchronouslyCostsNothing()
    {
        auto result = expectInline([] { return eager(withTimeout(1h, value(5))); });
        QVERIFY(result.isReady() && !result.isTask());
        QCOMPARE(result.result(), 5);
        auto nested = expectInline([] { return eager(withTimeout(1h, withTimeout(2h, moveOnly(0)))); });
        QCOMPARE(*nested.takeResult(), 3);
        auto none = expectInline([] { return eager(withTimeout(std::nullopt, [](Timeout &) { return yields(0); })); });
        none.result();
    }
    void rule8_itHasNoTaskNoEventAndNoQueueHopOfItsOwn()
    {
        const auto run = [](Coro<> coro) {
            const Cost cost;
            auto task = eager(std::move(coro));
            [&] { VERIFY_UNTIL(task.isReady()); }();
            return cost();
        };
        const Statistics plain = run(yields(3));
        QCOMPARE(run(withTimeout(1h, yields(3))), plain);
        QCOMPARE(run(withTimeout(1h, withTimeout(2h, yields(3)))), plain);
        QCOMPARE(plain.tasksCreated, 1u);
    }
    void rule8_itRunsInTheSameTask()
    {
        TaskHandle outside, inside, after;
        auto body = [&](Timeout &) -> Coro<> {
            inside = currentTask();
            co_await yieldNow();
            after = currentTask();
        };
        auto task = eager([&]() -> Coro<> {
            co_await withTimeout(1h, body);
            outside = currentTask();
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(outside && inside == outside && after == outside && task.task() == outside);
    }
    void rule8_itBindsInTheEagerPhase()
    {
        auto starter = eager([this]() -> Coro<> {
            auto child = eager(outcome(withTimeout(0s, nap(1h))), {.name = QStringLiteral("child")});
            log("started/", currentTask().cancelRequests());
            co_await yieldNow();
            co_await yieldNow();
            log("starter/", currentTask().cancelRequests());
            co_await std::move(child);
        });
        VERIFY_UNTIL(starter.isReady());
        starter.result();
        COMPARE_LOG(log, "started/0 cancelled TimedOut/0 starter/0");
    }

    // Rule 8: a non-positive one
    void rule8_aNonPositiveOneExpiresAtThePlaceItTookWhenItWasEntered_data()
    {
        QTest::addColumn<int>("duration");
        QTest::newRow("zero") << 0;
        QTest::newRow("negative") << -1;
    }
    void rule8_aNonPositiveOneExpiresAtThePlaceItTookWhenItWasEntered()
    {
        QFETCH(int, duration);
        const auto note = [this](const char *word) -> Coro<> {
            log(word, current && current->expired() ? "-expired" : "");
            co_return;
        };
        auto first = post(note("first"));
        auto task = eager(outcome(withTimeout(seconds(duration), [this, note](Timeout &timeout) -> Coro<> {
            current = &timeout;
            log("body");
            static_cast<void>(post(note("third"))); // behind the timeout, before the body's suspension
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                current = nullptr;
                throw;
            }
        })));
        auto behind = post(note("last"));
        COMPARE_LOG(log, "body");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body first third-expired last-expired TimedOut/0");
    }
    void rule8_aResultReachedFirstIsKept()
    {
        QCOMPARE(endOf(withTimeout(0s, value(1))), QStringLiteral("value/0")); // before the request
        QCOMPARE(endOf(withTimeout(0s, stubborn())), QStringLiteral("asked value/0")); // in spite of it
        auto child = eager(stubborn()).task();
        QCOMPARE(endOf(withTimeout(0s, child)), QStringLiteral("asked value/0"));
    }
    void rule8_aRequestNotYetDeliveredIsDropped_data()
    {
        QTest::addColumn<bool>("suspendFirst");
        QTest::newRow("in the eager phase") << false;
        QTest::newRow("later") << true;
    }
    void rule8_aRequestNotYetDeliveredIsDropped()
    {
        QFETCH(bool, suspendFirst);
        auto task = eager([&]() -> Coro<> {
            if (suspendFirst)
                co_await yieldNow();
            auto body = [this](Timeout &timeout) -> Coro<> {
                spin(2); // a nested event loop, in which it expires
                log(timeout.expired(), "/", currentTask().cancelRequests());
                co_return;
            };
            co_await withTimeout(0s, body);
            log(currentTask().cancelRequests());
            co_await yieldNow();
            log("on");
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(!task.isCancelled());
        COMPARE_LOG(log, "true/1 0 on");
    }
    void rule8_undeliveredAtTheLastLineItDoesNotCancelTheTask()
    {
        auto task = eager(withTimeout(0s, [](Timeout &) -> Coro<int> {
            spin(2);
            co_return 4;
        }));
        QVERIFY(task.isReady());
        QCOMPARE(task.result(), 4);
    }

    // Rule 8: what stands
    void rule8_aForeignCancelledStaysCancelled()
    {
        auto task = eager(outcome(withTimeout(1h, nap(1h))));
        QVERIFY(task.cancel(QStringLiteral("me")));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "cancelled Cancelled:me/1");
        log.clear();
        auto both = eager(outcome(withTimeout(0s, nap(1h)))); // expires as well, before the request is delivered
        QVERIFY(both.cancel(QStringLiteral("both")));
        VERIFY_UNTIL(both.isReady());
        COMPARE_LOG(log, "cancelled Cancelled:both/1");
    }
    void rule8_nestedWithTheSameDeadlineTheOutermostRaises_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("at once") << 0;
        QTest::newRow("later") << 2;
    }
    void rule8_nestedWithTheSameDeadlineTheOutermostRaises()
    {
        QFETCH(int, milliseconds);
        const std::chrono::milliseconds duration(milliseconds);
        auto task = eager(outcome(withTimeout(duration, [this, duration](Timeout &outer) -> Coro<> {
            auto body = [this](Timeout &inner) { return nap(1h, &inner); };
            try {
                co_await withTimeout(duration, body);
            } catch (const Cancelled &) {
                log("true-", outer.expired());
                throw;
            }
        })));
        block(duration + 1ms);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "cancelled-expired true-true TimedOut/0");
    }
    void rule8_theInnerOneExpiresTheOuterBodyGoesOn()
    {
        auto task = eager(withTimeout(1h, [this](Timeout &outer) -> Coro<> {
            co_await outcome(withTimeout(0s, nap(1h)));
            co_await yieldNow();
            log("on-", outer.expired());
        }));
        VERIFY_UNTIL(task.isReady());
        task.result();
        COMPARE_LOG(log, "cancelled TimedOut/0 on-false");
    }
    void rule8_theOuterOneExpiresInsideTheInner()
    {
        auto inner = [this](Timeout &timeout) { return nap(1h, &timeout); };
        QCOMPARE(endOf(withTimeout(0s, outcome(withTimeout(1h, inner)))),
                 QStringLiteral("cancelled-unexpired Cancelled:The time of withTimeout() was up./1 value/0"));
    }

    // What it carries, and where it lives
    void resultsOfAnyKind()
    {
        auto moved = eager(withTimeout(1h, moveOnly(1)));
        auto nothing = eager(withTimeout(1h, yields(1)));
        auto taken = eager(withTimeout(1h, eager(moveOnly(1))));
        auto rescued = eager(withTimeout(0s, shield(eager(yields(3)))));
        VERIFY_UNTIL(moved.isReady() && nothing.isReady() && taken.isReady() && rescued.isReady());
        QCOMPARE(*moved.takeResult(), 3);
        QCOMPARE(*taken.takeResult(), 3);
        nothing.result();
        QVERIFY_THROWS_EXCEPTION(TimedOut, rescued.result());
    }
    void aCoroDroppedBeforeItStarts()
    {
        const Cost cost;
        {
            const auto never = withTimeout(0s, sleepTracked(1h, Tracked()));
            QVERIFY(!never.isNull());
        }
        QCOMPARE(cost(), Statistics());
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(withTimeout(1h, Coro<int>())).result());
    }
    void destroyedWithItsFrameAtTheEndOfItsThread()
    {
        Messages messages;
        int seen = 0;
        std::thread([&seen] {
            static_cast<void>(eager(withTimeout(1h, withTimeout(1ms, sleepTracked(1h, Tracked())))));
            static_cast<void>(eager(withTimeout(0s, sleepTracked(1h, Tracked())))); // queued: no loop ever runs
            seen = Tracked::alive;
        }).join();
        QCOMPARE(seen, 4);
        QCOMPARE(messages.take(), QString());
    }
    void awaitedInAQCoroTask()
    {
        auto task = [](TestTimeout *self) -> QCoro::Task<int> {
            try {
                co_return co_await withTimeout(0s, self->nap(1h));
            } catch (const TimedOut &) {
                self->log("TimedOut");
            }
            co_return co_await withTimeout(1h, value(2));
        }(this);
        QCOMPARE(QCoro::waitFor(task), 2);
        COMPARE_LOG(log, "cancelled TimedOut");
    }
    void closedAfterItExpiredTheTaskEndsAsAnyOther()
    {
        Messages messages;
        TaskScope scope;
        static_cast<void>(scope.eager(outcome(withTimeout(0s, nap(1h)))));
        static_cast<void>(post([&]() -> Coro<> { // behind the timeout, before what it woke
            scope.close();
            co_return;
        }));
        VERIFY_UNTIL(scope.isEmpty());
        QVERIFY(
            log.words().startsWith(QStringLiteral("cancelled Cancelled:"))); // not TimedOut, after which it might go on
        QCOMPARE(messages.take(), QString());
    }
    void expiringWhenTheBodyIsQueuedAlready()
    {
        auto task = eager(outcome(withTimeout(2ms, nap(1ms))));
        block(3ms); // the sleep is due, and the timeout: in that order, in one turn
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "cancelled TimedOut/0");
    }
    void beyondAHundredYears()
    {
        std::optional<nanoseconds> left;
        auto task = eager(withTimeout(nanoseconds::max(), [&](Timeout &timeout) -> Coro<int> {
            co_await yieldNow();
            left = timeout.remaining();
            timeout.reschedule(hours(24 * 365 * 200));
            co_await yieldNow();
            co_return 1;
        }));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 1);
        QVERIFY(left && *left > hours(24 * 365 * 99));
    }
};

QTEST_GUILESS_MAIN(TestTimeout)
#include "tst_timeout.moc"
