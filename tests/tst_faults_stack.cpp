// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Little stack, and event loops inside event loops.

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/onthread.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/sanitized.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

constexpr uint SmallStack = 64 * 1024; // bytes

//! Runs a function on a thread with little stack.
class SmallThread : public QThread
{
public:
    explicit SmallThread(std::function<void()> function) : m_function(std::move(function))
    {
        setStackSize(SmallStack);
        start();
        wait();
    }

protected:
    void run() override { m_function(); }

private:
    std::function<void()> m_function;
};

Coro<int> chain(int length)
{
    if (length == 0) {
        co_await yieldNow();
        co_return 0;
    }
    const int rest = co_await chain(length - 1);
    co_return rest + 1;
}

ValueTask<int> calls(int depth)
{
    if (depth == 0)
        co_return 0;
    const int rest = co_await calls(depth - 1);
    co_return rest + 1;
}

Coro<int> everything()
{
    const auto [a, b] = co_await gather(chain(10), QEager::sleep(1ms));
    static_cast<void>(b);
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(chain(1));
        group.post(chain(1));
        co_return 1;
    };
    const int c = co_await withTaskGroup(body);
    const int d = co_await withTimeout(1h, chain(1));
    co_return a + c + d;
}

//! Groups in each other, each in a task of its own, the innermost of which sleeps.
Coro<> nestedGroups(int depth, bool bodiesWait)
{
    if (depth == 0) {
        co_await QEager::sleep(1h);
        co_return;
    }
    const auto body = [depth, bodiesWait](TaskGroup &group) -> Coro<> {
        group.post(nestedGroups(depth - 1, bodiesWait));
        if (bodiesWait)
            co_await QEager::sleep(1h);
    };
    co_await withTaskGroup(body);
}

} // namespace

class TestFaultsStack : public QObject
{
    Q_OBJECT

    static constexpr int Nested = 60;

    //! A task that runs an event loop, in which one begins that does, and so on; each loop ends when the next has.
    Coro<> loops(int depth)
    {
        if (depth == 0)
            co_return;
        const TaskHandle me = currentTask();
        co_await yieldNow();
        QEventLoop loop;
        auto inner = eager(loops(depth - 1));
        inner.then(&loop, [&loop] { loop.quit(); });
        const auto wake = post([&loop]() -> Coro<> { // quits a loop that was not running yet
            loop.quit();
            co_return;
        });
        while (!inner.isReady())
            loop.exec();
        if (currentTask() != me)
            m_log("lost", depth);
        co_await yieldNow();
        if (currentTask() != me)
            m_log("lostLater", depth);
        ++m_ended;
    }
    Log m_log;
    int m_ended = 0;

private Q_SLOTS:
    void init()
    {
        m_log.clear();
        m_ended = 0;
    }
    void cleanup() { checkNothingIsLeft(2); }

    // -- 64 KiB
    void smallStackChains()
    {
        int length = 0;
        const SmallThread thread([&length] {
            auto task = eager(chain(20'000));
            runUntil([&task] { return task.isReady(); });
            length = task.result();
        });
        QCOMPARE(length, 20'000);
    }
    void smallStackEverything()
    {
        int sum = 0;
        const SmallThread thread([&sum] {
            auto task = eager(everything());
            runUntil([&task] { return task.isReady(); });
            sum = task.result();
        });
        QCOMPARE(sum, 10 + 1 + 1);
    }
    // The default allows for a stack of 1 MB: who has less says so.
    void smallStackNestedStarts()
    {
        int depth = 0;
        const SmallThread thread([&depth] {
            const StartPolicyScope policy({.maxDepth = 8});
            auto task = calls(5'000);
            runUntil([&task] { return task.isReady(); });
            depth = task.result();
        });
        QCOMPARE(depth, 5'000);
    }

    // -- event loops inside event loops
    void execInCoroutinesInCoroutines()
    {
        const auto task = eager(loops(Nested));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(m_log, "");
        QCOMPARE(m_ended, Nested);
    }
    void processEventsInEachTask()
    {
        std::vector<ValueTask<>> tasks;
        int inside = 0;
        int deepest = 0;
        for (int i = 0; i < Nested; ++i) {
            tasks.push_back(eager([&inside, &deepest, this]() -> Coro<> {
                const TaskHandle me = currentTask();
                for (int round = 0; round < 3; ++round) {
                    co_await yieldNow();
                    deepest = std::max(deepest, ++inside);
                    QCoreApplication::processEvents();
                    --inside;
                    if (currentTask() != me)
                        m_log("lost");
                }
                ++m_ended;
            }));
        }
        VERIFY_UNTIL(m_ended == Nested);
        COMPARE_LOG(m_log, "");
        QCOMPARE(inside, 0);
        QVERIFY(deepest > 1);
    }

    // -- thousands that end together
    void groupsInEachOther_data()
    {
        QTest::addColumn<bool>("close");
        QTest::addColumn<bool>("bodiesWait");
        QTest::newRow("cancelled") << false << false;
        QTest::newRow("cancelled, the bodies wait, too") << false << true;
        QTest::newRow("closed") << true << false;
        QTest::newRow("closed, the bodies wait, too") << true << true;
    }
    void groupsInEachOther()
    {
        QFETCH(bool, close);
        QFETCH(bool, bodiesWait);
        const int depth = IsSanitized || chaosSeed() ? 2'000 : 20'000; // they take minutes for many
        auto scope = std::make_unique<TaskScope>();
        const auto task = scope->eager(nestedGroups(depth, bodiesWait));
        VERIFY_UNTIL(allTasks().size() == depth + 1);
        if (close)
            scope.reset();
        else
            task.cancel();
        VERIFY_UNTIL(allTasks().isEmpty());
        QVERIFY(task.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestFaultsStack)
#include "tst_faults_stack.moc"
