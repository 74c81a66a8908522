// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Applications that come and go in one process, and what was on its way when they went.

#include <qeager/detail/framepool.h>
#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/latest.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/statistics.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/sanitized.h"

#include <QtCore/qcoreapplication.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! Runs \a function in an application of its own.
template <typename Function>
auto inApplication(Function function)
{
    int argc = 1;
    char name[] = "application";
    char *argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    return function();
}

Coro<int> yields()
{
    co_await yieldNow();
    co_return 1;
}

Coro<int> sleeps()
{
    co_await QEager::sleep(1ms);
    co_return 2;
}

Coro<> sleepsForLong() { co_await QEager::sleep(1h); }

Coro<int> isUp()
{
    bool isUp = false;
    try {
        co_await withTimeout(1ms, QEager::sleep(1h));
    } catch (const TimedOut &) {
        isUp = true;
    }
    co_return isUp ? 3 : 0;
}

Coro<int> offloads()
{
    const auto function = [] { return 4; };
    co_return co_await offload(function);
}

Coro<int> isCancelled()
{
    bool isCancelled = false;
    const TaskHandle me = currentTask();
    std::thread([me] { me.cancel(); }).join();
    try {
        co_await QEager::sleep(1h);
    } catch (const Cancelled &) {
        isCancelled = true;
    }
    co_return isCancelled ? 5 : 0;
}

//! Everything by which a task can go on: the numbers of those that did.
QString whatGoesOn()
{
    Log log;
    for (const auto start : {yields, sleeps, isUp, offloads, isCancelled}) {
        const auto task = eager(start());
        if (runUntil([&task] { return task.isReady(); }, 2s))
            log(task.isCancelled() ? 0 : task.result());
    }
    const auto posted = post(yields());
    if (runUntil([&posted] { return posted.isDone(); }, 2s))
        log("posted");
    return log.words();
}

const QString Everything = QStringLiteral("1 2 3 4 5 posted");

} // namespace

class TestFaultsApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther()
    {
        QCOMPARE(inApplication(whatGoesOn), Everything);
        QCOMPARE(inApplication(whatGoesOn), Everything);
    }

    // Qt drops the events of an application that goes, those by which a task is woken included.
    void withAWakeEventOnItsWay()
    {
        inApplication([] { eager(yields()); });
        QCOMPARE(inApplication(whatGoesOn), Everything);
    }
    void withATimerRunning()
    {
        inApplication([] {
            eager(sleeps());
            eager(isUp());
            QCoreApplication::processEvents();
        });
        QCOMPARE(inApplication(whatGoesOn), Everything);
    }
    void withARequestFromAnotherThreadOnItsWay()
    {
        inApplication([] {
            const auto task = eager(sleepsForLong());
            std::thread([&task] { task.cancel(); }).join();
        });
        QCOMPARE(inApplication(whatGoesOn), Everything);
    }
    void withAFunctionOnThePool()
    {
        inApplication([] { eager(offloads()); });
        QCOMPARE(inApplication(whatGoesOn), Everything);
    }

    // What is started while there is none waits for the next.
    void startedInBetween()
    {
        inApplication([] {});
        const auto inline_ = eager([]() -> Coro<int> { co_return 1; });
        QCOMPARE(inline_.result(), 1);
        const auto waiting = eager(yields());
        const auto asleep = eager(sleeps());
        const auto posted = post(yields());
        QVERIFY(!waiting.isReady());
        QCOMPARE(inApplication([&] {
                     runUntil([&] { return waiting.isReady() && asleep.isReady() && posted.isDone(); }, 2s);
                     return allTasks().size();
                 }),
                 0);
        QCOMPARE(waiting.result(), 1);
        QCOMPARE(asleep.result(), 2);
        QCOMPARE(posted.result(), 1);
    }

    // Nothing else wakes the next one.
    void readyInBetween()
    {
        inApplication([] {});
        const auto waiting = eager(yields());
        QCOMPARE(inApplication([&] {
                     runUntil([&] { return waiting.isReady(); }, 2s);
                     return allTasks().size();
                 }),
                 0);
        QCOMPARE(waiting.result(), 1);
    }

    // The event that was posted in between, for nobody, is not one more in each turn of the next one's event loop.
    void turnsOfTheNext()
    {
        inApplication([] {});
        const auto first = eager(yields());
        const quint64 turns = inApplication([&] {
            const StartPolicyScope oneBatchEach({.drainBudget = 0ms});
            const auto task = eager([]() -> Coro<> {
                for (int i = 0; i < 10; ++i)
                    co_await yieldNow();
            });
            const quint64 before = Statistics::current().loopTurns;
            int processed = 0;
            for (; !task.isReady() && processed < 100; ++processed)
                QCoreApplication::processEvents();
            return processed == 10 ? Statistics::current().loopTurns - before : 0;
        });
        QCOMPARE(turns, 10);
        QCOMPARE(first.result(), 1);
    }

    // The timer by which memory is given back was running when the application before ended.
    void memoryIsGivenBackInTheNext()
    {
        if (IsSanitized)
            QSKIP("Nothing is kept under a sanitizer, so that it sees each use after free.");
        const auto burst = [] {
            std::vector<ValueTask<int>> tasks(60'000); // more than the pools keep in the long run
            for (auto &task : tasks)
                task = eager(yields());
            runUntil([&tasks] { return tasks.back().isReady(); }, 60s);
            tasks.clear();
            return detail::threadState().pool.free();
        };
        const std::size_t left = inApplication(burst);
        QVERIFY(left > 2 * detail::FramePool::Kept);
        QVERIFY(inApplication([&] {
            burst();
            return runUntil([&] { return detail::threadState().pool.free() < left / 2; }, 60s);
        }));
    }

    // What outlives it can be asked, and goes without harm.
    void handlesOutliveIt()
    {
        std::optional<ValueTask<int>> value;
        Task<int> task;
        auto scope = std::make_unique<TaskScope>();
        const auto function = [] { return sleeps(); };
        std::optional slot = latest(function);
        inApplication([&] {
            value = eager(sleeps());
            task = post(sleeps());
            scope->eager(sleeps());
            (*slot)();
        });
        QVERIFY(value->isCancelled());
        QVERIFY(task.isCancelled());
        QVERIFY(scope->isEmpty());
        QVERIFY(!slot->isRunning());
        value->cancel();
        QVERIFY(!task.cancel());
        value.reset();
        slot.reset();
        scope.reset();
        QCOMPARE(allTasks(), QList<TaskHandle>());
    }
};

QTEST_APPLESS_MAIN(TestFaultsApplication)
#include "tst_faults_application.moc"
