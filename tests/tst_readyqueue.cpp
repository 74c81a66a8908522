// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 5, the ready queue on the Qt event loop, and the end of it all (rules 9 and 10 at thread and application end).

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include "shared/elsewhere.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <QtCore/qprocess.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

using namespace QEager;
using namespace std::chrono_literals;

class Emitter : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void fired();
};

class TestReadyQueue : public QObject
{
    Q_OBJECT
    Log log;

    Coro<void> worker(QString name, int yields)
    {
        for (int i = 0; i < yields; ++i) {
            log(name, i);
            co_await yieldNow();
        }
    }
    static Coro<int> link(Task<int> before)
    {
        if (before.isNull())
            co_return 0;
        co_return 1 + co_await before;
    }

public:
    static Coro<void> closing(int &closed)
    {
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) {
            ++closed;
            throw;
        }
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void rule5_strictlyFifo()
    {
        auto a = eager(worker(QStringLiteral("a"), 3)), b = eager(worker(QStringLiteral("b"), 2));
        const auto c = post(worker(QStringLiteral("c"), 2));
        VERIFY_UNTIL(a.isReady() && b.isReady() && c.isDone());
        COMPARE_LOG(log, "a0 b0 a1 b1 c0 a2 c1");
    }
    void rule5_aDrainRunsWhatWasQueuedWhenItBegan()
    {
        auto a = eager(worker(QStringLiteral("a"), 3));
        const Cost cost;
        for (int turn = 1; turn <= 3; ++turn) {
            spin();
            QCOMPARE(cost(), (Statistics{.eventsPosted = quint64(turn < 3 ? turn : 2),
                                         .loopTurns = quint64(turn),
                                         .batches = quint64(turn)}));
        }
        QVERIFY(a.isReady());
    }
    void rule5_awaitersOfAFinishedTaskInTheirOrder()
    {
        const auto task = post(worker(QStringLiteral("t"), 1));
        const auto wait = [this](const char *name, Task<void> t) -> Coro<void> {
            co_await t;
            log(name);
        };
        auto a = eager(wait, "a", task), b = eager(wait, "b", task);
        task.then(nullptr, [this] { log("then"); });
        auto c = eager(wait, "c", task);
        VERIFY_UNTIL(c.isReady());
        COMPARE_LOG(log, "t0 a b then c");
    }
    void rule5_neverInsideASignalEmission()
    {
        Emitter emitter;
        auto a = eager([&]() -> Coro<void> {
            co_await signal(&emitter, &Emitter::fired);
            log("resumed");
        });
        log("emit");
        Q_EMIT emitter.fired();
        log("emitted");
        VERIFY_UNTIL(a.isReady());
        COMPARE_LOG(log, "emit emitted resumed");
    }
    void rule5_neverInsideAnotherTask()
    {
        Emitter emitter;
        auto waiting = eager([&]() -> Coro<void> {
            co_await signal(&emitter, &Emitter::fired);
            log("waiting");
        });
        auto emitting = eager([&]() -> Coro<void> {
            co_await yieldNow();
            log("<");
            Q_EMIT emitter.fired();
            log(">");
        });
        VERIFY_UNTIL(waiting.isReady() && emitting.isReady());
        COMPARE_LOG(log, "< > waiting");
    }
    void rule5_dueSleepsNeedNoFurtherEvent()
    {
        auto a = eager([]() -> Coro<void> { co_await sleep(1ms); });
        const Cost cost;
        VERIFY_UNTIL(a.isReady());
        QCOMPARE(cost(), (Statistics{.loopTurns = 1, .batches = 1}));
    }
    void rule5_oneMillionChainedTasks()
    {
        // Each awaits the one before. All are queued, then each end wakes the next: a million turns, one stack.
        constexpr int Length = 1'000'000;
        Task<int> last;
        for (int i = 0; i < Length; ++i)
            last = createTask(link(last), {.eagerStart = i > 0});
        QVERIFY(!last.isDone());
        QVERIFY(runUntil([&] { return last.isDone(); }, 100s));
        QCOMPARE(last.result(), Length - 1);
    }
    void rule5_aNestedLoopKeepsEveryOtherTaskGoing()
    {
        QEventLoop dialog;
        TaskHandle before, after;
        bool bDone = false;
        auto opens = eager([&]() -> Coro<void> {
            co_await yieldNow();
            before = currentTask();
            log("open");
            dialog.exec();
            log("closed");
            after = currentTask();
        });
        auto behind = eager([&]() -> Coro<void> { // in the same batch, which the dialog interrupts
            co_await yieldNow();
            log("b1:", currentTask() == before);
            co_await yieldNow();
            log("b2");
            co_await sleep(1ms);
            bDone = true;
            log("b3");
            dialog.quit();
        });
        VERIFY_UNTIL(opens.isReady() && behind.isReady());
        COMPARE_LOG(log, "open b1:false b2 b3 closed");
        QVERIFY(bDone);
        QVERIFY(before == after);
        QVERIFY(before == opens.task());
    }
    void rule5_processEventsInsideATaskToo()
    {
        auto outer = eager([&]() -> Coro<void> {
            co_await yieldNow();
            log("<");
            QCoreApplication::processEvents();
            log(">");
        });
        auto a = eager(worker(QStringLiteral("a"), 2));
        VERIFY_UNTIL(outer.isReady() && a.isReady());
        COMPARE_LOG(log, "a0 < a1 >");
    }
    void rule5_aLoopRunInsideTheEagerPhase()
    {
        auto other = eager(worker(QStringLiteral("o"), 2));
        auto outer = eager([&]() -> Coro<void> {
            const TaskHandle me = currentTask();
            spin(3);
            log(me == currentTask());
            co_return;
        });
        QVERIFY(outer.isReady());
        COMPARE_LOG(log, "o0 o1 true");
        VERIFY_UNTIL(other.isReady());
    }

