// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Handles that are copied and dropped on other threads than their task's: it goes once, when the last of them has gone,
// and on its own thread as long as that runs.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>

#include "shared/elsewhere.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

using namespace QEager;

namespace {

//! Tells when and where it was destroyed; the task keeps it as its result.
struct Grave
{
    std::atomic<int> destroyed{0};
    std::atomic<QThread *> where{nullptr};
};
class Probe
{
public:
    explicit Probe(Grave *grave) : m_grave(grave) {}
    ~Probe()
    {
        m_grave->where = QThread::currentThread();
        ++m_grave->destroyed;
    }

private:
    Grave *m_grave;
};
using Kept = std::shared_ptr<Probe>;

Coro<Kept> keeping(Grave *grave)
{
    co_await yieldNow();
    co_return std::make_shared<Probe>(grave);
}

Task<Kept> finished(Grave *grave)
{
    Task<Kept> task = eager(keeping(grave)).task();
    if (!runUntil([&] { return task.isDone(); }))
        std::abort();
    return task;
}

} // namespace

class TestTaskReferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(); }

    void lastOneHere()
    {
        Grave grave;
        {
            const Task<Kept> task = finished(&grave);
            QCOMPARE(grave.destroyed, 0);
        }
        QCOMPARE(grave.destroyed, 1);
    }

    void lastOneElsewhere()
    {
        Grave grave;
        elsewhere([task = finished(&grave)]() mutable { task = Task<Kept>(); });
        QCOMPARE(grave.destroyed, 0); // not there: it is dropped by the event loop of its own thread
        VERIFY_UNTIL(grave.destroyed == 1);
        QCOMPARE(grave.where.load(), QThread::currentThread());
    }

    void copiedElsewhere()
    {
        Grave grave;
        Task<Kept> copy;
        {
            const Task<Kept> task = finished(&grave);
            QVERIFY(elsewhere([&] {
                copy = task;
                const Task<Kept> another = copy;
                return another == task;
            }));
        }
        spin(2);
        QCOMPARE(grave.destroyed, 0);
        copy = Task<Kept>();
        QCOMPARE(grave.destroyed, 1);
    }

    void manyThreadsAtOnce()
    {
        constexpr int Threads = 4;
        constexpr int Times = 2'000;
        Grave grave;
        std::latch ready(Threads + 1); // until the last thread has left it
        std::vector<std::thread> threads;
        {
            Task<Kept> task = finished(&grave);
            for (int i = 0; i < Threads; ++i) {
                threads.emplace_back([task, &ready]() mutable {
                    ready.arrive_and_wait();
                    for (int n = 0; n < Times; ++n) {
                        Task<Kept> copy = task;
                        task = std::move(copy);
                    }
                });
            }
            ready.arrive_and_wait();
            for (int n = 0; n < Times; ++n) {
                const Task<Kept> copy = task;
                if (n % 100 == 0)
                    spin();
            }
        }
        for (std::thread &thread : threads)
            thread.join();
        VERIFY_UNTIL(grave.destroyed == 1);
        spin(2);
        QCOMPARE(grave.destroyed, 1);
    }

    void afterItsThreadHasEnded()
    {
        Grave grave;
        Task<Kept> task;
        elsewhere([&] {
            QEventLoop loop;
            task = eager(keeping(&grave)).task();
            while (!task.isDone())
                loop.processEvents();
        });
        elsewhere([last = task]() mutable { last = Task<Kept>(); });
        QCOMPARE(grave.destroyed, 0);
        task = Task<Kept>();
        QCOMPARE(grave.destroyed, 1); // at once: there is no loop to leave it to
    }

    void whileItsThreadEnds()
    {
        Grave grave;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            Task<Kept> task = eager(keeping(&grave)).task();
            QEventLoop loop;
            while (!task.isDone())
                loop.processEvents();
            elsewhere([last = std::move(task)]() mutable { last = Task<Kept>(); }); // no loop turns any more
        }));
        thread->start();
        thread->wait();
        QCOMPARE(grave.destroyed, 1);
    }

    void postedToAThreadThatNeverRuns()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("never began: the thread")));
        Grave grave;
        Task<Kept> task;
        {
            QThread thread;
            task = post(keeping(&grave), TaskOptions{.thread = &thread});
            const Task<Kept> copy = task;
            elsewhere([&] { const Task<Kept> another = copy; });
        }
        QVERIFY(task.isDone());
        task = Task<Kept>();
        QCOMPARE(grave.destroyed, 0); // it never was
    }
};

QTEST_GUILESS_MAIN(TestTaskReferences)

#include "tst_task_references.moc"
