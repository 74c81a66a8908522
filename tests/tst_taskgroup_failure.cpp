// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Task groups of which a child, or the body, fails.

#include <qeager/sleep.h>
#include <qeager/taskgroup.h>

#include "shared/end.h"
#include "shared/grouptest.h"
#include "shared/messages.h"

#include <QtCore/qscopeguard.h>

using namespace QEager;

namespace {

Coro<> cancelledByHand(int turns)
{
    co_await yields(turns);
    throw Cancelled(QStringLiteral("by hand"));
}

} // namespace

class TestTaskGroupFailure : public GroupTest
{
    Q_OBJECT

    //! Says that it is begun, fails after so many turns.
    Coro<> failing(const char *word, int turns)
    {
        log(word);
        co_await yields(turns);
        throw std::runtime_error(word);
    }
    Coro<> napping(const char *name)
    {
        log(name);
        co_await nap(log, name);
    }
    template <typename Body>
    QString whatOf(Body body)
    {
        try {
            end(eager(withTaskGroup(std::move(body))));
        } catch (const ExceptionGroup &e) {
            return e.message();
        }
        return QStringLiteral("no group");
    }

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // A child
    void aChildFailsSynchronously_data()
    {
        QTest::addColumn<bool>("asTask");
        QTest::addColumn<bool>("suspends");
        QTest::addColumn<QString>("words");
        for (const bool asTask : {false, true}) {
            const char *const way = asTask ? "createTask" : "start";
            QTest::addRow("%s, the body waits", way)
                << asTask << true << QStringLiteral("a boom on b a!1 b!1 body!1 [boom]/0");
            QTest::addRow("%s, the body does not wait", way)
                << asTask << false << QStringLiteral("a boom on b a!1 b!1 [boom]/0");
        }
    }
    void aChildFailsSynchronously()
    {
        QFETCH(const bool, asTask);
        QFETCH(const bool, suspends);
        QFETCH(const QString, words);
        Messages messages;
        const TaskOptions options{.eagerStart = true};
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(napping("a"));
                     if (asTask)
                         group.createTask(failing("boom", 0), options);
                     else
                         group.start(failing("boom", 0));
                     log("on");
                     group.start(napping("b")); // nobody knows so far
                     if (suspends)
                         co_await nap(log, "body");
                 })),
                 words);
        QCOMPARE(messages.take(), QString());
    }
    void aChildFailsLater_data()
    {
        QTest::addColumn<int>("bodyTurns");
        QTest::addColumn<QString>("words");
        QTest::newRow("while the body runs") << 9 << QStringLiteral("a boom b body cut a!1 b!1 [boom]/0");
        QTest::newRow("while the group waits") << 0 << QStringLiteral("a boom b body done a!1 b!1 [boom]/0");
    }
    void aChildFailsLater()
    {
        QFETCH(const int, bodyTurns);
        QFETCH(const QString, words);
        Messages messages;
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(napping("a"));
                     group.start(failing("boom", 2));
                     group.start(napping("b"));
                     log("body");
                     const char *how = "cut";
                     const auto tell = qScopeGuard([&] { log(how); });
                     co_await yields(bodyTurns);
                     how = "done";
                 })),
                 words);
        QCOMPARE(messages.take(), QString());
    }
    void aPostedChildThatHasNotBegunNeverBegins()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(crash("boom"));
                     co_await yieldNow();
                     log("body");
                     const auto late = group.post(failing("late", 0));
                     co_await yieldNow();
                     log("never");
                 })),
                 QStringLiteral("[boom]/0"));
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(crash("boom"));
                     group.post(failing("late", 0));
                     co_return;
                 })),
                 QStringLiteral("[boom]/0"));
    }
    void childrenThatCleanUpSlowlyAreWaitedFor()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(lingering(log, "slow", 5));
                     group.start(crash("boom", 1));
                     group.start(lingering(log, "quick", 2));
                     co_return;
                 })),
                 QStringLiteral("slow! quick! quick-ends slow-ends [boom]/0"));
    }
    void theRequestSaysWhy()
    {
        const Task<> sibling = post([]() -> Coro<> { co_await QEager::sleep(std::chrono::hours(1)); });
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(sibling);
                     group.start(crash("boom"));
                     co_return;
                 })),
                 QStringLiteral("[boom]/0"));
        try {
            sibling.result();
            QFAIL("not cancelled");
        } catch (const Cancelled &e) {
            QCOMPARE(e.message(), QStringLiteral("Its task group is shutting down."));
        }
    }
    void aChildThatIsCancelledAffectsNobody()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     auto child = group.start(nap(log, "child"));
                     group.start(cancelledByHand(0));
                     group.start(cancelledByHand(1));
                     co_await yieldNow();
                     child.cancel();
                     co_await yields(4);
                     log(group.size(), "/", group.isOpen());
                 })),
                 QStringLiteral("child!1 0/true after value/0"));
    }

    // Several
    void severalAreInTheOrderInWhichTheyHappened()
    {
        QCOMPARE(whatOf([](TaskGroup &group) -> Coro<> {
                     group.start(crashWhenAsked("third"));
                     group.start(crash("second", 1));
                     group.start(crash("first"));
                     co_return;
                 }),
                 QStringLiteral("3 exceptions in a task group: first; second; third"));
        QCOMPARE(whatOf([](TaskGroup &group) -> Coro<> {
                     for (const char *word : {"a", "b", "c"})
                         group.start(crash(word));
                     co_return;
                 }),
                 QStringLiteral("3 exceptions in a task group: a; b; c"));
        QCOMPARE(whatOf([](TaskGroup &group) -> Coro<> {
                     group.start(crash("one", 2));
                     co_return;
                 }),
                 QStringLiteral("1 exception in a task group: one"));
    }
    void groupsOfGroups()
    {
        const auto inner = [](TaskGroup &group) -> Coro<> {
            group.start(crash("a", 1));
            group.start(crashWhenAsked("b"));
            co_return;
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(withTaskGroup(inner));
                     group.start(crashWhenAsked("c"));
                     co_return;
                 })),
                 QStringLiteral("[[a,b],c]/0"));
    }

    // The body
    void theBodyFailsSynchronously()
    {
        const auto alone = [](TaskGroup &) -> Coro<int> {
            throw std::runtime_error("boom");
            co_return 1;
        };
        const auto task = expectInline([&] { return eager(withTaskGroup(alone)); });
        QVERIFY(task.isReady());
        QVERIFY(!task.isTask());
        QCOMPARE(ending(task.exception()), QStringLiteral("[boom]"));
        const auto noCoroutine = expectInline([] {
            return eager(withTaskGroup([](TaskGroup &) -> Coro<> { throw std::runtime_error("at the call"); }));
        });
        QCOMPARE(ending(noCoroutine.exception()), QStringLiteral("[at the call]"));
    }
    void theBodyFailsAndItsChildrenAreCancelled()
    {
        for (const int turns : {0, 2}) {
            QCOMPARE(endOf(runner([this, turns](TaskGroup &group) -> Coro<> {
                         group.start(nap(log, "a"));
                         group.post(nap(log, "b"));
                         co_await yields(turns);
                         log("fails");
                         throw std::runtime_error("boom");
                     })),
                     turns == 0 ? QStringLiteral("fails a!1 [boom]/0") : QStringLiteral("fails a!1 b!1 [boom]/0"));
        }
    }
    void theErrorOfTheBodyComesLast_data()
    {
        QTest::addColumn<int>("bodyTurns");
        QTest::addColumn<QString>("words");
        QTest::newRow("body first") << 0 << QStringLiteral("[child,body]/0");
        QTest::newRow("child first") << -1 << QStringLiteral("[child,body]/0");
    }
    void theErrorOfTheBodyComesLast()
    {
        QFETCH(const int, bodyTurns);
        QFETCH(const QString, words);
        QCOMPARE(endOf(runner([=](TaskGroup &group) -> Coro<> {
                     if (bodyTurns < 0) {
                         group.start(crash("child", 1));
                         co_await crashWhenAsked("body");
                     }
                     group.start(crashWhenAsked("child"));
                     throw std::runtime_error("body");
                 })),
                 words);
    }
    void theBodyCatchesTheCancellationAndGoesOn()
    {
        const auto body = [this](TaskGroup &group) -> Coro<int> {
            group.start(crash("boom", 1));
            co_await lingering(log, "body", 3);
            log(group.isOpen(), "/", currentTask().cancelRequests());
            co_return 1;
        };
        QCOMPARE(endOf(withTaskGroup(body)), QStringLiteral("body! body-ends false/1 [boom]/0"));
    }
    void theBodyCatchesTheErrorOfAChildThatItAwaits()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     auto child = group.start(crash("boom"));
                     try {
                         co_await std::move(child); // ready: no time for a request
                     } catch (const std::runtime_error &) {
                         log("caught");
                     }
                     try {
                         co_await yieldNow();
                     } catch (const Cancelled &) {
                         log("cancelled");
                     }
                 })),
                 QStringLiteral("caught cancelled [boom]/0"));
    }
    void anErrorThatTheBodyPassesOn()
    {
        QCOMPARE(endOf(runner([](TaskGroup &group) -> Coro<> {
                     const auto child = group.createTask(crash("boom", 1));
                     co_await child; // the group hears of it first, and asks the body to end
                 })),
                 QStringLiteral("[boom]/0"));
        for (const int turns : {0, 1}) // it is the body's as well, as in CPython
            QCOMPARE(endOf(runner([turns](TaskGroup &group) -> Coro<> {
                         auto child = group.start(crash("boom", turns));
                         co_await std::move(child);
                     })),
                     QStringLiteral("[boom,boom]/0"));
    }

    // Afterwards
    void errorsCountAsRetrievedAndCanStillBeRead()
    {
        Messages messages;
        Task<> child;
        const TaskOptions options{.eagerStart = true};
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     child = group.createTask(crash("a"), options);
                     group.start(crash("b"));
                     group.start(crashWhenAsked("c"));
                     co_return;
                 })),
                 QStringLiteral("[a,b,c]/0"));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, child.result());
        child = {};
        QCOMPARE(messages.take(), QString());
    }
    void theHostGoesOnAsBefore()
    {
        const auto failed = [](TaskGroup &group) -> Coro<> {
            group.start(crash("boom"));
            group.start(yields(3));
            co_await QEager::sleep(std::chrono::hours(1));
        };
        const auto host = [&]() -> Coro<> {
            for (int i = 0; i < 3; ++i)
                co_await report(log, withTaskGroup(failed));
            co_await yields(2);
            log("on");
        };
        QCOMPARE(endOf(host()), QStringLiteral("[boom]/0 [boom]/0 [boom]/0 on value/0"));
    }
    void aRequestThatWasNotDeliveredIsDropped()
    {
        auto task = eager(withTaskGroup([this](TaskGroup &group) -> Coro<> {
            co_await yieldNow();
            group.start(crash("boom"));
            spin(2); // a nested event loop, in which the group hears of it
            log(group.isOpen(), "/", currentTask().cancelRequests());
        }));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "false/1");
        QVERIFY(!task.isCancelled());
        QCOMPARE(ending(task.exception()), QStringLiteral("[boom]"));
    }
    void nothingStartsWhileItShutsDown()
    {
        Messages messages;
        const auto late = [](Log &words, Tracked) -> Coro<> {
            words("never");
            co_return;
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.start(crash("boom"));
                     co_await lingering(log, "body", 0);
                     log(endingOf([&] { group.start(late(log, Tracked())); }));
                     log(endingOf([&] { group.post(late(log, Tracked())); }));
                     log(endingOf([&] { group.createTask(late(log, Tracked())); }));
                     log(Tracked::alive);
                 })),
                 QStringLiteral("body! body-ends InvalidState InvalidState InvalidState 0 [boom]/0"));
        QCOMPARE(messages.take(), QString());
    }
    void aChildFailsWhileTheHostIsCancelled()
    {
        const auto task = begin(runner([this](TaskGroup &group) -> Coro<> {
            group.start(crash("boom", 1));
            group.start(lingering(log, "slow", 9));
            co_return;
        }));
        VERIFY_UNTIL(log.words() == QStringLiteral("slow!")); // it is shutting down
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isDone());
        QVERIFY(task.isCancelled()); // asked again, and ended without another await
        COMPARE_LOG(log, "slow! slow-ends [boom]/1");
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupFailure)
#include "tst_taskgroup_failure.moc"
