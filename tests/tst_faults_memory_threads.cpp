// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What another thread has no memory for: each of its allocations fails once, and the task hears of it all the same.

#include "shared/failingnew.h"

#include "memory/parts.h"
#include "shared/loop.h"
#include "shared/stoppable.h"
#include "shared/worker.h"

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/taskscope.h>

#include <QtTest/qtest.h>

#include <atomic>
#include <thread>

using namespace QEager;
using namespace Memory;

namespace {

//! Runs \a function on a thread where the Nth allocation fails. Gives whether there were as many.
template <typename Function>
bool withoutMemory(long nth, Function function)
{
    bool hasFailed = false;
    std::thread([&] {
        const FailingNew::Scope scope(nth);
        function();
        hasFailed = FailingNew::Scope::hasFailed();
    }).join();
    return hasFailed;
}

} // namespace

class TestFaultsMemoryThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCOMPARE(Tracked::alive, 0); }

    void aRequestArrives()
    {
        long nth = 0;
        bool hasFailed = true;
        while (hasFailed) {
            auto first = eager(endlessly());
            auto second = eager(endlessly());
            const Task<int> other = second.task();
            hasFailed = withoutMemory(++nth, [&first] { first.cancel(QStringLiteral("enough")); });
            QVERIFY(runUntil([&first] { return first.isReady(); }));
            QVERIFY(first.isCancelled());
            QVERIFY(!other.isDone());
            other.cancel();
            QVERIFY(runUntil([&other] { return other.isDone(); }));
        }
        QVERIFY(nth > 1); // the message, for one
    }

    void aRequestArrivesAfterOneThatEndsItsTask()
    {
        TaskScope scope;
        const Stoppable wait([&scope] { scope.close(); });
        const Task<> first = scope.eager([&wait]() -> Coro<> { co_await wait; }).task();
        auto second = eager(endlessly());
        QVERIFY(!second.task().isDone());
        QVERIFY(withoutMemory(1, [&first] { first.cancel(); }));
        QVERIFY(withoutMemory(1, [&second] { second.cancel(); }));
        QVERIFY(runUntil([&second] { return second.isReady(); }));
        QVERIFY(first.isCancelled());
        QVERIFY(second.isCancelled());
    }

    void aHandleIsDropped()
    {
        long nth = 0;
        bool hasFailed = true;
        while (hasFailed) {
            auto running = eager(later());
            Task<int> task = running.task();
            hasFailed = withoutMemory(++nth, [&task] { task = {}; });
            QVERIFY(runUntil([&running] { return running.isReady(); }));
            QCOMPARE(running.result(), Answer);
        }
        QVERIFY(nth > 1);
    }

    void aFunctionEnds()
    {
        auto task = eager([]() -> Coro<int> {
            const auto function = [] {
                FailingNew::failNext();
                return Answer;
            };
            co_return co_await offload(function);
        });
        QVERIFY(runUntil([&task] { return task.isReady(); }));
        QCOMPARE(task.result(), Answer);
    }

    void aCoroutineEndsThere()
    {
        Worker worker;
        const auto body = []() -> Coro<int> {
            co_await yieldNow();
            FailingNew::failNext();
            co_return Answer;
        };
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, body); });
        QVERIFY(runUntil([&task] { return task.isReady(); }));
        QCOMPARE(task.result(), Answer);
    }

    // A task that could not be sent there is one all the same.
    void aStartIsPostedThere()
    {
        Worker worker;
        long nth = 0;
        bool hasFailed = true;
        int failed = 0;
        while (hasFailed) {
            Task<int> task;
            {
                const FailingNew::Scope scope(++nth);
                try {
                    task = post(later, {.thread = &worker});
                } catch (const std::bad_alloc &) { // there is no task
                }
                hasFailed = FailingNew::Scope::hasFailed();
            }
            if (task.isNull())
                continue;
            QVERIFY(task.id() > 0);
            QFuture<int> future = task.toFuture();
            QVERIFY(runUntil([&future] { return future.isFinished(); }));
            try {
                QCOMPARE(future.result(), Answer);
            } catch (const std::bad_alloc &) {
                QVERIFY(hasFailed);
                ++failed;
            }
        }
        QVERIFY(failed > 0);
    }

    void aCallThatCannotBeSentThere() // who waits is told, and nobody else
    {
        static std::atomic<int> s_reports;
        const auto before =
            setUnhandledExceptionHandler([](const QString &, const std::exception_ptr &) { ++s_reports; });
        const ChaosScope off(std::nullopt); // it is sent while there is no memory
        Worker worker;
        long nth = 0;
        bool hasFailed = true;
        int failed = 0;
        while (hasFailed) {
            ValueTask<int> task;
            bool isThere = false;
            try {
                const FailingNew::Scope scope(++nth);
                task = eager([](QThread *there) -> Coro<int> { co_return co_await onThread(there, later); }, &worker);
                isThere = true;
            } catch (const std::bad_alloc &) {
            }
            hasFailed = FailingNew::Scope::hasFailed();
            if (!isThere)
                continue;
            QVERIFY(runUntil([&task] { return task.isReady(); }));
            try {
                QCOMPARE(task.result(), Answer);
            } catch (const std::bad_alloc &) {
                ++failed;
            }
        }
        setUnhandledExceptionHandler(before);
        QVERIFY(failed > 2);
        QCOMPARE(s_reports, 0);
    }

    void aCoroutineThereIsAskedToEnd()
    {
        Worker worker;
        long nth = 0;
        bool hasFailed = true;
        while (hasFailed) {
            auto task = eager([&worker]() -> Coro<int> { co_return co_await onThread(&worker, endlessly); });
            QVERIFY(runUntil([&task] { return task.isTask(); }));
            {
                const FailingNew::Scope scope(++nth);
                task.cancel();
                hasFailed = FailingNew::Scope::hasFailed();
            }
            QVERIFY(runUntil([&task] { return task.isReady(); }));
            QVERIFY(task.isCancelled());
        }
        QVERIFY(nth > 1);
    }
};

QTEST_GUILESS_MAIN(TestFaultsMemoryThreads)
#include "tst_faults_memory_threads.moc"
