// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// TaskGroup::cancel(), groups in tasks that are cancelled, and groups and timeouts.

#include <qeager/shield.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include "shared/grouptest.h"

#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

class TestTaskGroupCancel : public GroupTest
{
    Q_OBJECT

    //! Ends what \a group runs when it has run for so many turns.
    Coro<> canceller(TaskGroup group, int turns)
    {
        co_await yields(turns);
        log("cancel");
        group.cancel();
        co_await nap(log, "canceller");
    }

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // cancel()
    void byTheBodyBeforeItSuspends()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(nap(log, "a"));
                     group.cancel();
                     log(group.isOpen(), "/", group.size(), "/", currentTask().cancelRequests());
                     log(endingOf([&] { group.start(yields(0)); }));
                     co_await nap(log, "body");
                 })),
                 QStringLiteral("false/1/1 InvalidState a!1 body!1 after value/0"));
    }
    void byABodyThatDoesNotSuspend()
    {
        auto task = eager(runner([this](TaskGroup &group) -> Coro<> {
            group.start(yields(0));
            group.cancel();
            log("body");
            co_return;
        }));
        QVERIFY(task.isReady());
        QVERIFY(!task.isCancelled());
        COMPARE_LOG(log, "body after");
    }
    void byAChild_data()
    {
        QTest::addColumn<int>("turns");
        QTest::addColumn<bool>("bodyWaits");
        QTest::addColumn<QString>("words");
        QTest::newRow("in its eager phase, while the body runs")
            << 0 << true << QStringLiteral("cancel body a!1 canceller!1 body!1 after value/0");
        QTest::newRow("in its eager phase, the body does not wait")
            << 0 << false << QStringLiteral("cancel body a!1 canceller!1 after value/0");
        QTest::newRow("later, while the body runs")
            << 2 << true << QStringLiteral("body cancel a!1 body!1 canceller!1 after value/0");
        QTest::newRow("later, while the group waits")
            << 2 << false << QStringLiteral("body cancel a!1 canceller!1 after value/0");
    }
    void byAChild()
    {
        QFETCH(const int, turns);
        QFETCH(const bool, bodyWaits);
        QFETCH(const QString, words);
        QCOMPARE(endOf(runner([=, this](TaskGroup &group) -> Coro<> {
                     group.start(nap(log, "a"));
                     group.start(canceller(group, turns));
                     log("body");
                     if (bodyWaits)
                         co_await nap(log, "body");
                 })),
                 words);
    }
    void fromOutside_data()
    {
        QTest::addColumn<bool>("bodyWaits");
        QTest::newRow("while the body runs") << true;
        QTest::newRow("while the group waits") << false;
    }
    void fromOutside()
    {
        QFETCH(const bool, bodyWaits);
        std::optional<TaskGroup> kept;
        const auto task = begin(runner([&, bodyWaits](TaskGroup &group) -> Coro<> {
            kept = group;
            group.start(lingering(log, "a", 2));
            group.post(nap(log, "b"));
            if (bodyWaits)
                co_await nap(log, "body");
        }));
        spin(3);
        kept->cancel();
        kept->cancel(); // nothing
        log("cancelled:", kept->isOpen());
        QVERIFY(!task.isDone());
        VERIFY_UNTIL(task.isDone());
        kept->cancel(); // nothing
        if (bodyWaits)
            COMPARE_LOG(log, "cancelled:false a! b!1 body!1 a-ends after value/0");
        else
            COMPARE_LOG(log, "cancelled:false a! b!1 a-ends after value/0");
    }
    void aPostedChildNeverBegins()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.post(nap(log, "never"));
                     group.cancel();
                     co_return;
                 })),
                 QStringLiteral("after value/0"));
    }
    void whatIsThrownMeanwhileComesOut()
    {
        QCOMPARE(endOf(runner([](TaskGroup &group) -> Coro<> {
                     group.start(crashWhenAsked("child"));
                     group.cancel();
                     co_return;
                 })),
                 QStringLiteral("[child]/0"));
        QCOMPARE(endOf(runner([](TaskGroup &group) -> Coro<> {
                     group.cancel();
                     co_await crashWhenAsked("body");
                 })),
                 QStringLiteral("[body]/0"));
    }
    void aValueThatIsGivenIsKept()
    {
        auto before = eager(withTaskGroup([this](TaskGroup &group) -> Coro<int> {
            group.start(canceller(group, 2));
            co_return 1;
        }));
        auto inSpiteOfIt = eager(withTaskGroup([this](TaskGroup &group) -> Coro<int> {
            group.cancel();
            co_await lingering(log, "body", 1);
            co_return 2;
        }));
        VERIFY_UNTIL(before.isReady() && inSpiteOfIt.isReady());
        QCOMPARE(before.result(), 1);
        QCOMPARE(inSpiteOfIt.result(), 2);
    }
    void withoutAValueItIsCancelled()
    {
        const auto body = [this](TaskGroup &group) -> Coro<int> {
            group.cancel();
            co_await nap(log, "body");
            co_return 1;
        };
        auto task = eager(withTaskGroup(body));
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        QVERIFY_THROWS_EXCEPTION(Cancelled, task.result());
        QCOMPARE(endOf(withTaskGroup(body)), QStringLiteral("body!1 Cancelled/0"));
    }
    void ofTheInnerOfTwoNested()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &outer) -> Coro<> {
                     outer.start(yields(6));
                     const auto inner = [this](TaskGroup &group) -> Coro<> {
                         group.start(canceller(group, 1));
                         co_await nap(log, "inner");
                     };
                     co_await report(log, withTaskGroup(inner));
                     log(outer.isOpen());
                 })),
                 QStringLiteral("cancel inner!1 canceller!1 value/0 true after value/0"));
    }
    void ofTheOuterOfTwoNested()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &outer) -> Coro<> {
                     outer.start(canceller(outer, 1));
                     const auto inner = [this](TaskGroup &group) -> Coro<> {
                         group.start(nap(log, "inner"));
                         co_return;
                     };
                     co_await withTaskGroup(inner);
                     log("never");
                 })),
                 QStringLiteral("cancel canceller!1 inner!1 after value/0"));
    }
    void inACleanUpAfterACancellation()
    {
        const auto host = [this]() -> Coro<> {
            co_await lingering(log, "host", 0);
            const auto body = [this](TaskGroup &group) -> Coro<> {
                group.start(canceller(group, 1));
                co_await nap(log, "body");
            };
            co_await withTaskGroup(body);
            log("on");
        };
        QCOMPARE(endOfCancelled(host()), QStringLiteral("host! host-ends cancel body!2 canceller!1 on value/1"));
    }

    // The task is cancelled
    void theTaskIsCancelledWhileTheGroupIs_data()
    {
        QTest::addColumn<bool>("bodyWaits");
        QTest::addColumn<QString>("words");
        QTest::newRow("the body waits") << true << QStringLiteral("slow! body!2 slow-ends Cancelled/1");
        QTest::newRow("the group waits") << false << QStringLiteral("slow! slow-ends Cancelled/1");
    }
    void theTaskIsCancelledWhileTheGroupIs()
    {
        QFETCH(const bool, bodyWaits);
        QFETCH(const QString, words);
        std::optional<TaskGroup> kept;
        const auto task = begin(runner([&, bodyWaits](TaskGroup &group) -> Coro<> {
            kept = group;
            group.start(lingering(log, "slow", 5));
            if (bodyWaits)
                co_await nap(log, "body");
        }));
        spin(3);
        kept->cancel();
        if (!bodyWaits)
            VERIFY_UNTIL(log.words() == QStringLiteral("slow!")); // its own request is delivered
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(log.words(), words);
    }
    void childrenAreAskedOnce()
    {
        const auto task = begin(runner([this](TaskGroup &group) -> Coro<> {
            group.start(lingering(log, "slow", 5));
            co_return;
        }));
        spin(3);
        QVERIFY(task.cancel());
        VERIFY_UNTIL(log.words() == QStringLiteral("slow!"));
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "slow! slow-ends Cancelled/2");
    }
    void theBodyCatchesItAndGoesOn()
    {
        QCOMPARE(endOfCancelled(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(yields(9));
                     co_await lingering(log, "body", 1);
                     log(group.isOpen());
                     group.start(yields(2));
                 })),
                 QStringLiteral("body! body-ends true after value/1"));
    }
    void aShieldedChildIsNotWaitedFor()
    {
        const Task<> shielded = post(yields(30));
        QCOMPARE(endOfCancelled(runner([&](TaskGroup &group) -> Coro<> {
                     group.start([](Task<> task) -> Coro<> { co_await shield(task); }(shielded));
                     co_return;
                 })),
                 QStringLiteral("Cancelled/1"));
        QVERIFY(!shielded.isDone());
        VERIFY_UNTIL(shielded.isDone());
        QVERIFY(!shielded.isCancelled());
    }

    // Timeouts
    void aTimeoutAroundAGroup()
    {
        QCOMPARE(endOf(withTimeout(0s, runner([this](TaskGroup &group) -> Coro<> {
                                       group.start(lingering(log, "a", 2));
                                       group.start(nap(log, "b"));
                                       co_return;
                                   }))),
                 QStringLiteral("a! b!1 a-ends TimedOut/0"));
        QCOMPARE(endOf(withTimeout(0s, runner([this](TaskGroup &group) -> Coro<> {
                                       group.start(nap(log, "a"));
                                       co_await nap(log, "body");
                                   }))),
                 QStringLiteral("body!1 a!1 TimedOut/0"));
        QCOMPARE(endOf(withTimeout(1h, runner([](TaskGroup &group) -> Coro<> {
                                       group.start(yields(2));
                                       co_return;
                                   }))),
                 QStringLiteral("after value/0"));
    }
    void aTimeoutAroundAGroupThatFailsMeanwhile()
    {
        QCOMPARE(endOf(withTimeout(0s, runner([](TaskGroup &group) -> Coro<> {
                                       group.start(crashWhenAsked("boom"));
                                       co_return;
                                   }))),
                 QStringLiteral("[boom]/0"));
        QCOMPARE(endOf(withTimeout(1h, runner([this](TaskGroup &group) -> Coro<> {
                                       group.start(crash("boom", 1));
                                       co_await nap(log, "body");
                                   }))),
                 QStringLiteral("body!1 [boom]/0"));
    }
    void aTimeoutInTheBody()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(yields(6));
                     co_await report(log, withTimeout(0s, nap(log, "body")));
                     log(group.isOpen());
                 })),
                 QStringLiteral("body!1 TimedOut/0 true after value/0"));
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(crash("boom", 1));
                     co_await withTimeout(1h, nap(log, "body"));
                 })),
                 QStringLiteral("body!1 [boom]/0"));
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(crash("boom")); // both, in one turn
                     co_await report(log, withTimeout(0s, nap(log, "body")));
                 })),
                 QStringLiteral("body!2 Cancelled/1 [boom]/0"));
    }
    void aGroupInAChildWithATimeout()
    {
        const auto inner = [this](TaskGroup &group) -> Coro<> {
            group.start(nap(log, "a"));
            co_await nap(log, "inner");
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(withTimeout(0s, withTaskGroup(inner)));
                     group.start(nap(log, "sibling"));
                     co_return;
                 })),
                 QStringLiteral("inner!1 a!1 sibling!1 [TimedOut]/0"));
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(report(log, withTimeout(0s, withTaskGroup(inner))));
                     group.start(yields(9));
                     co_return;
                 })),
                 QStringLiteral("inner!1 a!1 TimedOut/0 after value/0"));
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupCancel)
#include "tst_taskgroup_cancel.moc"
