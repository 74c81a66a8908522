// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 12: the policy, and how deep starts may nest. What becomes of a posted one is in tst_startpolicy_posted.cpp,
// what they may take of a turn in tst_startpolicy_budget.cpp.

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QtCore/qthread.h>

#include <limits>
#include <memory>

#if defined(__SANITIZE_ADDRESS__)
#    define UNDER_ASAN
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define UNDER_ASAN
#    endif
#endif

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<StartPolicyScope> && !std::is_copy_assignable_v<StartPolicyScope>);
static_assert(!std::is_move_constructible_v<StartPolicyScope> && !std::is_move_assignable_v<StartPolicyScope>);
static_assert(!std::convertible_to<StartPolicy, StartPolicyScope>);
static_assert(StartPolicy() == StartPolicy{.maxDepth = 128, .turnBudget = 0ns});

namespace {

// A level is a frame and a task that wait for the one below: a million take some hundred MB, and several
// times that under AddressSanitizer.
#ifdef UNDER_ASAN
constexpr int c_levels = 30'000;
#else
constexpr int c_levels = 1'000'000;
#endif

Coro<int> descend(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await eager(descend(levels - 1));
    co_return below + 1;
}
ValueTask<int> descendValue(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await descendValue(levels - 1);
    co_return below + 1;
}

// Of each 129 starts, 128 are inline and one is posted, which has the next 128 on its stack.
Statistics costOfDescending(int levels)
{
    const quint64 starts = quint64(levels) + 1;
    const quint64 posted = starts / 129;
    return {.tasksCreated = posted * 129, // all but those below the last posted one, which finish inline
            .eventsPosted = posted,
            .eagerFinished = starts - posted * 129,
            .loopTurns = posted,
            .batches = posted,
            .postedStarts = posted,
            .depthFallbacks = posted};
}

} // namespace

class TestStartPolicy : public QObject
{
    Q_OBJECT
    Log log;

    Coro<void> say(const char *word)
    {
        log(word);
        co_return;
    }
    ValueTask<void> sayAtOnce(const char *word)
    {
        log(word);
        co_return;
    }
    //! Starts itself below, until \a last.
    Coro<void> nest(int level, int last)
    {
        log("<", level);
        if (level < last)
            eager(nest(level + 1, last));
        log(">", level);
        co_return;
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        checkNothingIsLeft(3);
        QVERIFY(startPolicy() == StartPolicy());
    }

    // The policy itself