    // Rule 9: nothing is left behind, and no other line of a body runs.
    void rule9_aThreadsEndClosesItsTasks()
    {
        Tracked::alive = 0;
        const qsizetype tasks = elsewhere([&] {
            auto pending = eager(
                [this](Tracked) -> Coro<void> {
                    try {
                        co_await sleep(1h);
                    } catch (const Cancelled &) {
                        log("closed");
                        throw;
                    }
                    log("never");
                },
                Tracked());
            post([this, t = Tracked()]() -> Coro<void> {
                log("never");
                co_return;
            });
            post(worker(QStringLiteral("never"), 1));
            return allTasks().size();
        });
        QCOMPARE(tasks, 3);
        COMPARE_LOG(log, "closed");
        QCOMPARE(Tracked::alive, 0);
    }
    void rule9_thousandsPendingAtAThreadsEnd()
    {
        int closed = 0;
        const qsizetype pending = elsewhere([&] {
            std::vector<ValueTask<void>> tasks;
            for (int i = 0; i < 5000; ++i)
                tasks.push_back(eager(closing(closed)));
            return allTasks().size();
        });
        QCOMPARE(pending, 5000);
        QCOMPARE(closed, 5000);
    }
    void rule9_thousandsPendingAtTheApplicationsEnd()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--quit-with-pending")});
        QVERIFY(child.waitForFinished());
        QCOMPARE(QString::fromUtf8(child.readAllStandardError()), QString());
        QCOMPARE(QString::fromUtf8(child.readAllStandardOutput()).trimmed(), QStringLiteral("0 5000"));
        QCOMPARE(child.exitCode(), 0);
    }
    void rule9_aQThreadsEndClosesItsTasks()
    {
        QThread thread;
        QSemaphore started;
        QFuture<void> future;
        const auto task = post(
            [&]() -> Coro<void> {
                started.release();
                co_await sleep(1h);
            },
            {.thread = &thread});
        thread.start();
        QVERIFY(started.tryAcquire(1, 20s));
        future = task.toFuture();
        thread.quit();
        QVERIFY(thread.wait());
        QVERIFY(future.isCanceled());
    }

    // Errors
    void aSuspensionWithoutAnApplicationWarns();
    void aYieldWithoutAnApplicationWarns();
};

void TestReadyQueue::aSuspensionWithoutAnApplicationWarns()
{
    // In a process of its own: this one has its application.
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--without-application")});
    QVERIFY(child.waitForFinished());
    const QString said = QString::fromUtf8(child.readAllStandardError());
    QVERIFY2(said.count(QLatin1String("there is no QCoreApplication: create one")) == 1, qPrintable(said));
    QCOMPARE(QString::fromUtf8(child.readAllStandardOutput()).trimmed(), QStringLiteral("3 false true 7"));
    QCOMPARE(child.exitCode(), 0);
}

void TestReadyQueue::aYieldWithoutAnApplicationWarns()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--yield-without-application")});
    QVERIFY(child.waitForFinished());
    const QString said = QString::fromUtf8(child.readAllStandardError());
    QVERIFY2(said.count(QLatin1String("there is no QCoreApplication: create one")) == 1, qPrintable(said));
    QCOMPARE(child.exitCode(), 0);
}

static Coro<int> afterSleep()
{
    co_await sleep(1ms);
    co_return 7;
}

// Quits with tasks pending: they are closed while the application still exists, and freed, or the leak checker says so.
static int quitWithPending(int argc, char **argv)
{
    int closed = 0;
    {
        QCoreApplication app(argc, argv);
        for (int i = 0; i < 5000; ++i)
            eager(TestReadyQueue::closing(closed));
        QTimer::singleShot(0, &app, &QCoreApplication::quit);
        app.exec();
        std::printf("%d ", closed);
    }
    std::printf("%d\n", closed);
    return 0;
}

static int withoutApplication(int argc, char **argv)
{
    const int sync = eager([]() -> Coro<int> { co_return 3; }).takeResult();
    auto pending = eager(afterSleep());
    const bool readyBefore = pending.isReady();
    const auto endless = []() -> Coro<void> { co_await sleep(1h); };
    const auto left = eager(endless), another = eager(endless); // freed at the end, or the leak checker says so
    QCoreApplication app(argc, argv); // from here on the loop can resume it
    const bool readyAfter = runUntil([&] { return pending.isReady(); });
    std::printf("%d %s %s %d\n", sync, readyBefore ? "true" : "false", readyAfter ? "true" : "false",
                pending.takeResult());
    return 0;
}

static int yieldWithoutApplication()
{
    const auto task = eager([]() -> Coro<void> {
        static_cast<void>(currentTask()); // there is one, so that the yield needs nothing
        co_await yieldNow();
    });
    return task.isReady();
}

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--yield-without-application") == 0)
        return yieldWithoutApplication();
    if (argc > 1 && qstrcmp(argv[1], "--without-application") == 0)
        return withoutApplication(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "--quit-with-pending") == 0)
        return quitWithPending(argc, argv);
    QCoreApplication app(argc, argv);
    TestReadyQueue test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_readyqueue.moc"
