// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/task.h>

#include "shared/elsewhere.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <QtCore/qset.h>

#include <stdexcept>

#include <vector>

using namespace QEager;

static_assert(std::copyable<Task<int>> && std::copyable<TaskHandle>);
static_assert(std::convertible_to<Task<int>, TaskHandle> && !std::convertible_to<TaskHandle, Task<int>>);
static_assert(sizeof(Task<int>) == sizeof(void *));
static_assert(std::same_as<decltype(std::declval<const Task<QString> &>().result()), const QString &>);
static_assert(requires(Task<int> a, Task<void> b, TaskHandle c) {
    a == b;
    b == c;
});
static_assert(QCoro::Awaitable<Task<int>>);

namespace {

Coro<int> number(int n, int yields = 1)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return n;
}
Coro<void> failing()
{
    co_await yieldNow();
    throw std::runtime_error("failed");
}

} // namespace

class TestTask : public QObject
{
    Q_OBJECT
    Log log;

    Coro<void> awaiter(const char *name, Task<int> task)
    {
        const int value = co_await task;
        log(name, value);
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void emptyHandles()
    {
        const TaskHandle handle;
        QVERIFY(handle.isNull());
        QVERIFY(!handle);
        QVERIFY(!handle.isDone());
        QVERIFY(!handle.isCancelled());
        QVERIFY(!handle.cancel());
        QCOMPARE(handle.name(), QString());
        QCOMPARE(handle.id(), 0u);
        QVERIFY(handle.parent().isNull());
        handle.setName(QStringLiteral("nobody"));
        QVERIFY_THROWS_EXCEPTION(InvalidState, handle.exception());
        const Task<int> task;
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.toFuture());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.then(nullptr, [](int) {}));
        auto awaiting = eager([](Task<int> t) -> Coro<int> { co_return co_await t; }, task);
        QVERIFY_THROWS_EXCEPTION(InvalidState, awaiting.result());
    }
    void rule10_resultWhilePendingIsInvalidState()
    {
        const Task<int> task = post(number(1));
        QVERIFY(!task.isDone());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.exception());
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(task.result(), 1);
        QVERIFY(!task.exception());
    }
    void identityAndNames()
    {
        const Task<int> a = post(number(1)), b = post(number(1), {.name = QStringLiteral("b")});
        const TaskHandle same = a;
        QVERIFY(same == a);
        QVERIFY(a != b);
        QVERIFY(same.id() == a.id());
        QVERIFY(a.id() < b.id());
        QCOMPARE(a.name(), QStringLiteral("Task-%1").arg(a.id()));
        QCOMPARE(b.name(), QStringLiteral("b"));
        b.setName(QStringLiteral("c"));
        QCOMPARE(b.name(), QStringLiteral("c"));
        QCOMPARE(QSet<TaskHandle>({a, b, same}).size(), 2);
        VERIFY_UNTIL(b.isDone());
    }
    void manyAwaitersSeeOneValueInTheirOrder()
    {
        const Task<int> task = post(number(7));
        auto a = eager(awaiter("a", task)), b = eager(awaiter("b", task));
        VERIFY_UNTIL(a.isReady() && b.isReady());
        auto late = eager(awaiter("late", task));
        QVERIFY(late.isReady());
        COMPARE_LOG(log, "a7 b7 late7");
    }
    void awaitedAsRvalueItGivesTheValue()
    {
        auto outer = []() -> Coro<int> {
            Task<MoveOnly> task = post([]() -> Coro<MoveOnly> { co_return std::make_unique<int>(3); });
            Task<MoveOnly> second = task;
            MoveOnly value = co_await std::move(task);
            try {
                second.result();
            } catch (const InvalidState &) {
                co_return *value;
            }
            co_return -1;
        };
        auto value = eager(outer);
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 3);
    }
    void anRvalueSharedWithOthersIsCopied()
    {
        Task<Tracked> task = post([]() -> Coro<Tracked> { co_return Tracked(4); });
        const Task<Tracked> other = task;
        auto value =
            eager([](Task<Tracked> t) -> Coro<int> { co_return (co_await std::move(t)).value; }, std::move(task));
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 4);
        QCOMPARE(other.result().value, 4);
    }
    void aTaskThatAwaitsItselfIsTold()
    {
        auto self = post([]() -> Coro<int> {
            auto me = currentTask();
            for (const TaskHandle &handle : allTasks())
                if (handle == me)
                    co_return 1;
            co_return 0;
        });
        VERIFY_UNTIL(self.isDone());
        QCOMPARE(self.result(), 1);
        Task<void> task;
        task = post([&task]() -> Coro<void> { co_await task; });
        VERIFY_UNTIL(task.isDone());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
    }

    // Rule 4
    void rule4_identityIsTheSameBeforeAndAfterTheSuspension()
    {
        TaskHandle before, after;
        auto value = eager([&]() -> Coro<void> {
            before = currentTask();
            co_await yieldNow();
            after = currentTask();
        });
        QVERIFY(!before.isNull());
        QVERIFY(before == value.task());
        VERIFY_UNTIL(value.isReady());
        QVERIFY(before == after);
        QVERIFY(currentTask().isNull());
    }
    void rule4_askingMakesTheTaskNotAskingDoesNot()
    {
        const Cost cost;
        auto value = eager([]() -> Coro<quint64> { co_return currentTask().id() + 0 * currentTask().id(); });
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eagerFinished = 1}));
        QVERIFY(value.isReady());
        QCOMPARE(value.result(), value.task().id());
    }
    void rule4_theParentIsWhoStartedIt()
    {
        TaskHandle outer, inner, parentSeenInside;
        Task<void> child;
        auto value = eager([&]() -> Coro<void> {
            child = eager([&]() -> Coro<void> {
                        inner = currentTask();
                        parentSeenInside = inner.parent();
                        co_await yieldNow();
                    }).task();
            outer = currentTask();
            co_await yieldNow();
            co_await yieldNow();
        });
        QVERIFY(child == inner);
        QVERIFY(child.parent() == outer);
        QVERIFY(parentSeenInside == outer);
        QVERIFY(outer == value.task());
        QVERIFY(outer.parent().isNull());
        VERIFY_UNTIL(value.isReady());
    }
    void rule4_aParentThatNeededNoTaskIsNotMadeOne()
    {
        const Cost cost;
        Task<void> child;
        auto value = eager([&]() -> Coro<void> {
            child = eager(number(1)).then([](int) {}).task();
            co_return;
        });
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        QCOMPARE(cost().tasksCreated, 2u); // number() and then()
        QVERIFY(child.parent().isNull());
        VERIFY_UNTIL(child.isDone());
    }
    void rule4_aParentThatSuspendsLaterIsKnownThen()
    {
        Task<int> child;
        auto value = eager([&]() -> Coro<void> {
            child = eager(number(1, 3)).task();
            co_await yieldNow();
        });
        QVERIFY(child.parent() == value.task());
        VERIFY_UNTIL(child.isDone());
        QVERIFY(child.parent().isNull());
    }
    void rule4_allThatOneStartBeganHaveItAsParent()
    {
        std::vector<Task<int>> children;
        TaskHandle seenByTheSecond;
        auto value = eager([&]() -> Coro<quint64> {
            for (int i = 0; i < 3; ++i)
                children.push_back(post(number(i)));
            seenByTheSecond = children[1].parent(); // which makes the task of the start
            children.push_back(post(number(3)));
            co_return currentTask().id();
        });
        QVERIFY(!seenByTheSecond.isNull());
        QCOMPARE(value.result(), seenByTheSecond.id());
        for (const Task<int> &child : children)
            QCOMPARE(child.parent(), seenByTheSecond);
        VERIFY_UNTIL(children.back().isDone());
    }
    void rule4_allThatOneStartBeganHaveNoParentIfItNeededNoTask()
    {
        std::vector<Task<int>> children;
        const Cost cost;
        auto value = eager([&]() -> Coro<void> {
            for (int i = 0; i < 3; ++i)
                children.push_back(post(number(i)));
            children.erase(children.begin() + 1); // it runs all the same
            co_return;
        });
        QVERIFY(!value.isTask());
        QCOMPARE(cost().tasksCreated, 3u);
        for (const Task<int> &child : children)
            QVERIFY(child.parent().isNull());
        VERIFY_UNTIL(children.back().isDone());
        QCOMPARE(cost().postedStarts, 3u);
    }
    void rule4_allTasksAreTheLivingOnes()
    {
        QCOMPARE(allTasks(), QList<TaskHandle>());
        QList<TaskHandle> inside;
        TaskHandle me;
        auto a = eager(number(1));
        auto b = eager([&]() -> Coro<void> {
            me = currentTask();
            inside = allTasks();
            co_await yieldNow();
        });
        QCOMPARE(inside, (QList<TaskHandle>{a.task(), me}));
        QCOMPARE(allTasks(), inside);
        VERIFY_UNTIL(a.isReady() && b.isReady());
        QCOMPARE(allTasks(), QList<TaskHandle>());
    }

    void thenAndToFuture()
    {
        const Task<int> task = post(number(5));
        task.then(this, [this](int n) { log("then", n); });
        QFuture<int> future = task.toFuture();
        VERIFY_UNTIL(future.isFinished());
        COMPARE_LOG(log, "then5");
        QCOMPARE(future.result(), 5);
        task.then(this, [this] { log("again"); });
        COMPARE_LOG(log, "then5 again");
        const Task<void> failed = post(failing());
        failed.then(this, [this] { log("value"); }, [this](const std::exception &e) { log(e.what()); });
        VERIFY_UNTIL(failed.isDone());
        spin(2);
        COMPARE_LOG(log, "then5 again failed");
    }

    void toQCoro()
    {
        const Task<int> task = post(number(5));
        QCOMPARE(QCoro::waitFor(task.toQCoro()), 5);
        QCOMPARE(QCoro::waitFor(task.toQCoro()), 5);
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(Task<int>().toQCoro()).result());
    }

    // Rule 10
    void rule10_anUnobservedExceptionIsLoggedWhenTheLastHandleGoes()
    {
        Messages messages;
        Task<void> task = post(failing(), {.name = QStringLiteral("saver")});
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(messages.take(), QString());
        task = {};
        QCOMPARE(messages.take(), QStringLiteral("The exception of saver was never retrieved: failed"));
        task = post(failing());
        VERIFY_UNTIL(task.isDone());
        QVERIFY(task.exception());
        task = {};
        QCOMPARE(messages.take(), QString());
    }

    // Rule 11
    void rule11_onlyTheHomeThreadReadsIt()
    {
        const Task<int> task = post(number(1));
        const auto awaiting = [](Task<int> t) -> Coro<int> { co_return co_await t; };
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { return Task<int>(task).result(); }));
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { Task<int>(task).then(nullptr, [](int) {}); }));
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { return eager(awaiting, task).result(); }));
        VERIFY_UNTIL(task.isDone());
    }
    void rule11_toFutureAndCancelFromAnyThread()
    {
        const Task<int> task = post(number(6)), cancelled = post(number(1, 1000));
        QFuture<int> future;
        QVERIFY(elsewhere([&] {
            future = task.toFuture();
            return cancelled.cancel(QStringLiteral("from afar"));
        }));
        VERIFY_UNTIL(future.isFinished() && cancelled.isDone());
        QCOMPARE(future.result(), 6);
        QVERIFY(cancelled.isCancelled());
        try {
            cancelled.result();
            QFAIL("did not throw");
        } catch (const Cancelled &e) {
            QCOMPARE(e.message(), QStringLiteral("from afar"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"