    void rule12_aScopePutsBackWhatWasThereBefore()
    {
        const StartPolicy first{.maxDepth = 5, .turnBudget = 1h}, second{.maxDepth = 7};
        {
            const StartPolicyScope outer(first);
            QVERIFY(startPolicy() == first);
            {
                const StartPolicyScope inner(second);
                QVERIFY(startPolicy() == second);
                setStartPolicy({.maxDepth = 9});
                QCOMPARE(startPolicy().maxDepth, 9);
            }
            QVERIFY(startPolicy() == first);
        }
        QVERIFY(startPolicy() == StartPolicy());
    }
    void aScopeThatIsLeftByAnExceptionEnds()
    {
        QVERIFY_THROWS_EXCEPTION(int, [] {
            const StartPolicyScope scope({.maxDepth = 0});
            throw 1;
        }());
        QVERIFY(startPolicy() == StartPolicy());
        expectInline([&] { return eager(say("inline")); });
    }
    void rule12_eachThreadHasItsOwn()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        StartPolicy seen{.maxDepth = -1};
        bool ready = false;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            seen = startPolicy();
            ready = eager(say("there")).isReady();
            setStartPolicy({.maxDepth = 3});
        }));
        thread->start();
        QVERIFY(thread->wait());
        QVERIFY(seen == StartPolicy());
        QVERIFY(ready);
        QCOMPARE(startPolicy().maxDepth, 0);
    }

    // How deep

    void rule12_oneMoreThanMaxDepthIsPosted()
    {
        const StartPolicyScope scope({.maxDepth = 3});
        const Cost cost;
        eager(nest(1, 4));
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eventsPosted = 1, .eagerFinished = 3, .depthFallbacks = 1}));
        log("returned");
        spin();
        COMPARE_LOG(log, "<1 <2 <3 >3 >2 >1 returned <4 >4");
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1,
                                     .eventsPosted = 1,
                                     .eagerFinished = 3,
                                     .loopTurns = 1,
                                     .batches = 1,
                                     .postedStarts = 1,
                                     .depthFallbacks = 1}));
    }
    void rule12_theDefaultAllows128()
    {
        const Cost cost;
        auto fits = eager(descend(127));
        QCOMPARE(fits.result(), 127);
        QCOMPARE(cost(), (Statistics{.eagerFinished = 128}));
        auto tooDeep = eager(descend(128));
        QVERIFY(!tooDeep.isReady());
        QCOMPARE(cost().depthFallbacks, 1u);
        VERIFY_UNTIL(tooDeep.isReady());
        QCOMPARE(tooDeep.result(), 128);
    }
    void rule12_zeroOrLessPostsEveryStart()
    {
        for (const int depth : {0, -1, std::numeric_limits<int>::min()}) {
            log.clear();
            const StartPolicyScope scope({.maxDepth = depth});
            const Cost cost;
            auto coro = eager(say("coro"));
            auto call = eager([this](const char *word) { return say(word); }, "call");
            auto value = sayAtOnce("value");
            const auto task = createTask(say("task"), {.eagerStart = true});
            QVERIFY(!coro.isReady());
            QVERIFY(!call.isReady());
            QVERIFY(!value.isReady());
            QVERIFY(!task.isDone());
            log("started");
            VERIFY_UNTIL(task.isDone());
            COMPARE_LOG(log, "started coro call value task");
            QVERIFY(coro.isReady());
            QVERIFY(call.isReady());
            QVERIFY(value.isReady());
            QCOMPARE(cost(), (Statistics{.tasksCreated = 4,
                                         .eventsPosted = 1,
                                         .loopTurns = 1,
                                         .batches = 1,
                                         .postedStarts = 4,
                                         .depthFallbacks = 4}));
        }
    }
    void rule12_postedOnesStandInLineWithWhatIsQueued()
    {
        const auto first = post(say("first"));
        const StartPolicyScope scope({.maxDepth = 0});
        auto second = eager(say("second"));
        const auto third = post(say("third"));
        VERIFY_UNTIL(third.isDone());
        COMPARE_LOG(log, "first second third");
    }
    void siblingsDoNotNest()
    {
        const StartPolicyScope scope({.maxDepth = 2});
        const auto parent = [this]() -> Coro<void> {
            for (const char *name : {"a", "b", "c"})
                eager(say(name));
            log("parent");
            co_return;
        };
        expectInline([&] { return eager(parent); });
        expectInline([&] { return eager(parent); });
        COMPARE_LOG(log, "a b c parent a b c parent");
    }
    void oneThatSuspendedIsNoLongerOnTheStack()
    {
        const StartPolicyScope scope({.maxDepth = 1});
        TaskScope tasks;
        const auto waits = []() -> Coro<void> { co_await sleep(1h); };
        const Cost cost;
        for (int i = 0; i < 3; ++i)
            tasks.eager(waits);
        QCOMPARE(cost().depthFallbacks, 0u);
    }
    void depthCountsAgainFromTheLoop()
    {
        const StartPolicyScope scope({.maxDepth = 2});
        const Cost cost;
        eager(nest(1, 6));
        spin(2);
        COMPARE_LOG(log, "<1 <2 >2 >1 <3 <4 <5 >5 >4 >3 <6 >6");
        QCOMPARE(cost().depthFallbacks, 2u);
    }
    void depthCountsAgainInAResumedTask()
    {
        const StartPolicyScope scope({.maxDepth = 2});
        const auto resumed = [this]() -> Coro<void> {
            co_await yieldNow();
            eager(nest(1, 3));
        };
        auto below = eager([&]() -> Coro<void> { co_await eager(resumed); });
        const Cost cost;
        VERIFY_UNTIL(below.isReady());
        spin();
        COMPARE_LOG(log, "<1 <2 >2 >1 <3 >3");
        QCOMPARE(cost().depthFallbacks, 1u);
    }
    void depthIsThatOfTheStackInANestedLoop()
    {
        const StartPolicyScope scope({.maxDepth = 2});
        const auto loops = [this]() -> Coro<void> {
            QEventLoop loop;
            const auto quits = [&loop]() -> Coro<void> {
                co_await yieldNow();
                loop.quit();
            };
            post(nest(1, 2));
            post(quits);
            log("loop(");
            loop.exec();
            log(")");
            co_return;
        };
        const auto outer = [&]() -> Coro<void> {
            eager(loops);
            eager(say("inline"));
            co_return;
        };
        const Cost cost;
        QVERIFY(eager(outer).isReady());
        COMPARE_LOG(log, "loop( <1 >1 <2 >2 ) inline");
        QCOMPARE(cost().depthFallbacks, 1u);
    }
    void awaitingACoroIsNotAStart()
    {
        const StartPolicyScope scope({.maxDepth = 1});
        const auto inner = []() -> Coro<int> { co_return 1; };
        const auto middle = [&]() -> Coro<int> { co_return co_await inner(); };
        const auto value = expectInline([&] { return eager([&]() -> Coro<int> { co_return co_await middle(); }); });
        QCOMPARE(value.result(), 1);
    }
    void coroStartIsNotAsked()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        const Cost cost;
        CoroStart start([](TestStartPolicy &test) -> Coro<void> {
            test.log("first");
            eager(test.say("below"));
            co_await yieldNow();
            test.log("second");
        }(*this));
        QVERIFY(start.isPending());
        COMPARE_LOG(log, "first");
        auto rest = start.asValueTask();
        VERIFY_UNTIL(rest.isReady());
        COMPARE_LOG(log, "first below second");
        QCOMPARE(cost().depthFallbacks, 1u);
    }
    void coroStartIsALevelForOthers()
    {
        const StartPolicyScope scope({.maxDepth = 1});
        const CoroStart start(nest(1, 2));
        QVERIFY(start.isDone());
        COMPARE_LOG(log, "<1 >1");
    }

    // Recursion

    void aMillionNestedStarts()
    {
        const StartPolicyScope aTurnForEachBatch(
            {.drainBudget = {}}); // how many fit into a turn depends on the machine
        const Cost cost;
        auto value = eager(descend(c_levels));
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), c_levels);
        QCOMPARE(cost(), costOfDescending(c_levels));
    }
    void aMillionNestedValueTasks()
    {
        const StartPolicyScope aTurnForEachBatch({.drainBudget = {}});
        const Cost cost;
        auto value = descendValue(c_levels);
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), c_levels);
        QCOMPARE(cost(), costOfDescending(c_levels));
    }
    void rule12_theDefaultIsSafeOnAStackOf1MB()
    {
        int sum = 0;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            auto a = eager(descend(1000));
            auto b = descendValue(1000);
            if (runUntil([&] { return a.isReady() && b.isReady(); }))
                sum = a.result() + b.result();
        }));
        thread->setStackSize(1024 * 1024);
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(sum, 2000);
    }
};

QTEST_GUILESS_MAIN(TestStartPolicy)
#include "tst_startpolicy.moc"
