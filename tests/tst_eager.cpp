// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>

#include <QtCore/qthread.h>

#include "shared/allocations.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <stdexcept>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::same_as<decltype(eager(std::declval<Coro<int>>())), ValueTask<int>>);
static_assert(std::same_as<decltype(eager(std::declval<Coro<int>>(), std::declval<TaskOptions &>())), ValueTask<int>>);
static_assert(std::same_as<decltype(eager(std::declval<Coro<int> (*)()>(), TaskOptions())), ValueTask<int>>);
static_assert(std::same_as<decltype(eager(std::declval<Coro<> (*)(int)>(), 1)), ValueTask<>>);

class TestEager : public QObject
{
    Q_OBJECT

    Log log;

    static Coro<int> add(int a, int b) { co_return a + b; }
    Coro<int> nested(int level)
    {
        log("in", level);
        if (level < 3)
            eager(nested(level + 1));
        log("out", level);
        co_return level;
    }
    Coro<void> worker(const char *name, int yields)
    {
        log(name, 0);
        for (int i = 1; i <= yields; ++i) {
            co_await yieldNow();
            log(name, i);
        }
    }

private Q_SLOTS:
    void init() { log.clear(); }

    // Rule 1
    void rule1_runsOnTheCallersStackDepthFirst()
    {
        log("before");
        expectInline([&] { return eager(nested(1)); });
        log("after");
        COMPARE_LOG(log, "before in1 in2 in3 out3 out2 out1 after");
    }
    void rule1_returnsAtTheFirstSuspension()
    {
        auto a = eager(worker("a", 1));
        log("-");
        auto b = eager(worker("b", 2));
        log("-");
        VERIFY_UNTIL(a.isReady() && b.isReady());
        COMPARE_LOG(log, "a0 - b0 - a1 b1 b2");
    }

    // Rule 2
    void rule2_noTaskNoEventNoTurn()
    {
        const Cost cost;
        auto value = eager(add(1, 2));
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        QCOMPARE(value.result(), 3);
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
    }
    void rule2_noAllocationAfterWarmUp()
    {
        if (!COUNTS_ALLOCATIONS)
            QSKIP("AddressSanitizer owns operator new; on Windows the library's DLL has its own.");
        auto once = [](int i) {
            auto value = eager(add(i, 1));
            return value.isReady() ? value.takeResult() : -1;
        };
        once(0);
        const Allocations allocations;
        int sum = 0;
        for (int i = 0; i < 1000; ++i)
            sum += once(i);
        QCOMPARE(allocations(), 0u);
        QCOMPARE(sum, 1000 * 999 / 2 + 1000);
    }
    void rule2_noAllocationForReady()
    {
        if (!COUNTS_ALLOCATIONS)
            QSKIP("AddressSanitizer owns operator new; on Windows the library's DLL has its own.");
        const Allocations allocations;
        auto value = ready(1);
        QCOMPARE(value.takeResult(), 1);
        QCOMPARE(allocations(), 0u);
    }
    void rule2_parametersAreGoneOnReturn()
    {
        auto value = eager([](Tracked t) -> Coro<int> { co_return t.value; }, Tracked(5));
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(value.result(), 5);
    }
    void rule2_anExceptionIsKept()
    {
        const Cost cost;
        auto value = eager([]() -> Coro<int> {
            throw std::runtime_error("kept");
            co_return 1;
        });
        QVERIFY(value.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
    }

    // Rule 3
    void rule3_aTaskOwnsTheRest()
    {
        const Cost cost;
        const auto body = [](Tracked t) -> Coro<int> {
            co_await yieldNow();
            co_return t.value;
        };
        auto value = eager(body(Tracked(5)));
        QVERIFY(!value.isReady());
        QVERIFY(value.isTask());
        QCOMPARE(Tracked::alive, 1);
        QCOMPARE(cost().tasksCreated, 1u);
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(value.result(), 5);
    }
    void rule3_awaitingWhatIsFinishedDoesNotSuspend()
    {
        auto outer = []() -> Coro<int> {
            auto value = eager(add(1, 1));
            Task<int> task = ready(2).task();
            co_return co_await std::move(value) + co_await task + co_await ready(3);
        };
        const Cost cost;
        QCOMPARE(eager(outer).result(), 7);
        QCOMPARE(cost().eventsPosted, 0u);
        QCOMPARE(cost().loopTurns, 0u);
    }

    // Rule 11
    void rule11_runsWithoutALoopAndWaitsForOne()
    {
        std::thread([&] {
            auto sync = eager(add(1, 2));
            QCOMPARE(sync.result(), 3);
            auto pending = eager(worker("w", 1));
            QVERIFY(!pending.isReady());
            COMPARE_LOG(log, "w0");
            QEventLoop loop;
            loop.processEvents();
            QVERIFY(pending.isReady());
            COMPARE_LOG(log, "w0 w1");
        }).join();
    }

    void optionsNameIt()
    {
        auto value = eager(
            [this]() -> Coro<void> {
                log(currentTask().name());
                co_await yieldNow();
                log(currentTask().name());
            },
            {.name = QStringLiteral("loader")});
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(log, "loader loader");
    }
    void aNameAloneMakesNoTask()
    {
        expectInline([] { return eager(add(1, 2), {.name = QStringLiteral("named")}); });
    }
    void onAnotherThreadItIsPosted()
    {
        QThread thread;
        thread.start();
        auto value = eager([]() -> Coro<QThread *> { co_return QThread::currentThread(); }, {.thread = &thread});
        const QFuture<QThread *> future = value.toFuture();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }
    void eagerFunctionStartsAtEachCall()
    {
        const auto run = eagerFunction([this](const char *word) -> Coro<int> {
            log(word);
            co_return 1;
        });
        QCOMPARE(run("x").result(), 1);
        QCOMPARE(run("y").result(), 1);
        COMPARE_LOG(log, "x y");
    }
    void eagerFunctionOutlivedByItsCalls()
    {
        QCOMPARE(Tracked::alive, 0);
        ValueTask<int> value;
        {
            const auto run = eagerFunction([t = Tracked(3)](int n) -> Coro<int> {
                co_await yieldNow();
                co_return t.value *n;
            });
            value = run(4);
        }
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 12);
        QCOMPARE(Tracked::alive, 0);
    }
    void eagerFunctionOfQCoroCode()
    {
        const auto load = eagerFunction([](int id) -> QCoro::Task<int> { co_return id + 1; });
        QCOMPARE(load(41).result(), 42);
    }
    void anExceptionNobodyReadIsLoggedOnce()
    {
        Messages messages;
        auto thrower = []() -> Coro<int> {
            throw std::runtime_error("lost");
            co_return 1;
        };
        eager(thrower);
        QCOMPARE(messages.take(), QStringLiteral("The exception of an eager start was never retrieved: lost"));
        eager(thrower, {.name = QStringLiteral("loader")});
        QCOMPARE(messages.take(), QStringLiteral("The exception of loader was never retrieved: lost"));
        {
            auto seen = eager(thrower);
            QVERIFY(seen.exception());
        }
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestEager)
#include "tst_eager.moc"
