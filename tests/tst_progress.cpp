// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/chaos.h>
#include <qeager/coro.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/progress.h>
#include <qeager/sleep.h>

#include "shared/elsewhere.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;

static_assert(sizeof(Progress) == 2 * sizeof(double));
static_assert(std::is_nothrow_copy_constructible_v<Progress>);

namespace {

//! Goes from 1 to \a steps, with a turn of the loop after each.
ValueTask<int> walk(int steps)
{
    for (int i = 1; i <= steps; ++i) {
        setProgress(i, steps);
        co_await yieldNow();
    }
    co_return steps;
}
Coro<void> step(double value)
{
    setProgress(value);
    co_await yieldNow();
}
ValueTask<void> twoSteps()
{
    co_await step(0.25);
    co_await step(0.75);
}

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT
    Log log;
    std::optional<Messages> messages; // from init() on: Qt Test has its own handler

private Q_SLOTS:
    void init()
    {
        log.clear();
        messages.emplace();
    }
    void cleanup()
    {
        checkNothingIsLeft();
        QCOMPARE(messages->take(), QString());
        messages.reset();
    }

    void fractions_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<double>("fraction");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("none") << 0.0 << 1.0 << 0.0;
        QTest::newRow("half") << 5.0 << 10.0 << 0.5;
        QTest::newRow("all") << 10.0 << 10.0 << 1.0;
        QTest::newRow("too much") << 11.0 << 10.0 << 1.0;
        QTest::newRow("negative") << -1.0 << 10.0 << 0.0;
        QTest::newRow("of nothing") << 1.0 << 0.0 << 0.0;
        QTest::newRow("of less") << 1.0 << -2.0 << 0.0;
        QTest::newRow("not a number") << nan << 1.0 << 0.0;
        QTest::newRow("of not a number") << 1.0 << nan << 0.0;
    }
    void fractions()
    {
        QFETCH(double, value);
        QFETCH(double, maximum);
        QTEST(Progress({value, maximum}).fraction(), "fraction");
    }
    void outsideATaskNothingHappens()
    {
        const Cost cost;
        setProgress(1, 2);
        QCOMPARE(cost().tasksCreated, 0u);
        QVERIFY(currentTask().isNull());
    }
    void anEmptyHandleHasNone()
    {
        QCOMPARE(TaskHandle().progress(), Progress());
        QVERIFY_THROWS_EXCEPTION(InvalidState, TaskHandle().onProgress(nullptr, [](Progress) {}));
    }
    void aTaskHasWhatItSaid()
    {
        auto outcome = walk(3);
        const Task<int> task = outcome.task();
        QCOMPARE(task.progress(), (Progress{1, 3})); // said in the eager phase
        spin();
        QCOMPARE(task.progress(), (Progress{2, 3}));
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(task.progress(), (Progress{3, 3})); // kept
    }
    void aTaskThatSaysNothingIsAtNoughtOfOne()
    {
        const Task<void> task = post([]() -> Coro<> { co_return; });
        QCOMPARE(task.progress(), Progress());
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(task.progress(), Progress());
    }
    void whatIsAwaitedInTheTaskCountsAsTheTask()
    {
        const Task<void> task = twoSteps().task();
        QCOMPARE(task.progress().value, 0.25);
        task.onProgress(nullptr, [this](Progress now) { log(now.value); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "0.75");
    }
    void partsOfAGatherAreTasksOfTheirOwn()
    {
        auto all = gather(walk(2), walk(3)).task();
        VERIFY_UNTIL(all.isDone());
        QCOMPARE(all.progress(), Progress());
    }
    void listenersAreToldFromTheQueueAndBeforeTheEnd()
    {
        const Task<int> task = walk(3).task();
        task.onProgress(this, [this](Progress now) { log("a:", now.value, "/", now.maximum); });
        task.onProgress(this, [this](Progress now) { log("b:", now.fraction() < 1); });
        task.then(this, [this](int) { log("end"); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "a:2/3 b:true a:3/3 b:false end");
    }
    void onlyTheLatestIsTold()
    {
        const Task<void> task = post([]() -> Coro<> {
            for (int i = 0; i < 100; ++i)
                setProgress(i, 100);
            co_await yieldNow();
            setProgress(99, 100); // nothing new
            co_await yieldNow();
        });
        task.onProgress(this, [this](Progress now) { log(now.value); });
        const Cost cost;
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "99");
        QVERIFY(cost().eventsPosted <= 4);
    }
    void whatWasSaidInTheLastTurnIsTold()
    {
        const Task<void> task = post([]() -> Coro<> {
            setProgress(1, 2);
            co_return;
        });
        task.onProgress(this, [this](Progress now) { log(now.value); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "1");
    }
    void notAfterTheContextDiedNorAfterTheEnd()
    {
        const Task<int> task = walk(2).task();
        auto context = std::make_unique<QObject>();
        task.onProgress(context.get(), [this](Progress) { log("dead"); });
        context.reset();
        VERIFY_UNTIL(task.isDone());
        task.onProgress(this, [this](Progress) { log("late"); });
        spin(2);
        COMPARE_LOG(log, "");
    }
    void aCallbackMayAddOneAndCancel()
    {
        const Task<int> task = walk(100).task();
        task.onProgress(this, [this, task](Progress now) {
            log(now.value);
            task.onProgress(this, [this](Progress later) { log("+", later.value); });
            task.cancel();
        });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "2");
    }
    void anExceptionFromACallbackIsLogged()
    {
        const Task<int> task = walk(2).task();
        task.onProgress(this, [](Progress) { throw std::runtime_error("no bar"); });
        task.onProgress(this, [this](Progress now) { log(now.value); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "2");
        QCOMPARE(messages->take(), QStringLiteral("A callback of onProgress() threw: no bar"));
    }
    void callbacksGoWithTheTask()
    {
        {
            const Task<int> task = walk(2).task();
            task.onProgress(nullptr, [task, tracked = Tracked(1)](Progress) {}); // a circle, until it ends
            QVERIFY(Tracked::alive > 0);
            VERIFY_UNTIL(task.isDone());
        }
        spin(2);
        QCOMPARE(Tracked::alive, 0);
    }
    void callbacksGoWithATaskThatEndsBeforeTheyAreCalled()
    {
        {
            const Task<void> task = post([]() -> Coro<> {
                setProgress(1, 2);
                co_return;
            });
            task.onProgress(nullptr, [this, task, tracked = Tracked(1)](Progress now) { log(now.value); }); // a circle
            VERIFY_UNTIL(task.isDone());
        }
        spin(2);
        COMPARE_LOG(log, "1");
        QCOMPARE(Tracked::alive, 0);
    }
    void aCallbackMayRunAnEventLoop() // in which the callbacks are called again, with what is new
    {
        const ChaosScope off(std::nullopt);
        const Task<int> task = walk(3).task();
        task.onProgress(this, [this, task](Progress now) {
            log("a", now.value);
            if (now.value == 2)
                runUntil([&task] { return task.isDone(); });
            log("end", now.value);
        });
        task.onProgress(this, [this](Progress now) { log("b", now.value); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "a2 a3 end3 b3 end2"); // each is told each value once
    }
    void aCallbackMayDestroyTheContextOfAnother()
    {
        const Task<int> task = walk(2).task();
        auto context = std::make_unique<QObject>();
        task.onProgress(nullptr, [this, &context](Progress) {
            log("destroys");
            context.reset();
        });
        task.onProgress(context.get(), [this](Progress) { log("never"); });
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "destroys");
    }
    void onAnotherThreadItIsMisuse()
    {
        const Task<int> task = walk(2).task();
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { return task.progress(); }));
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { task.onProgress(nullptr, [](Progress) {}); }));
        VERIFY_UNTIL(task.isDone());
    }
};

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"
