// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of CPython's asyncio.TaskGroup that QEager matches, continued: how a group fails and is cancelled. The
// numbers in the names are those of docs/conformance.md. Everything is run under a factory that posts and under one
// that starts eagerly; the logs are the same but where a test says otherwise.

#include <qeager/sleep.h>
#include <qeager/taskgroup.h>

#include "shared/grouptest.h"

using namespace QEager;

class TestConformanceGroupsFailure : public GroupTest
{
    Q_OBJECT

    auto naps(int count)
    {
        return [this, count](TaskGroup &group) -> Coro<> {
            for (int i = 0; i < count; ++i)
                group.createTask(nap(log, "nap"));
            co_return;
        };
    }

private Q_SLOTS:
    void initTestCase_data() { addFactories(); }
    void init() { resetWithFactory(); }
    void cleanup() { checkNothingIsLeft(); }

    void line97_cancelledWhileItWaitsForItsChildren()
    {
        QCOMPARE(endOfCancelled(runner(naps(5))), QStringLiteral("nap!1 nap!1 nap!1 nap!1 nap!1 Cancelled/1"));
    }
    void line97_cancelledInTheBody()
    {
        QCOMPARE(endOfCancelled(runner([this](TaskGroup &group) -> Coro<> {
                     for (int i = 0; i < 5; ++i)
                         group.createTask(nap(log, "nap"));
                     co_await nap(log, "body");
                 })),
                 QStringLiteral("body!1 nap!1 nap!1 nap!1 nap!1 nap!1 Cancelled/1"));
        QCOMPARE(endOfCancelled(runner([this](TaskGroup &) { return nap(log, "body"); })),
                 QStringLiteral("body!1 Cancelled/1"));
    }
    void line98_errorsOfChildrenThatAreCancelledWin()
    {
        const auto crashing = [](TaskGroup &group) -> Coro<> {
            for (const char *word : {"a", "b"})
                group.createTask(crashWhenAsked(word));
            co_await QEager::sleep(std::chrono::hours(1));
        };
        QCOMPARE(endOfCancelled(runner(crashing)), QStringLiteral("[a,b]/1"));
        const auto nested = [&](TaskGroup &) -> Coro<> { co_await withTaskGroup(crashing); };
        QCOMPARE(endOfCancelled(runner(nested)), QStringLiteral("[[a,b]]/1"));
        const auto besideAnOuterOne = [&](TaskGroup &group) -> Coro<> {
            group.createTask(nap(log, "outer"));
            co_await withTaskGroup(crashing);
        };
        QCOMPARE(endOfCancelled(runner(besideAnOuterOne)), QStringLiteral("outer!1 [[a,b]]/1"));
    }
    void line98_failingWhileTheCancelledBodyCleansUp()
    {
        const auto body = [this](TaskGroup &group) -> Coro<> {
            group.createTask(crash("boom", 8));
            std::exception_ptr cancelled;
            try {
                co_await nap(log, "body");
            } catch (const Cancelled &) {
                cancelled = std::current_exception();
            }
            co_await yields(8);
            log("cleaned");
            std::rethrow_exception(cancelled);
        };
        const QString direct = endOfCancelled(runner(body));
        // The clean-up is asked again on behalf of the child, and an await of it ends.
        QCOMPARE(direct, QStringLiteral("body!1 [boom]/1"));
        const auto outer = [&]() -> Coro<> {
            const auto inner = createTask(runner(body));
            co_await inner;
        };
        QCOMPARE(endOfCancelled(outer()), QStringLiteral("body!1 [boom]/1"));
    }
    void line99_theBodyFails()
    {
        for (const int pause : {0, 3}) {
            Task<> first, second;
            const QString words = endOf(runner([&, pause](TaskGroup &group) -> Coro<> {
                first = group.createTask(yields(20));
                second = group.createTask(yields(20));
                co_await yields(pause);
                throw std::runtime_error("boom");
            }));
            QCOMPARE(words, QStringLiteral("[boom]/0"));
            QVERIFY(first.isCancelled());
            QVERIFY(second.isCancelled());
        }
    }
    void line100_nested()
    {
        const auto inGroups = [this](const char *outerWord, int outerTurns, const char *innerWord, int innerTurns) {
            return runner([=, this](TaskGroup &outer) -> Coro<> {
                outer.createTask(crash(outerWord, outerTurns));
                const auto body = [=, this](TaskGroup &inner) -> Coro<> {
                    inner.createTask(crash(innerWord, innerTurns));
                    inner.createTask(nap(log, "inner"));
                    co_return;
                };
                co_await withTaskGroup(body);
                log("never");
            });
        };
        QCOMPARE(endOf(inGroups("outer", 2, "inner", 50)), QStringLiteral("inner!1 [outer]/0"));
        QCOMPARE(endOf(inGroups("outer", 50, "inner", 2)), QStringLiteral("inner!1 [[inner]]/0"));
    }
    void line101_theBodyReplacesTheCancellation()
    {
        QCOMPARE(endOfCancelled(runner([](TaskGroup &) { return crashWhenAsked("mine"); })),
                 QStringLiteral("[mine]/1"));
        QCOMPARE(endOf(runner([](TaskGroup &group) -> Coro<> {
                     group.createTask(crash("child", 1));
                     co_await crashWhenAsked("mine");
                 })),
                 QStringLiteral("[child,mine]/0"));
    }
    void line101_exceptionsThatAreNoStdExceptions()
    {
        struct Odd
        {
        };
        const auto oddWhenAsked = []() -> Coro<> {
            try {
                co_await QEager::sleep(std::chrono::hours(1));
            } catch (const Cancelled &) {
                throw Odd();
            }
        };
        const auto odd = []() -> Coro<> {
            co_await yieldNow();
            throw Odd();
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(crash("child", 1));
                     co_await oddWhenAsked();
                 })),
                 QStringLiteral("[child,?]/0"));
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(odd());
                     co_await crashWhenAsked("mine");
                 })),
                 QStringLiteral("[?,mine]/0"));
    }
    void line105_theCleanUpOfTheBodyFailsToo()
    {
        const auto host = [this]() -> Coro<> {
            auto body = [](TaskGroup &group) -> Coro<> {
                group.createTask(crash("child"));
                co_await crashWhenAsked("clean-up");
            };
            try {
                co_await withTaskGroup(body);
            } catch (const ExceptionGroup &group) {
                log(group.exceptions().size(), "/", currentTask().cancelRequests());
            }
            co_await yieldNow();
            log("on");
        };
        QCOMPARE(endOf(host()), QStringLiteral("2/0 on value/0"));
    }
    void line107_requestsAreTakenBack()
    {
        QCOMPARE(endOf(runner([](TaskGroup &group) -> Coro<> {
                     group.createTask(crash("boom"));
                     co_return;
                 })),
                 QStringLiteral("[boom]/0"));
    }
    void line107_bothOfTwoNestedGroupsFail()
    {
        const auto outer = [this](TaskGroup &outerGroup) -> Coro<> {
            const auto inner = [&](TaskGroup &innerGroup) -> Coro<> {
                innerGroup.createTask(crash("inner"));
                outerGroup.createTask(crash("outer"));
                co_return;
            };
            co_await report(log, withTaskGroup(inner));
        };
        QCOMPARE(endOf(withTaskGroup(outer)), QStringLiteral("[inner]/1 [outer]/0"));
    }
    void line108_aChildFailsAndTheTaskIsCancelled()
    {
        TaskHandle task;
        const auto body = [&](TaskGroup &group) -> Coro<> {
            group.createTask([](TaskHandle &host, Log &words) -> Coro<> {
                co_await yieldNow();
                words(host.cancelRequests());
                host.cancel();
                words(host.cancelRequests());
                throw std::runtime_error("boom");
            }(task, log));
            co_await nap(log, "body");
        };
        task = createTask([](TestConformanceGroupsFailure *self, auto &&inside) -> Coro<> {
            co_await report(self->log, withTaskGroup(inside));
            self->log(currentTask().cancelRequests());
            co_await nap(self->log, "next");
        }(this, body));
        VERIFY_UNTIL(task.isDone());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "0 1 body!1 [boom]/1 1 next!1");
    }
    // It is cancelled where it suspends next after the failure was noticed: that is one turn earlier for an eager
    // start.
    void line109_aTaskThatMakesAFailingTaskWhileItIsMade()
    {
        QFETCH_GLOBAL(bool, eagerly);
        const auto makesIt = [this](TaskGroup &group) -> Coro<> {
            group.createTask(crash("boom"));
            const char *at = "first";
            try {
                co_await yieldNow();
                at = "second";
                co_await yieldNow();
                at = "none";
            } catch (const Cancelled &) {
                log(at);
                throw;
            }
        };
        const QString words = endOf(runner([&](TaskGroup &group) -> Coro<> {
            group.createTask(makesIt(group));
            co_return;
        }));
        QCOMPARE(words, eagerly ? QStringLiteral("first [boom]/0") : QStringLiteral("second [boom]/0"));
    }
    void line110_noRequestIsLeftBehind()
    {
        const auto failing = [this](TaskGroup &group) -> Coro<> {
            group.createTask(crash("boom"));
            log("body");
            co_return;
        };
        QCOMPARE(endOf([](TestConformanceGroupsFailure *self, auto body) -> Coro<> {
                     co_await report(self->log, withTaskGroup(body));
                     co_await yieldNow();
                     self->log("on");
                 }(this, failing)),
                 QStringLiteral("body [boom]/0 on value/0"));
    }
    void line111_cancelledByAChildBeforeItsFirstSuspension()
    {
        const auto cancelling = [this](TaskGroup &group) -> Coro<> {
            group.cancel();
            log("goes-on");
            co_await nap(log, "child");
        };
        QFETCH_GLOBAL(bool, eagerly);
        const QString words = endOf(runner([&](TaskGroup &group) -> Coro<> {
            group.createTask(nap(log, "sibling"));
            group.createTask(cancelling(group));
            log("body");
            co_await nap(log, "body");
        }));
        // In the order in which they suspended.
        QCOMPARE(words, eagerly ? QStringLiteral("goes-on body sibling!1 child!1 body!1 after value/0")
                                : QStringLiteral("body goes-on sibling!1 body!1 child!1 after value/0"));
    }
};

QTEST_GUILESS_MAIN(TestConformanceGroupsFailure)
#include "tst_conformance_groups_failure.moc"
