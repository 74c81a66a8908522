// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: what becomes of those in a task group that is closed. Who closes it is in tst_taskgroup_ends.

#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/endless.h"
#include "shared/grouptest.h"
#include "shared/messages.h"

#include <memory>

using namespace QEager;

class TestTaskGroupClosing : public GroupTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    void whileItShutsDownNothingElseOfItsHostRuns_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::addColumn<bool>("bodyWaits");
        for (const bool fails : {false, true}) {
            const char *const why = fails ? "a child failed" : "cancelled";
            QTest::addRow("%s, the body cleans up", why) << fails << true;
            QTest::addRow("%s, the group waits", why) << fails << false;
        }
    }
    void whileItShutsDownNothingElseOfItsHostRuns()
    {
        QFETCH(const bool, fails);
        QFETCH(const bool, bodyWaits);
        Messages messages;
        TaskScope scope;
        const auto body = [&, fails, bodyWaits](TaskGroup &group) -> Coro<> {
            group.start(lingering(log, "slow", 99));
            if (fails)
                group.start(crash("boom"));
            else
                group.cancel();
            if (bodyWaits)
                co_await lingering(log, "body", 99);
        };
        const auto host = [&]() -> Coro<> {
            try {
                co_await withTaskGroup(body);
                log("never");
            } catch (const ExceptionGroup &) {
                log("handler");
            }
            log("never");
        };
        const auto task = scope.eager(host()).task();
        spin(5);
        log("closing");
        scope.close();
        log("closed");
        const QString began = bodyWaits ? QStringLiteral("slow! body! ") : QStringLiteral("slow! ");
        QCOMPARE(log.words(), began + QStringLiteral("closing closed"));
        QVERIFY(task.isCancelled());
    }
    // Rule 10. Its siblings' exceptions go to nobody any more, so they are logged.
    void whileItShutsDownTheErrorIsNotLost()
    {
        Messages messages;
        TaskScope scope;
        static_cast<void>(scope.eager(runner([&](TaskGroup &group) -> Coro<> {
            group.start(crash("boom"));
            group.start(lingering(log, "slow", 99));
            co_await lingering(log, "body", 99);
        })));
        spin(5);
        scope.close();
        COMPARE_LOG(log, "slow! body!");
        QVERIFY(messages.take().contains(QStringLiteral("boom")));
    }
    void aChildThatFailsWhenItIsClosedIsLogged()
    {
        Messages messages;
        TaskScope scope;
        static_cast<void>(scope.eager(runner([](TaskGroup &group) -> Coro<> {
            group.start(crashWhenAsked("boom"), {.name = QStringLiteral("child")});
            co_return;
        })));
        scope.close();
        QCOMPARE(messages.take(), QStringLiteral("The exception of child was never retrieved: boom"));
    }
    void aChildThatEndedIsNotClosedAgain()
    {
        TaskScope scope;
        static_cast<void>(scope.eager(runner([this](TaskGroup &group) -> Coro<> {
            group.start(yields(1));
            group.start(endless(log, "a"));
            co_return;
        })));
        static_cast<void>(
            post([](Log &words, TaskScope &tasks) -> Coro<> { // behind its end, before the group hears of it
                words("closing");
                tasks.close();
                words("closed");
                co_return;
            }(log, scope)));
        VERIFY_UNTIL(scope.isEmpty());
        COMPARE_LOG(log, "a closing ~a closed");
    }
    void whoAwaitsAClosedOneIsQueued()
    {
        TaskScope scope;
        auto task = scope.eager(runner([this](TaskGroup &group) -> Coro<> {
            group.start(endless(log, "a"));
            co_return;
        }));
        const auto awaiting = eager([](Log &words, ValueTask<> closed) -> Coro<> {
            try {
                co_await std::move(closed);
            } catch (const Cancelled &) {
                words("awaiter");
            }
        }(log, std::move(task)));
        scope.close();
        log("closed");
        VERIFY_UNTIL(awaiting.isReady());
        COMPARE_LOG(log, "a ~a closed awaiter");
    }
    void aClosedChildStartsNothing()
    {
        TaskScope scope;
        const auto starting = [this](TaskGroup &group) -> Coro<> {
            try {
                co_await QEager::sleep(std::chrono::hours(1));
            } catch (const Cancelled &) {
                log(endingOf([&] { group.start(endless(log, "never")); }), "/", group.isOpen());
            }
        };
        static_cast<void>(scope.eager(runner([&](TaskGroup &group) -> Coro<> {
            group.start(starting(group));
            group.start(endless(log, "b"));
            co_return;
        })));
        scope.close();
        COMPARE_LOG(log, "b InvalidState/false ~b");
    }
    void thoseThatDoNotEndAreDestroyed_data()
    {
        QTest::addColumn<bool>("body");
        QTest::newRow("a child") << false;
        QTest::newRow("the body") << true;
    }
    void thoseThatDoNotEndAreDestroyed()
    {
        QFETCH(const bool, body);
        Messages messages;
        const auto stubborn = [](Tracked) -> Coro<> {
            for (;;) {
                try {
                    co_await QEager::sleep(std::chrono::hours(1));
                } catch (const Cancelled &) {
                }
            }
        };
        {
            TaskScope scope;
            const auto inside = [&](TaskGroup &group) -> Coro<> {
                group.start(endless(log, "a"));
                if (body)
                    co_await stubborn(Tracked());
                const TaskOptions options{.name = QStringLiteral("child")};
                group.start(stubborn(Tracked()), options);
                group.start(endless(log, "b"));
            };
            static_cast<void>(scope.eager(runner(inside), {.name = QStringLiteral("host")}));
        }
        QCOMPARE(log.words(), body ? QStringLiteral("a ~a") : QStringLiteral("a b ~a ~b"));
        QCOMPARE(messages.take(),
                 (body ? QStringLiteral("host") : QStringLiteral("child")) +
                     QStringLiteral(" did not end when it was closed: it kept awaiting. Its frame is destroyed."));
    }
    void nestedGroupsCloseFromTheInside()
    {
        TaskScope scope;
        static_cast<void>(scope.eager(runner([this](TaskGroup &outer) -> Coro<> {
            outer.start(endless(log, "outer"));
            outer.start(runner([this](TaskGroup &group) -> Coro<> {
                group.start(endless(log, "a"));
                group.start(endless(log, "b"));
                co_return;
            }));
            const auto inner = [this](TaskGroup &group) -> Coro<> {
                group.start(endless(log, "inner"));
                co_return;
            };
            co_await withTaskGroup(inner);
        })));
        scope.close();
        COMPARE_LOG(log, "outer a b inner ~inner ~outer ~a ~b");
    }
    void aChildThatIsClosedAloneAffectsNobody()
    {
        TaskScope scope;
        auto owner = std::make_unique<QObject>();
        const auto task = begin(runner([&](TaskGroup &group) -> Coro<> {
            const TaskOptions owned{.owner = owner.get()};
            group.start(endless(log, "owned"), owned);
            scope.add(group.start(endless(log, "scoped")).task());
            group.start(yields(9));
            co_return;
        }));
        spin(2);
        owner.reset();
        scope.close();
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "owned scoped ~owned ~scoped after value/0");
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupClosing)
#include "tst_taskgroup_closing.moc"
