// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Where task groups are entered and used: eager phases and resumed tasks, timeouts, scopes, coroutines of others,
// threads.

#include <qeager/corostart.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/grouptest.h"
#include "shared/messages.h"
#include "shared/phases.h"

#include <QtCore/qscopeguard.h>
#include <QtCore/qthread.h>

#include <optional>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

class TestTaskGroupWhere : public GroupTest
{
    Q_OBJECT

    //! All three ways of starting.
    void startAll(TaskGroup &group, const TaskOptions &options = {})
    {
        log(endingOf([&] { group.start(tracked(Tracked()), options); }));
        log(endingOf([&] { group.post(tracked(Tracked()), options); }));
        log(endingOf([&] { group.createTask(tracked(Tracked()), options); }));
        log(Tracked::alive, "/", group.size());
    }
    //! Suspends only if it is told to before it awaits \a coro.
    template <typename T>
    Coro<> behind(bool suspendFirst, Coro<T> coro)
    {
        if (suspendFirst)
            co_await yieldNow();
        co_await report(log, std::move(coro));
    }

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // Phases
    void itRunsInTheTaskThatEntersIt_data() { addPhases(); }
    void itRunsInTheTaskThatEntersIt()
    {
        QFETCH(const bool, suspend);
        TaskHandle inside, later, parent;
        const auto child = [&]() -> Coro<> {
            parent = currentTask().parent();
            log("child");
            co_await yieldNow();
            throw std::runtime_error("boom");
        };
        auto task = eager(behind(suspend, runner([&](TaskGroup &group) -> Coro<> {
                                     inside = currentTask();
                                     group.start(child());
                                     log("body");
                                     co_await nap(log, "body");
                                 })));
        later = task.task();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "child body body!1 [boom]/0");
        QVERIFY(inside);
        QVERIFY(inside == later);
        QVERIFY(parent == later);
    }
    void itBindsToTheInnermostTask()
    {
        const auto starter = [this]() -> Coro<> {
            auto child = eager(runner([this](TaskGroup &group) -> Coro<> {
                group.start(crash("boom"));
                co_await nap(log, "body");
            }));
            co_await yields(5);
            log("starter/", currentTask().cancelRequests(), "/", ending(child.exception()));
        };
        QCOMPARE(endOf(starter()), QStringLiteral("body!1 starter/0/[boom] value/0"));
    }

    // Timeouts and groups that are entered before there is a task
    void aTimeoutOutsideAndAGroupInside()
    {
        auto task = eager(report(log, withTimeout(0s, runner([this](TaskGroup &group) -> Coro<> {
                                                      group.start(nap(log, "child"));
                                                      co_await nap(log, "body");
                                                  }))));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body!1 child!1 TimedOut/0");
        log.clear();
        task = eager(report(log, withTimeout(1h, runner([this](TaskGroup &group) -> Coro<> {
                                                 group.start(crash("boom"));
                                                 co_await nap(log, "body");
                                             }))));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body!1 [boom]/0");
    }
    void aGroupOutsideAndATimeoutInside()
    {
        auto task = eager(report(log, runner([this](TaskGroup &group) -> Coro<> {
                                     group.start(nap(log, "child"));
                                     co_await withTimeout(0s, nap(log, "body"));
                                 })));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body!1 child!1 [TimedOut]/0");
        log.clear();
        task = eager(report(log, runner([this](TaskGroup &group) -> Coro<> {
                                group.start(crash("boom"));
                                co_await withTimeout(1h, nap(log, "body"));
                            })));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body!1 [boom]/0");
    }
    void innerOnesAreLeftBeforeThereIsATask_data()
    {
        QTest::addColumn<bool>("fail");
        QTest::newRow("by their end") << false;
        QTest::newRow("by an exception") << true;
    }
    void innerOnesAreLeftBeforeThereIsATask()
    {
        QFETCH(const bool, fail);
        const auto end = [fail]() -> Coro<> {
            if (fail)
                throw std::runtime_error("inner");
            co_return;
        };
        const auto enterAndLeave = [end](bool groupFirst) -> Coro<> {
            const auto inGroup = [end](TaskGroup &) { return withTimeout(1h, end()); };
            const auto inTimeout = [end](TaskGroup &) { return end(); };
            try {
                if (groupFirst)
                    co_await withTaskGroup(inGroup);
                else
                    co_await withTimeout(1h, withTaskGroup(inTimeout));
            } catch (const std::exception &) { // NOLINT(bugprone-empty-catch): as it was to be
            }
        };
        const auto body = [&]() -> Coro<> {
            co_await enterAndLeave(true);
            co_await enterAndLeave(false);
            co_await nap(log, "body");
        };
        expectInline([&] { return eager(enterAndLeave(true)); });
        auto timed = eager(report(log, withTimeout(0s, body())));
        VERIFY_UNTIL(timed.isReady());
        COMPARE_LOG(log, "body!1 TimedOut/0");
        log.clear();
        auto grouped = eager(report(log, runner([&](TaskGroup &group) -> Coro<> {
                                        group.start(crash("boom"));
                                        co_await body();
                                    })));
        VERIFY_UNTIL(grouped.isReady());
        COMPARE_LOG(log, "body!1 [boom]/0");
    }
    void allOfThreeAreTold()
    {
        std::optional<TaskGroup> outer, inner;
        auto task = eager(report(log, runner([&](TaskGroup &group) -> Coro<> {
                                     outer = group;
                                     const auto body = [&](TaskGroup &nested) -> Coro<> {
                                         inner = nested;
                                         nested.start(nap(log, "child"));
                                         co_await nap(log, "body");
                                     };
                                     co_await withTimeout(1h, withTaskGroup(body));
                                     log("between");
                                     co_await nap(log, "outer");
                                 })));
        spin(2);
        inner->cancel();
        VERIFY_UNTIL(!inner->isOpen() && log.words().endsWith(QStringLiteral("between")));
        outer->cancel();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "child!1 body!1 between outer!1 after value/0");
    }

    // In things of others
    void inAScope()
    {
        TaskScope scope;
        auto value = scope.eager(withTaskGroup([](TaskGroup &group) -> Coro<int> {
            group.start(yields(3));
            co_return 5;
        }));
        QCOMPARE(scope.size(), 1); // its child is in the group
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 5);
        QVERIFY(scope.isEmpty());
        expectInline([&] { return scope.eager(withTaskGroup([](TaskGroup &) { return yields(0); })); });
    }
    void inACoroStart()
    {
        CoroStart<int> start(withTaskGroup([this](TaskGroup &group) -> Coro<int> {
            group.start(yields(1));
            log("begun");
            co_return 6;
        }));
        spin(5);
        QVERIFY(start.isPending()); // its children end, it is held
        int value = 0;
        const auto host = [&]() -> Coro<> { value = co_await start; };
        QCOMPARE(endOf(host()), QStringLiteral("value/0"));
        QCOMPARE(value, 6);
    }
    void inACoroutineOfQCoro()
    {
        auto task = [](TestTaskGroupWhere *self) -> QCoro::Task<int> {
            const auto body = [self](TaskGroup &group) -> Coro<int> {
                group.start(crash("boom", 1));
                group.start(nap(self->log, "a"));
                co_return 1;
            };
            try {
                co_return co_await withTaskGroup(body);
            } catch (const ExceptionGroup &e) {
                self->log(e.what());
            }
            const auto ends = [](TaskGroup &group) -> Coro<int> {
                group.start(yields(1));
                co_return 2;
            };
            co_return co_await withTaskGroup(ends);
        }(this);
        QCOMPARE(QCoro::waitFor(task), 2);
        COMPARE_LOG(log, "a!1 1 exception in a task group: boom");
    }

    // Threads
    void anotherThreadIsRefused()
    {
        Messages messages;
        std::optional<TaskGroup> kept;
        auto task = eager(runner([&](TaskGroup &group) -> Coro<> {
            kept = group;
            co_await yields(5);
        }));
        std::thread([&] { startAll(*kept); }).join();
        COMPARE_LOG(log, "InvalidState InvalidState InvalidState 0/0");
        VERIFY_UNTIL(task.isReady());
        log.clear();
        std::thread([&] { startAll(*kept); }).join(); // the same when it has ended
        COMPARE_LOG(log, "InvalidState InvalidState InvalidState 0/0");
        QCOMPARE(messages.take(), QString());
    }
    void childrenForAnotherThreadAreRefused()
    {
        Messages messages;
        QThread other;
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     const TaskOptions there{.thread = &other}, here{.thread = thread()};
                     startAll(group, there);
                     group.start(yields(1), here);
                     group.post(yields(1), here);
                     group.createTask(yields(1), here);
                     log(group.size());
                     co_return;
                 })),
                 QStringLiteral("InvalidState InvalidState InvalidState 0/0 3 after value/0"));
        QCOMPARE(messages.take(), QString());
    }
    void aFactoryThatSendsThemToAnotherThreadIsRefused()
    {
        Messages messages;
        TaskScope scope;
        auto *const other = new QThread; // never runs, so that nothing happens there
        setTaskFactory([other](TaskStart &start) {
            start.options.thread = other;
            start.run();
        });
        const auto task = scope.eager(runner([this](TaskGroup &group) -> Coro<> {
            log(endingOf([&] { group.createTask(tracked(Tracked())); }));
            log(group.size());
            co_return;
        }));
        setTaskFactory({});
        const bool refused = task.isReady();
        scope.close(); // a child that was not refused must not end in the group: that would be the end of the program
        if (refused)
            delete other;
        COMPARE_LOG(log, "InvalidState 0 after");
    }
    void manyGroupsInEachOther_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("close");
        // Whoever throws under AddressSanitizer waits for it to look at every frame that there is.
        QTest::newRow("cancelled") << (QEAGER_ADDRESS_SANITIZED ? 4000 : 20000) << false;
        QTest::newRow("closed") << 1000 << true; // that is done inside one another, and takes stack
    }
    void manyGroupsInEachOther()
    {
        QFETCH(const int, depth);
        QFETCH(const bool, close);
        int waiting = 0, ended = 0;
        const auto level = [&](int below, const auto &self) -> Coro<> {
            const auto body = [&, below](TaskGroup &group) -> Coro<> {
                ++waiting;
                if (below > 0)
                    group.post(self(below - 1, self));
                else
                    co_await QEager::sleep(1h);
            };
            const auto count = qScopeGuard([&] { ++ended; });
            co_await withTaskGroup(body);
        };
        TaskScope scope;
        const auto task = scope.post(level(depth, level));
        VERIFY_UNTIL(waiting == depth + 1);
        if (close)
            scope.close();
        else
            QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isDone());
        QVERIFY(task.isCancelled());
        QCOMPARE(ended, depth + 1);
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupWhere)
#include "tst_taskgroup_where.moc"
