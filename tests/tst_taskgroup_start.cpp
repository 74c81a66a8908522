// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What can be a child of a group, and each way of starting one.

#include <qeager/context.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>

#include "shared/grouptest.h"

#include <optional>

using namespace QEager;

class TestTaskGroupStart : public GroupTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // Starting
    void eachWayOfStartingKeepsItsOrder()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.post(step("posted"));
                     group.createTask(step("created"));
                     group.start(step("started"));
                     const TaskOptions eagerStart{.eagerStart = true};
                     group.createTask(step("eager"), eagerStart);
                     log("body");
                     co_return;
                 })),
                 QStringLiteral(
                     "started eager body posted created started-end eager-end posted-end created-end after value/0"));
    }
    void everyStartableIsAChild()
    {
        const auto qcoro = []() -> QCoro::Task<int> {
            co_await yieldNow();
            co_return 2;
        };
        const auto running = post(after(2, 4));
        int sum = 0;
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     const auto function = group.start([] { return after(1, 1); });
                     const auto foreign = group.createTask(qcoro);
                     const auto task = group.start(running);
                     log(group.size());
                     co_await yields(4);
                     sum = function.result() + foreign.result() + task.result();
                 })),
                 QStringLiteral("3 after value/0"));
        QCOMPARE(sum, 7);
    }
    void nameContextAndParentAreThereInTheFirstLine()
    {
        static ContextVar<QString> user("user");
        TaskHandle host;
        const auto first = [this, &host]() -> Coro<> {
            log(currentTask().name(), "/", user.value(), "/", currentTask().parent() == host);
            co_await yieldNow();
            user.set(QStringLiteral("child"));
        };
        user.set(QStringLiteral("ada"));
        Context other;
        other.run([] { user.set(QStringLiteral("bob")); });
        const QString words = endOf(runner([&](TaskGroup &group) -> Coro<> {
            host = currentTask();
            const auto options = [](const char *name, std::optional<Context> context) {
                return TaskOptions{.name = QString::fromUtf8(name), .context = std::move(context)};
            };
            group.start(first(), options("a", {}));
            group.post(first(), options("b", {}));
            group.createTask(first(), options("c", other));
            co_await yields(3);
            log(user.value(), "/", user.value(other));
        }));
        QCOMPARE(words, QStringLiteral("a/ada/true b/ada/true c/bob/true ada/child after value/0"));
    }
    void anEmptyCoroIsRefusedAndTheGroupGoesOn()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(step("a"));
                     log(endingOf([&] { group.start(Coro<>()); }));
                     log(group.size(), "/", group.isOpen());
                     co_return;
                 })),
                 QStringLiteral("a InvalidState 1/true a-end after value/0"));
    }
    void oneThatTheFactoryRefusesIsNoChild()
    {
        const auto task = eager(runner([this](TaskGroup &group) -> Coro<> {
            setTaskFactory([](TaskStart &) {});
            log(endingOf([&] { group.createTask(tracked(Tracked())); }));
            setTaskFactory([](TaskStart &) { throw std::runtime_error("no"); });
            log(endingOf([&] { group.createTask(tracked(Tracked())); }));
            log(group.size(), "/", Tracked::alive);
            co_return;
        }));
        QVERIFY(task.isReady());
        COMPARE_LOG(log, "InvalidState no 0/0 after");
    }
    void oneThatComesWhenTheLastHasEnded() // and before the group has had its turn
    {
        QCOMPARE(endOf(runner([this](TaskGroup &group) -> Coro<> {
                     group.start(step("last")).then(this, [this, &group] {
                         log(endingOf([&] { group.start(step("late")); }));
                     });
                     co_return;
                 })),
                 QStringLiteral("last last-end InvalidState after value/0"));
    }
    void startsBeyondThePolicyAreChildrenToo()
    {
        const StartPolicy before = startPolicy();
        setStartPolicy({.maxDepth = 1});
        auto task = eager(runner([this](TaskGroup &group) -> Coro<> {
            group.start(step("deep"));
            log("body");
            co_return;
        }));
        setStartPolicy(before);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body deep deep-end after");
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupStart)
#include "tst_taskgroup_start.moc"
