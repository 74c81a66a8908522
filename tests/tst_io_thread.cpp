// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The start and the end of a QThread, of <qeager/io.h>.

#include <qeager/io.h>
#include <qeager/timeout.h>

#include "shared/dialog.h"
#include "shared/ending.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tellexit.h"
#include "shared/telling.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

class TestIoThread : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void aThread()
    {
        QSemaphore end;
        const std::unique_ptr<QThread> thread(QThread::create([&] { end.acquire(); }));
        const auto finishedTask = startNow(tellExit(log, QEager::finished(thread.get()), "finished:"));
        const auto startedTask = startNow(tellExit(log, QEager::started(thread.get()), "started:"));
        QCOMPARE(words(), QString());
        thread->start();
        VERIFY_UNTIL(startedTask.isDone());
        QCOMPARE(words(), QStringLiteral("started:done"));
        const ChaosScope off(std::nullopt);
        expectInline([&] { static_cast<void>(eager(tellExit(log, QEager::started(thread.get()), "again:"))); });
        end.release();
        VERIFY_UNTIL(finishedTask.isDone());
        QVERIFY(thread->wait());
        expectInline([&] {
            static_cast<void>(eager(tellExit(log, QEager::finished(thread.get()), "again:")));
            static_cast<void>(eager(tellExit(log, QEager::started(thread.get()), "has:")));
        });
        COMPARE_LOG(log, "started:done again:done finished:done again:done has:done");
    }

    void aThreadThatDeletesItself()
    {
        const auto first = [&] {
            for (const bool running : {false, true}) {
                QThread *const thread = QThread::create([] {});
                QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
                if (running)
                    thread->start();
                startNow(tellExit(log, QEager::finished(thread)));
                if (!running)
                    thread->start();
            }
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log, "done done");
    }

    void aThreadThatNeverRan()
    {
        auto thread = std::make_unique<QThread>();
        const auto one = startNow(tellExit(log, QEager::finished(thread.get())));
        const auto other = startNow(tellExit(log, QEager::started(thread.get())));
        thread.reset();
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled"));
        static_cast<void>(startNow(tellExit(log, QEager::finished(static_cast<QThread *>(nullptr)))));
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled Cancelled"));
    }

    void cancellingLeavesTheThreadAlone()
    {
        QSemaphore end;
        const std::unique_ptr<QThread> thread(QThread::create([&] { end.acquire(); }));
        thread->start();
        const auto late = startNow(tellExit(log, withTimeout(1ms, QEager::finished(thread.get())), "late:"));
        VERIFY_UNTIL(late.isDone());
        const auto cancelled = startNow(tellExit(log, QEager::finished(thread.get()), "cancelled:"));
        QVERIFY(cancelled.cancel());
        QCOMPARE(words(), QStringLiteral("late:TimedOut cancelled:Cancelled"));
        QVERIFY(thread->isRunning());
        end.release();
        QVERIFY(thread->wait());
    }

    void manyThreads() // that end while they are asked
    {
        auto task = eager([]() -> Coro<int> {
            int ended = 0;
            for (int i = 0; i < 200; ++i) {
                const std::unique_ptr<QThread> thread(QThread::create([] {}));
                thread->start();
                if (i % 2)
                    co_await QEager::started(thread.get());
                co_await QEager::finished(thread.get());
                ended += thread->wait();
            }
            co_return ended;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 200);
    }

    void theThreadEndsMeanwhile()
    {
        QThread never;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            QEventLoop loop;
            startNow(tellExit(log, QEager::finished(&never)));
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        QVERIFY(thread->wait());
        COMPARE_LOG(log, "Cancelled");
    }
};

QTEST_GUILESS_MAIN(TestIoThread)
#include "shared/moc_dialog.cpp"
#include "tst_io_thread.moc"
