// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// One task that several await, or that is kept somewhere. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"

#include <QtCore/qobject.h>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace {

Task<> logLater(Log &log, int value)
{
    co_await QCoro::sleepFor(1ms);
    log(value);
}

//! Each by a reference to const, which is not the loop's to give away.
Task<int> sumOfAll(Log &log, const std::vector<Task<int>> &tasks)
{
    int sum = 0;
    for (const auto &task : tasks) {
        const int value = co_await task;
        log(value);
        sum += value;
    }
    co_return sum;
}

Task<int> sumOfMoved(Log &log, std::vector<Task<int>> tasks)
{
    int sum = 0;
    for (auto &task : tasks) {
        const int value = co_await task;
        log(value);
        sum += value;
    }
    co_return sum;
}

std::vector<Task<int>> three()
{
    std::vector<Task<int>> tasks;
    tasks.push_back(later(1, 2ms));
    tasks.push_back(now(2));
    tasks.push_back(later(3, 1ms));
    return tasks;
}

} // namespace

class TestSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeAwaitersInTheOrderOfTheirStart()
    {
        Log log;
        Task<int> shared = later(7);
        const auto await = [&](const char *name) -> Task<> {
            log(name, ":begins");
            const int value = co_await shared;
            log(name, value);
        };
        const Task<> a = await("a"), b = await("b"), c = await("c");
        log("started");
        VERIFY_UNTIL(a.isReady() && b.isReady() && c.isReady());
        COMPARE_LOG(log, "a:begins b:begins c:begins started a7 b7 c7");
        QVERIFY(await("d").isReady()); // does not suspend
        COMPARE_LOG(log, "a:begins b:begins c:begins started a7 b7 c7 d:begins d7");
    }

    void thenAndConnectAndWaitFor()
    {
        Log log;
        QObject context;
        Task<int> task = later(3);
        const Task<> then = task.then([&](int value) { log("then", value); });
        QCoro::connect(task, &context, [&] { log("connect"); });
        const auto await = [&]() -> Task<> { log("await", co_await task); };
        const Task<> awaiter = await();
        const Task<int> again = task.then([&](const int &value) { return value + 1; });
        log("wait", QCoro::waitFor(task));
        VERIFY_UNTIL(then.isReady() && awaiter.isReady() && again.isReady());
        log("again", QCoro::waitFor(again));
        COMPARE_LOG(log, "then3 connect await3 wait3 again4");
    }

    void awaitedAfterThen()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            Task<int> task = later(1);
            const auto then = task.then([&](int value) { log("then", value); });
            log("await", co_await task);
            co_await then;
            log("both");
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "then1 await1 both");
    }

    void constLvalues()
    {
        const auto coroutine = []() -> Task<int> {
            const auto pending = later(1);
            const Task<int> ready = now(20);
            const Task<> empty = laterNothing();
            co_await empty;
            const int first = co_await pending;
            co_return first + co_await pending + co_await ready;
        };
        QCOMPARE(QCoro::waitFor(coroutine()), 22);
    }

    void aLoopOverReferencesToConst()
    {
        Log log;
        const std::vector<Task<int>> tasks = three();
        QCOMPARE(QCoro::waitFor(sumOfAll(log, tasks)), 6);
        QCOMPARE(QCoro::waitFor(sumOfAll(log, tasks)), 6); // nothing was taken
        COMPARE_LOG(log, "1 2 3 1 2 3");
    }

    void aLoopOverReferences()
    {
        Log log;
        Task<int> task = sumOfMoved(log, three());
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(task), 6);
        COMPARE_LOG(log, "1 2 3");
    }

    void twoLoopsOverTheSame()
    {
        Log log;
        const std::vector<Task<int>> tasks = three();
        const Task<int> one = sumOfAll(log, tasks);
        const Task<int> two = sumOfAll(log, tasks);
        VERIFY_UNTIL(one.isReady() && two.isReady());
        QCOMPARE(QCoro::waitFor(one) + QCoro::waitFor(two), 12);
        const QString words = log.words();
        QCOMPARE(words.count(QLatin1Char('1')) + words.count(QLatin1Char('2')) + words.count(QLatin1Char('3')), 6);
    }

    void movedWhileItIsAwaited()
    {
        Log log;
        std::vector<Task<int>> tasks;
        tasks.push_back(later(5));
        const auto await = [&]() -> Task<> { log(co_await tasks[0]); };
        const Task<> before = await();
        for (int i = 0; i < 20; ++i)
            tasks.push_back(now(i)); // it moves with the vector
        const Task<> after = await();
        VERIFY_UNTIL(before.isReady() && after.isReady());
        COMPARE_LOG(log, "5 5");
    }

    void inContainers()
    {
        Log log;
        std::map<int, Task<int>> map;
        map.emplace(1, later(1));
        map.emplace(2, later(2).then([&](int value) {
            log("map", value);
            return value;
        }));
        map[3] = now(3);
        log(map.at(1).isReady());
        log(map.at(3).isReady());
        const auto pointer = std::make_shared<Task<>>(logLater(log, 4));
        const std::weak_ptr<Task<>> weak = pointer;
        const auto coroutine = [&]() -> Task<> {
            log(co_await map.at(1));
            co_await *pointer;
            log("pointer");
            log(co_await map.at(2));
        };
        QCoro::waitFor(coroutine());
        QVERIFY(weak.lock()->isReady());
        const QString words = log.words();
        QVERIFY2(words.startsWith(QLatin1String("false true ")), qPrintable(words));
        QVERIFY2(words.contains(QLatin1String(" 4 pointer")), qPrintable(words));
        QVERIFY2(words.contains(QLatin1String(" map2 ")), qPrintable(words));
        QVERIFY2(words.endsWith(QLatin1String(" 2")), qPrintable(words));
    }

    void containersThatAreCleared()
    {
        // What runs, runs on.
        Log log;
        std::map<int, Task<>> map;
        map.emplace(1, logLater(log, 1));
        map.clear();
        auto pointer = std::make_shared<Task<>>(logLater(log, 2));
        pointer.reset();
        std::optional<Task<>> optional(logLater(log, 3));
        optional.reset();
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(log.words().size() == 5);
        COMPARE_LOG(log, "1 2 3");
    }

    void anOptionalThatIsAssigned()
    {
        Log log;
        std::optional<Task<>> task;
        task = later(1).then([&](int value) { log("first", value); });
        QVERIFY(!task->isReady());
        task = later(2, 2ms).then([&](int value) { log("second", value); }); // the first runs on
        QCoro::waitFor(*task);
        COMPARE_LOG(log, "first1 second2");
        task = nothing();
        QVERIFY(task->isReady());
    }

    void anExceptionForEveryAwaiter()
    {
        Log log;
        Task<int> shared = failing(true);
        const auto await = [&](const char *name) -> Task<> {
            try {
                log(co_await shared);
            } catch (const std::runtime_error &e) {
                log(name, ":", e.what());
            }
        };
        const Task<> a = await("a"), b = await("b");
        VERIFY_UNTIL(a.isReady() && b.isReady());
        QVERIFY(await("c").isReady());
        COMPARE_LOG(log, "a:broken b:broken c:broken");
    }

    void theSecondAwaiterOfAMoveOnlyValue()
    {
        Log log;
        Task<MoveOnly> shared = boxed(5);
        const auto await = [&](const char *name) -> Task<> {
            try {
                const MoveOnly box = co_await shared;
                if (box)
                    log(name, *box);
                else
                    log(name, "-null");
            } catch (const std::exception &) {
                log(name, "-exception");
            }
        };
        const Task<> first = await("first"), second = await("second");
        VERIFY_UNTIL(first.isReady() && second.isReady());
        QCOMPARE(log.words(), Differences::secondOfAMoveOnlyValue());
    }

    void theSecondAwaiterOfAString()
    {
        Log log;
        Task<QString> shared = later(1).then([](int) { return QStringLiteral("text"); });
        const auto await = [&]() -> Task<> {
            const QString text = co_await shared;
            log("[", text, "]");
        };
        const Task<> first = await(), second = await();
        VERIFY_UNTIL(first.isReady() && second.isReady());
        QCOMPARE(log.words(), Differences::secondOfAString());
    }
};

QTEST_GUILESS_MAIN(TestSharing)
#include "sharing.moc"
