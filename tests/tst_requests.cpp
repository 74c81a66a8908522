// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 7: requests to end that were made before a scope was entered, and not delivered: none of the scopes swallows
    them.
*/

#include <qeager/gather.h>
#include <qeager/latest.h>
#include <qeager/shield.h>
#include <qeager/taskgroup.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/cancelling.h"
#include "shared/ending.h"
#include "shared/loop.h"
#include "shared/messages.h"

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<> endless() { co_await sleep(1h); }
Coro<int> failsAtOnce()
{
    throw std::runtime_error("at once");
    co_return 0;
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT
    Log log;

    //! Asks itself to end, enters what \a scope makes, says how that ended, and with how many requests; then whether
    //! the next await goes on.
    template <typename Scope>
    Coro<> asked(Scope scope)
    {
        currentTask().cancel(u"before"_s);
        std::exception_ptr error;
        try {
            co_await scope();
        } catch (const Cancelled &e) {
            error = std::current_exception();
            log("cancelled:", e.message());
        } catch (...) {
            error = std::current_exception();
            log(ending(error));
        }
        if (!error)
            log("value");
        log(currentTask().cancelRequests());
        if (isCancelled(error))
            std::rethrow_exception(error);
        try {
            co_await yieldNow();
            log("goes-on");
        } catch (const Cancelled &e) {
            log("later:", e.message());
            throw;
        }
    }
    static bool isCancelled(const std::exception_ptr &error) { return detail::isCancelledError(error); }

    template <typename Scope>
    QString endOf(Scope scope)
    {
        auto task = eager(asked(std::move(scope)));
        if (!runUntil([&] { return task.isReady(); }))
            log("does not end");
        else if (!task.isCancelled())
            log("is not cancelled");
        return log.words();
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { QCOMPARE(allTasks(), QList<TaskHandle>()); }

    // -- timeouts
    void rule7_timeoutOfZero()
    {
        QCOMPARE(endOf([] { return withTimeout(0ms, endless()); }), u"cancelled:before 1"_s);
    }
    void timeoutOfZeroWithABodyThatYields()
    {
        QCOMPARE(endOf([] { return withTimeout(0ms, yields(3)); }), u"cancelled:before 1"_s);
    }
    void rule7_timeoutThatHasTime()
    {
        QCOMPARE(endOf([] { return withTimeout(1h, endless()); }), u"cancelled:before 1"_s);
    }
    void timeoutWhoseBodyFinishesSynchronously()
    {
        QCOMPARE(endOf([] { return withTimeout(0ms, after(0, 5)); }), u"value 1 later:before"_s);
    }
    void timeoutWhoseBodyFails()
    {
        QCOMPARE(endOf([] { return withTimeout(0ms, crash("broken")); }), u"broken 1 later:before"_s);
    }
    void timeoutOfARunningTask()
    {
        // The task that is awaited was told "before", and before its turn comes the time is up.
        QCOMPARE(endOf([] { return withTimeout(0ms, eager(endless()).task()); }),
                 u"cancelled:The time of withTimeout() was up. 1"_s);
    }
    void nestedTimeouts()
    {
        QCOMPARE(endOf([] { return withTimeout(0ms, withTimeout(0ms, withTimeout(0ms, endless()))); }),
                 u"cancelled:before 1"_s);
    }
    //! The clean-up of what was cancelled may have a limit of its own.
    void rule7_aRequestThatWasDeliveredBeforeIsNotOne()
    {
        const auto body = [this]() -> Coro<> {
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) {
                log("asked");
            }
            try {
                co_await withTimeout(0ms, endless());
            } catch (const TimedOut &) {
                log("timed-out", currentTask().cancelRequests());
            }
        };
        auto task = eager(body);
        task.cancel();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "asked timed-out1");
    }
    void oneThatTheBodyCaughtStaysForeign() // as in CPython, nobody has taken it back
    {
        const Test::VirtualTime time; // the body has caught it before the time is up
        QCOMPARE(endOf([this]() -> Coro<> {
                     return withTimeout(5ms, [](Log &words) -> Coro<> {
                         try {
                             co_await sleep(1h);
                         } catch (const Cancelled &) {
                             words("caught");
                         }
                         co_await sleep(1h);
                     }(log));
                 }),
                 u"caught cancelled:The time of withTimeout() was up. 1"_s);
    }
    void theOuterTimeoutExpiredBeforeTheInnerWasEntered()
    {
        const auto body = [this](Timeout &) -> Coro<> {
            co_await yieldNow(); // in this turn, before it goes on, the outer one expires
            co_await withTimeout(0ms, endless());
            log("goes-on");
        };
        auto task = eager([&]() -> Coro<> {
            try {
                co_await withTimeout(0ms, body);
            } catch (const TimedOut &) {
                log("outer", currentTask().cancelRequests());
            }
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "outer0");
    }

    // -- groups
    void rule7_groupWhoseChildFails()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start(failsAtOnce());
            co_await sleep(1h);
        };
        QCOMPARE(endOf([&] { return withTaskGroup(body); }), u"[at once] 1 later:before"_s);
    }
    void groupWhoseBodyThrows()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start(endless());
            throw std::runtime_error("body");
            co_return;
        };
        QCOMPARE(endOf([&] { return withTaskGroup(body); }), u"[body] 1 later:before"_s);
    }
    void groupThatIsCancelled()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start(endless());
            group.cancel();
            co_await sleep(1h);
        };
        QCOMPARE(endOf([&] { return withTaskGroup(body); }), u"cancelled:before 1"_s);
    }
    void groupThatIsCancelledByAChild()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start([](TaskGroup g) -> Coro<> {
                co_await yieldNow();
                g.cancel();
            }(group));
            co_await sleep(1h);
        };
        QCOMPARE(endOf([&] { return withTaskGroup(body); }), u"cancelled:before 1"_s);
    }
    void groupWhoseChildrenFinishSynchronously()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start(after(0, 1));
            co_return;
        };
        QCOMPARE(endOf([&] { return withTaskGroup(body); }), u"value 1 later:before"_s);
    }
    void groupInATimeoutInAGroup()
    {
        const auto inner = [](TaskGroup &group) -> Coro<> {
            group.start(crash("child", 1));
            co_await sleep(1h);
        };
        const auto outer = [&](TaskGroup &) -> Coro<> { return withTimeout(0ms, withTaskGroup(inner)); };
        // The child fails before the request comes out of the body: exceptions go first.
        QCOMPARE(endOf([&] { return withTaskGroup(outer); }), u"[[child]] 1 later:before"_s);
    }

    // -- what runs in tasks of its own
    void rule7_gatherOfPendingParts()
    {
        QCOMPARE(endOf([] { return gather(endless(), endless()); }), u"cancelled:before 1"_s);
    }
    void gatherOfReadyParts()
    {
        QCOMPARE(endOf([] { return gather(after(0, 1), after(0, 2)); }), u"value 1 later:before"_s);
    }
    void gatherThatFailedAtOnce()
    {
        QCOMPARE(endOf([] { return gather(failsAtOnce(), after(0, 2)); }), u"at once 1 later:before"_s);
    }
    void gatherOfAFailingPart()
    {
        Messages messages;
        QCOMPARE(endOf([] { return gather(crash("part", 1), endless()); }), u"cancelled:before 1"_s);
        QCOMPARE(messages.take(), QString());
    }
    void gatherSettled()
    {
        QCOMPARE(endOf([] { return QEager::gatherSettled(endless(), after(0, 1)); }), u"cancelled:before 1"_s);
    }
    void rule7_race()
    {
        QCOMPARE(endOf([] { return QEager::race(endless(), after(5, 1)); }), u"cancelled:before 1"_s);
    }
    void raceThatIsDecidedAtOnce()
    {
        QCOMPARE(endOf([] { return QEager::race(after(0, 1), endless()); }), u"value 1 later:before"_s);
    }
    void rule7_shield()
    {
        auto task = eager(after(5, 1)).task();
        QCOMPARE(endOf([&] { return QEager::shield(task); }), u"cancelled:before 1"_s);
        QVERIFY(!task.isDone());
        VERIFY_UNTIL(task.isDone());
        QVERIFY(!task.isCancelled());
    }
    void latest()
    {
        const auto slot = QEager::latest([]() -> Coro<> { co_await sleep(1h); });
        QCOMPARE(endOf([&] { return slot(); }), u"cancelled:before 1"_s);
    }
};

QTEST_GUILESS_MAIN(TestRequests)

#include "tst_requests.moc"
