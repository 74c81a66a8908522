// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/sleep.h>
#include <qeager/taskfactory.h>

#include "shared/log.h"
#include "shared/loop.h"

using namespace QEager;

static_assert(std::same_as<decltype(post(std::declval<Coro<int>>())), Task<int>>);
static_assert(std::same_as<decltype(createTask(std::declval<QCoro::Task<>>())), Task<void>>);

class TestTaskFactory : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> worker(const char *word)
    {
        log(word);
        co_return 1;
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void postStartsInTheNextTurnInOrder()
    {
        const Cost cost;
        const auto a = post(worker("a")), b = post(worker("b"));
        log("posted");
        QVERIFY(!a.isDone());
        VERIFY_UNTIL(b.isDone());
        COMPARE_LOG(log, "posted a b");
        QCOMPARE(cost(), (Statistics{.tasksCreated = 2, .eventsPosted = 1, .loopTurns = 1, .postedStarts = 2}));
    }
    void postStandsInLineWithWhatIsQueued()
    {
        auto yielding = createTask(
            [this]() -> Coro<void> {
                co_await yieldNow();
                log("yielded");
            },
            {.eagerStart = true});
        const auto posted = post(worker("posted"));
        VERIFY_UNTIL(posted.isDone());
        COMPARE_LOG(log, "yielded posted");
    }
    void createTaskPostsUnlessToldOtherwise()
    {
        const auto lazy = createTask(worker("lazy"));
        const auto told = createTask(worker("told"), {.eagerStart = false});
        const auto now = createTask(worker("now"), {.eagerStart = true});
        COMPARE_LOG(log, "now");
        QVERIFY(now.isDone() && !lazy.isDone() && !told.isDone());
        QCOMPARE(now.result(), 1);
        VERIFY_UNTIL(told.isDone());
        COMPARE_LOG(log, "now lazy told");
    }
    void createTaskAlwaysMakesATask()
    {
        const Cost cost;
        const auto task = createTask(worker("x"), {.name = QStringLiteral("named"), .eagerStart = true});
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eagerFinished = 1}));
        QCOMPARE(task.name(), QStringLiteral("named"));
    }
    void theNameIsThereFromTheFirstLine()
    {
        const auto body = [this]() -> Coro<void> {
            log(currentTask().name());
            co_return;
        };
        createTask(body, {.name = QStringLiteral("eager"), .eagerStart = true});
        const auto posted = post(body, {.name = QStringLiteral("posted")});
        VERIFY_UNTIL(posted.isDone());
        COMPARE_LOG(log, "eager posted");
    }
    void postedTasksKnowTheirParent()
    {
        Task<void> child;
        const auto parent = createTask(
            [&]() -> Coro<void> {
                child = post([]() -> Coro<void> { co_return; });
                co_await yieldNow();
            },
            {.eagerStart = true});
        QVERIFY(child.parent() == parent);
        VERIFY_UNTIL(child.isDone());
    }

    // Rule 11
    void rule11_aStartForAnotherThreadRunsThere()
    {
        QThread thread;
        thread.setObjectName(QStringLiteral("there"));
        const auto body = []() -> Coro<QStringList> {
            QStringList seen{QThread::currentThread()->objectName(), currentTask().name()};
            co_await yieldNow();
            seen << QThread::currentThread()->objectName();
            co_return seen;
        };
        // The thread need not run yet; eagerStart cannot make it run here.
        const auto task = createTask(body, {.name = QStringLiteral("t"), .eagerStart = true, .thread = &thread});
        const QFuture<QStringList> future = task.toFuture();
        thread.start();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), QStringList({QStringLiteral("there"), QStringLiteral("t"), QStringLiteral("there")}));
        thread.quit();
        QVERIFY(thread.wait());
    }
    void rule11_aThreadThatEndsFirstCancelsTheStart()
    {
        auto thread = std::make_unique<QThread>();
        const auto task = post(worker("never"), {.thread = thread.get()});
        const QFuture<int> future = task.toFuture();
        thread.reset();
        QVERIFY(future.isFinished() && future.isCanceled());
        COMPARE_LOG(log, "");
    }
};

QTEST_GUILESS_MAIN(TestTaskFactory)
#include "tst_taskfactory.moc"
