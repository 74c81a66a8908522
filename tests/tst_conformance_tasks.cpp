// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of CPython and asynkit that QEager matches: sections 4 (eager tasks), 5 (loop state) and 10
// (measured). The numbers in the names are those of docs/conformance.md.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/end.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"

#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>

#include <stdexcept>

using namespace QEager;

class TestConformanceTasks : public QObject
{
    Q_OBJECT
    Log log;

    static Coro<QString> sync() { co_return QStringLiteral("sync"); }
    static Coro<QString> blocking()
    {
        co_await yieldNow();
        co_return QStringLiteral("async");
    }
    static Coro<int> failing(bool block)
    {
        if (block)
            co_await yieldNow();
        throw std::runtime_error("x");
    }
    Coro<void> logging(const char *word)
    {
        log(word);
        co_return;
    }
    template <typename T>
    static T awaited(Task<T> task)
    {
        auto value = eager([](Task<T> t) -> Coro<T> { co_return co_await t; }, std::move(task));
        return end(std::move(value));
    }
    template <typename C>
    static auto eagerTask(C coro, QString name = {})
    {
        return createTask(std::move(coro), {.name = std::move(name), .eagerStart = true});
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { setTaskFactory({}); }

    void line56_aSynchronousOneIsDoneAtOnce()
    {
        const auto task = eagerTask(sync());
        QVERIFY(task.isDone());
        QCOMPARE(awaited(task), QStringLiteral("sync"));
    }
    void line57_aBlockingOneIsNot()
    {
        const auto task = eagerTask(blocking());
        QVERIFY(!task.isDone());
        QCOMPARE(awaited(task), QStringLiteral("async"));
        QVERIFY(task.isDone());
    }
    void line59_itIsATaskEitherWay()
    {
        static_assert(std::same_as<decltype(eagerTask(sync())), decltype(eagerTask(blocking()))>);
        QVERIFY(eagerTask(sync()).id() > 0);
    }
    void line60_aFactoryWithAConstructorOfOnesOwn()
    {
        TaskHandle made;
        setTaskFactory(makeEagerTaskFactory([&](TaskStart &start) {
            log("constructor");
            made = start.run();
        }));
        const auto task = createTask(blocking(), {.name = QStringLiteral("example")});
        COMPARE_LOG(log, "constructor");
        QVERIFY(task == made);
        QVERIFY(!task.isDone());
        QCOMPARE(task.name(), QStringLiteral("example"));
        QCOMPARE(awaited(task), QStringLiteral("async"));
        COMPARE_LOG(log, "constructor");
    }
    void line61_errors()
    {
        const auto now = eagerTask(failing(false)), later = eagerTask(failing(true));
        QVERIFY(now.isDone());
        QVERIFY(!later.isDone());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, awaited(now));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, awaited(later));
    }
    void line62_eachHandleCanBeAwaitedAgain()
    {
        const auto a = eagerTask(sync()), b = eagerTask(blocking());
        QCOMPARE(awaited(a) + awaited(b), QStringLiteral("syncasync"));
        QCOMPARE(awaited(a) + awaited(b), QStringLiteral("syncasync"));
    }
    void line65_eagerStartDecides()
    {
        QVERIFY(createTask(sync(), {.eagerStart = true}).isDone());
        const auto told = createTask(sync(), {.eagerStart = false});
        const auto untold = createTask(sync());
        QVERIFY(!told.isDone());
        QVERIFY(!untold.isDone());
        VERIFY_UNTIL(untold.isDone());
    }
    void line66_itLogsBeforeItsCreator()
    {
        eagerTask(logging("eager_start"));
        log("after_create_eager");
        COMPARE_LOG(log, "eager_start after_create_eager");
    }
    void line67_notEagerUnderAnEagerFactory()
    {
        setTaskFactory(eagerTaskFactory());
        const auto body = [this]() -> Coro<void> {
            co_await yieldNow();
            log(currentTask().name());
        };
        const auto task = createTask(
            [this, &body]() -> Coro<void> {
                log("begun");
                co_await body();
            },
            {.name = QStringLiteral("example"), .eagerStart = false});
        log("created");
        QVERIFY(!task.isDone());
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "created begun example");
    }
    void line68_theNameInTheEagerStep()
    {
        const auto task =
            eagerTask([]() -> Coro<QString> { co_return currentTask().name(); }, QStringLiteral("example"));
        QVERIFY(task.isDone());
        QCOMPARE(task.result(), QStringLiteral("example"));
    }
    void line69_aValueSetInTheEagerStepIsSeenByTheCreator()
    {
        QPromise<QString> promise;
        promise.start();
        const auto task = eagerTask([&]() -> Coro<void> {
            promise.addResult(QStringLiteral("my message"));
            promise.finish();
            co_return;
        });
        QVERIFY(task.isDone());
        auto reading = eager([](QFuture<QString> f) -> Coro<QString> { co_return co_await f; }, promise.future());
        QCOMPARE(reading.result(), QStringLiteral("my message"));
    }
    void line70_71_theCurrentTaskIsTheNewOneThroughout()
    {
        const auto twice = [](TaskHandle &first, TaskHandle &second) -> Coro<void> {
            first = currentTask();
            co_await yieldNow();
            second = currentTask();
        };
        TaskHandle a, b, c, d, outer;
        const auto fromOutside = eagerTask(twice(a, b)); // 71: no current task here, so Python needs a ghost
        const auto fromInside = eagerTask([&]() -> Coro<void> {
            outer = currentTask();
            co_await eagerTask(twice(c, d));
        });
        VERIFY_UNTIL(fromOutside.isDone() && fromInside.isDone());
        QVERIFY(!a.isNull());
        QVERIFY(a == b);
        QVERIFY(a == fromOutside);
        QVERIFY(!c.isNull());
        QVERIFY(c == d);
        QVERIFY(c != outer);
        QVERIFY(outer == fromInside);
    }
    void line72_73_allTasks()
    {
        bool during = false;
        const auto look = [&during](bool block) -> Coro<void> {
            during = allTasks().contains(currentTask());
            if (block)
                co_await yieldNow();
        };
        const auto finished = eagerTask(look(false));
        QVERIFY(during);
        QVERIFY(!allTasks().contains(finished));
        during = false;
        const auto blocked = eagerTask(look(true));
        QVERIFY(during);
        QVERIFY(allTasks().contains(blocked));
        VERIFY_UNTIL(blocked.isDone());
        QVERIFY(!allTasks().contains(blocked));
    }
    void line74_cancellingAFinishedOneDoesNothing()
    {
        const auto task = eagerTask(sync());
        QVERIFY(!task.cancel());
        QVERIFY(!task.isCancelled());
        QCOMPARE(awaited(task), QStringLiteral("sync"));
    }

    void line82_withoutARunningLoopAPostedRootDoesNotRun()
    {
        const auto root = post([this]() -> Coro<void> {
            log(!currentTask().isNull());
            co_return;
        });
        log("created");
        VERIFY_UNTIL(root.isDone());
        COMPARE_LOG(log, "created true");
    }
    void line83_aTaskForAnotherLoopRunsWhenThatRuns()
    {
        QThread thread;
        QFuture<QThread *> future = createTask([]() -> Coro<QThread *> { co_return QThread::currentThread(); },
                                               {.eagerStart = true, .thread = &thread})
                                        .toFuture();
        spin(2);
        QVERIFY(!future.isFinished());
        thread.start();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }

    void line131_awaitingADoneHandleDoesNotSuspend()
    {
        const auto task = eagerTask(sync());
        const Cost cost;
        QVERIFY(eager([](Task<QString> t) -> Coro<QString> { co_return co_await t; }, task).isReady());
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
    }
    void line132_anyNumberOfTimes()
    {
        for (const auto &task : {eagerTask(sync()), eagerTask(blocking())}) {
            const QString first = awaited(task);
            QCOMPARE(awaited(task), first);
        }
    }
    void line133_oneTurnFromBlockToResume()
    {
        const auto task = eagerTask(blocking());
        const Cost cost;
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(cost().loopTurns, 1u);
    }
    void line145_everyExceptionIsKept()
    {
        const auto throwing = [](int kind) -> Coro<int> {
            if (kind == 0)
                throw std::runtime_error("x");
            if (kind == 1)
                throw Cancelled(QStringLiteral("self"));
            throw kind;
            co_return 0; // what makes it a coroutine
        };
        for (const int kind : {0, 1, 2}) {
            auto value = eager(throwing(kind));
            const auto task = eagerTask(throwing(kind));
            QCOMPARE(value.isCancelled(), kind == 1);
            QCOMPARE(task.isCancelled(), kind == 1);
            QVERIFY(value.exception());
            QVERIFY(task.exception());
        }
    }
    void line157_aNeverRetrievedErrorIsReportedOnce()
    {
        Messages messages;
        eagerTask(failing(false), QStringLiteral("sync"));
        QCOMPARE(messages.take(), QStringLiteral("The exception of sync was never retrieved: x"));
    }
};

QTEST_GUILESS_MAIN(TestConformanceTasks)
#include "tst_conformance_tasks.moc"
