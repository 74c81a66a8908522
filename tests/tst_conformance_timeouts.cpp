// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of CPython's asyncio.timeout() and wait_for() that QEager matches: section 8, and line 79. The numbers
// in the names are those of docs/conformance.md. Before them the reference's "Example Failure", which asynkit's eager
// starts get wrong.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/timeouttest.h"

#include <stdexcept>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<> suspending() { co_await yieldNow(); }

// The reference's "Example Failure", line by line.
Coro<QString> checkSocket(QString name)
{
    try {
        co_await withTimeout(0s, suspending());
    } catch (const TimedOut &) {
    }
    co_return QStringLiteral("checked-") + name;
}

} // namespace

class TestConformanceTimeouts : public TimeoutTest
{
    Q_OBJECT

    //! Sleeps, and says what its timeout says when it is cancelled.
    Coro<> body(Timeout &timeout, std::chrono::nanoseconds duration = 1h)
    {
        try {
            co_await QEager::sleep(duration);
            log("slept-", timeout.expired());
        } catch (const Cancelled &) {
            log("Cancelled-", timeout.expired());
            throw;
        }
    }
    Coro<int> guarded()
    {
        log("started");
        try {
            co_await QEager::sleep(1h);
        } catch (const Cancelled &) {
            log("finally");
        }
        co_await yieldNow(); // clean-up that awaits
        log("clean");
        throw Cancelled(QStringLiteral("again"));
    }
    Coro<int> sync()
    {
        log("started");
        co_return 5;
    }
    auto plain(std::chrono::nanoseconds duration = 1h)
    {
        return [this, duration](Timeout &timeout) { return body(timeout, duration); };
    }
    Coro<> checkAll(bool suspendFirst)
    {
        if (suspendFirst)
            co_await yieldNow();
        auto a = eager(checkSocket(QStringLiteral("A"))), b = eager(checkSocket(QStringLiteral("B"))),
             c = eager(checkSocket(QStringLiteral("C")));
        log(co_await std::move(a));
        log(co_await std::move(b));
        log(co_await std::move(c));
        log(currentTask().cancelRequests());
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // Rule 8: the reference's "Example Failure", three ways
    void rule8_exampleFailureFromARunningTask()
    {
        for (const bool suspendFirst : {false, true}) {
            log.clear();
            auto task = eager(checkAll(suspendFirst));
            VERIFY_UNTIL(task.isReady());
            task.result();
            COMPARE_LOG(log, "checked-A checked-B checked-C 0");
        }
    }
    void rule8_exampleFailureFromAPlainSlot()
    {
        std::vector<ValueTask<QString>> checks;
        QTimer::singleShot(0, this, [&] {
            log(currentTask().isNull());
            for (const char *name : {"A", "B", "C"})
                checks.push_back(eager(checkSocket(QString::fromUtf8(name))));
        });
        VERIFY_UNTIL(checks.size() == 3 && checks[0].isReady() && checks[1].isReady() && checks[2].isReady());
        for (const auto &check : checks)
            log(check.result());
        COMPARE_LOG(log, "true checked-A checked-B checked-C");
    }
    void rule8_exampleFailureWithTheParentAsleepElsewhere()
    {
        auto parent = eager([this]() -> Coro<> {
            std::vector<Task<QString>> checks;
            for (const char *name : {"A", "B", "C"}) {
                checks.push_back(eager(checkSocket(QString::fromUtf8(name))).task());
                checks.back().then(nullptr, [this](const QString &checked) { log(checked); });
            }
            co_await QEager::sleep(5ms);
            log("awake/", currentTask().cancelRequests());
        });
        auto bystander = eager(withTimeout(1h, plain(5ms)));
        VERIFY_UNTIL(parent.isReady() && bystander.isReady());
        parent.result();
        COMPARE_LOG(log, "checked-A checked-B checked-C awake/0 slept-false");
    }

    // The lines, by their number
    void line79_waitForAHandleWithZero()
    {
        auto blocked = eager(guarded());
        QCOMPARE(endOf(withTimeout(0s, std::move(blocked))), QStringLiteral("finally clean TimedOut/0"));
        auto ready = eager(sync());
        QCOMPARE(endOf(withTimeout(0s, std::move(ready))), QStringLiteral("value/0"));
    }
    void line113_expires() { QCOMPARE(endOf(withTimeout(2ms, plain())), QStringLiteral("Cancelled-true TimedOut/0")); }
    void line114_nestedTheOutermostRaises()
    {
        for (const auto duration : {0ms, 1ms}) {
            auto outer = [this, duration](Timeout &timeout) -> Coro<> {
                auto inner = withTimeout(duration, plain());
                if (duration > 0ms)
                    timeout.reschedule(duration); // both count from here
                try {
                    co_await std::move(inner);
                } catch (const Cancelled &) {
                    log("outer-", timeout.expired());
                    throw;
                }
            };
            log.clear();
            auto task = eager(outcome(withTimeout(duration, outer)));
            const auto until = std::chrono::steady_clock::now() + 2ms;
            while (std::chrono::steady_clock::now() < until) { // test_nested_timeouts_loop_busy
            }
            VERIFY_UNTIL(task.isReady());
            COMPARE_LOG(log, "Cancelled-true outer-true TimedOut/0");
        }
    }
    void line115_notReachedOrNone()
    {
        QCOMPARE(endOf(withTimeout(1h, plain(1ms))), QStringLiteral("slept-false value/0"));
        QCOMPARE(endOf(withTimeout(std::nullopt, plain(1ms))), QStringLiteral("slept-false value/0"));
    }
    void line116_zeroFiresAtTheNextSuspension()
    {
        for (const auto duration : {0s, -1s}) {
            QCOMPARE(endOf(withTimeout(duration, plain(1h))), QStringLiteral("Cancelled-true TimedOut/0"));
            QCOMPARE(endOf(withTimeout(duration, plain(0s))), QStringLiteral("Cancelled-true TimedOut/0"));
        }
    }
    void line117_foreignErrors()
    {
        const auto failing = [](bool whenCancelled) -> Coro<> {
            try {
                if (whenCancelled)
                    co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
            }
            throw std::runtime_error("foreign");
        };
        QCOMPARE(endOf(withTimeout(1h, failing(false))), QStringLiteral("foreign/0"));
        QCOMPARE(endOf(withTimeout(0s, failing(true))), QStringLiteral("foreign/0"));
        auto throwing = []() -> Coro<> {
            co_await yieldNow();
            throw Cancelled(QStringLiteral("by hand"));
        };
        QCOMPARE(endOf(withTimeout(1h, throwing())), QStringLiteral("Cancelled:by hand/0"));
        log.clear();
        auto task = eager(withTimeout(1h, plain()));
        task.cancel(QStringLiteral("x"));
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "Cancelled-false");
    }
    void line118_theTaskIsNotCancelled()
    {
        auto task = eager(withTimeout(0s, plain()));
        VERIFY_UNTIL(task.isReady());
        QVERIFY(!task.isCancelled());
        QCOMPARE(task.task().cancelRequests(), 0);
        QVERIFY_THROWS_EXCEPTION(TimedOut, task.result());
    }
    void line119_rescheduleLaterEarlierAndToNone()
    {
        const auto rescheduled = [this](std::optional<std::chrono::nanoseconds> to, std::chrono::nanoseconds duration) {
            return [this, to, duration](Timeout &timeout) -> Coro<> {
                timeout.reschedule(to);
                co_await body(timeout, duration);
            };
        };
        const Test::VirtualTime time;
        for (const auto from : {0s, 3600s}) {
            QCOMPARE(endOf(withTimeout(from, rescheduled(2h, 1ms))), QStringLiteral("slept-false value/0"));
            QCOMPARE(endOf(withTimeout(from, rescheduled(std::nullopt, 1ms))), QStringLiteral("slept-false value/0"));
            QCOMPARE(endOf(withTimeout(from, rescheduled(1ms, 1h))), QStringLiteral("Cancelled-true TimedOut/0"));
            QCOMPARE(endOf(withTimeout(from, rescheduled(0s, 1h))), QStringLiteral("Cancelled-true TimedOut/0"));
        }
        QCOMPARE(endOf(withTimeout(std::nullopt, rescheduled(0s, 0s))), QStringLiteral("Cancelled-true TimedOut/0"));
    }
    void line119_rescheduleAfterASuspension()
    {
        const Test::VirtualTime time;
        const auto twice = [this](Timeout &timeout) -> Coro<> {
            co_await yieldNow();
            timeout.reschedule(std::nullopt);
            log(timeout.remaining().has_value());
            co_await yieldNow();
            timeout.reschedule(1h);
            log(*timeout.remaining() == 1h);
            timeout.reschedule(1ms);
            co_await body(timeout);
        };
        QCOMPARE(endOf(withTimeout(1h, twice)), QStringLiteral("false true Cancelled-true TimedOut/0"));
        QCOMPARE(time.elapsed(), 1ms);
    }
    void line119_rescheduleAfterItExpiredIsInvalidState()
    {
        const auto late = [this](Timeout &timeout) -> Coro<> {
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                log(timeout.remaining() == 0ns);
                timeout.reschedule(1h);
            }
        };
        QVERIFY(endOf(withTimeout(0s, late)).startsWith(QStringLiteral("true This Timeout is over")));
    }
    void line120_inACleanUpAfterACancellation()
    {
        for (const bool cancelAgain : {false, true}) {
            log.clear();
            auto task = eager([this, cancelAgain]() -> Coro<> {
                bool cancelled = false;
                try {
                    co_await QEager::sleep(1h);
                } catch (const Cancelled &) {
                    cancelled = true;
                }
                log(cancelled, "/", currentTask().cancelRequests());
                const auto duration = cancelAgain ? std::chrono::nanoseconds(1h) : 0ns;
                co_await outcome(withTimeout(duration, plain()));
            });
            task.cancel();
            VERIFY_UNTIL(log.words() != QString());
            if (cancelAgain)
                task.cancel(QStringLiteral("again"));
            VERIFY_UNTIL(task.isReady());
            QVERIFY(!task.isCancelled());
            if (cancelAgain)
                COMPARE_LOG(log, "true/1 Cancelled-false Cancelled:again/2");
            else
                COMPARE_LOG(log, "true/1 Cancelled-true TimedOut/1");
        }
    }
    // Line 122 wants a body that does not start; with eager starts it does, in CPython too.
    void line122_zeroStartsTheBody()
    {
        QCOMPARE(endOf(withTimeout(0s, sync())), QStringLiteral("started value/0"));
        QCOMPARE(endOf(withTimeout(-1s, sync())), QStringLiteral("started value/0"));
    }
    void line123_aStartedTaskHasCleanedUpWhenTimedOutArrives()
    {
        for (const auto duration : {0ms, -1000ms, 1ms}) {
            const Task<int> task = eager(guarded()).task();
            QCOMPARE(endOf(withTimeout(duration, task)), QStringLiteral("finally clean TimedOut/0"));
            QVERIFY(task.isCancelled());
        }
        // Queued first it runs and ends, but its awaiter is asked to end before its own turn comes. The value is not
        // lost.
        const Task<int> posted = post(sync());
        QCOMPARE(endOf(withTimeout(0s, posted)), QStringLiteral("started TimedOut/0"));
        QCOMPARE(endOf(withTimeout(0s, posted)), QStringLiteral("value/0"));
    }
};

QTEST_GUILESS_MAIN(TestConformanceTimeouts)
#include "tst_conformance_timeouts.moc"
