// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    `co_await f()` where the frame of f() may be a part of the awaiting one (QEAGER_AWAIT_ELIDABLE): all is as if it
    were not. And a Coro that is not awaited at its call, or not by the coroutine that calls it, outlives that as
    ever.

    A compiler does so when it optimizes, and sees the body of f(), which does not lead back to its caller.
*/

#include <qeager/coro.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/shield.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/endless.h"
#include "shared/ending.h"
#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <stdexcept>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<int> sum(int a, int b) { co_return a + b; }
Coro<int> sumLater(Tracked a, int b)
{
    const Tracked mine(b);
    co_await yieldNow();
    co_return a.value + mine.value;
}
Coro<Large> large(int first, int last)
{
    Large values;
    values.values.front() = first;
    co_await yieldNow();
    values.values.back() = last;
    co_return values;
}
//! Fails before it suspends, or afterwards.
Coro<int> failing(Tracked, bool suspends)
{
    const Tracked mine;
    if (suspends)
        co_await yieldNow();
    throw std::runtime_error(suspends ? "later" : "atOnce");
}

// Three levels that end only when they are ended.
Coro<> innermost(Log &log, Tracked) { co_await endless(log, "innermost"); }
Coro<> middle(Log &log, Tracked tracked)
{
    const Guard guard{log, "middle"};
    const Tracked mine;
    co_await innermost(log, tracked);
}
Coro<> outermost(Log &log)
{
    const Guard guard{log, "outermost"};
    const Tracked tracked;
    co_await middle(log, tracked);
}

//! Never ends, whatever it is told.
Coro<> stubborn(Log &log, Tracked)
{
    const Guard guard{log, "stubborn"};
    log("stubborn");
    for (;;) {
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) {
        }
    }
}
Coro<> awaitsStubborn(Log &log)
{
    const Guard guard{log, "awaiter"};
    const Tracked mine;
    co_await stubborn(log, mine);
}

class Window : public QObject
{
    Q_OBJECT

public:
    Coro<> run(Log &log, Tracked)
    {
        const Guard guard{log, "run"};
        co_await load(log, Tracked());
    }

private:
    Coro<> load(Log &log, Tracked)
    {
        const Guard guard{log, "load"};
        log("load");
        co_await sleep(1h);
    }
};

} // namespace

class TestCoroElided : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void oneAfterTheOther()
    {
        const auto loop = []() -> Coro<int> {
            int all = 0;
            for (int i = 0; i < 1'000; ++i)
                all += co_await sum(i, 1);
            co_return all;
        };
        auto value = eager(loop());
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.takeResult(), 500'500);
    }
    // The same place in the awaiting frame, again and again, suspended each time.
    void oneAfterTheOtherThatSuspends()
    {
        const auto loop = []() -> Coro<int> {
            int all = 0;
            for (int i = 0; i < 100; ++i) {
                all += co_await sumLater(Tracked(i), 1);
                if (Tracked::alive != 0)
                    co_return -1;
            }
            co_return all;
        };
        auto task = eager(loop());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult(), 5'050);
    }
    void severalInOneExpression()
    {
        const auto several = []() -> Coro<int> {
            const int all = co_await sumLater(Tracked(1), 2) + co_await sum(3, co_await sumLater(Tracked(4), 5));
            co_return all;
        };
        auto task = eager(several());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult(), 15);
    }
    void aFrameThatIsLargerThanItsAwaiter()
    {
        const auto all = []() -> Coro<int> {
            const Large one = co_await large(1, 2);
            const Large two = co_await large(3, 4);
            co_return one.values.front() + one.values.back() + two.values.front() + two.values.back();
        };
        auto task = eager(all());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult(), 10);
    }
    void exceptions()
    {
        for (const bool suspends : {false, true}) {
            const auto catching = [this, suspends]() -> Coro<> {
                for (int i = 0; i < 3; ++i) {
                    try {
                        co_await failing(Tracked(), suspends);
                    } catch (const std::runtime_error &e) {
                        log(e.what(), ":", Tracked::alive);
                    }
                }
                co_await failing(Tracked(), suspends);
            };
            auto task = eager(catching());
            VERIFY_UNTIL(task.isReady());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
        }
        COMPARE_LOG(log, "atOnce:0 atOnce:0 atOnce:0 later:0 later:0 later:0");
    }

    // -- ended from outside while the innermost is suspended

    void cancelled()
    {
        auto task = eager(outermost(log));
        VERIFY_UNTIL(!log.words().isEmpty());
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "innermost ~innermost ~middle ~outermost");
    }
    void closed()
    {
        {
            TaskScope scope;
            scope.eager(outermost(log));
            VERIFY_UNTIL(!log.words().isEmpty());
        }
        COMPARE_LOG(log, "innermost ~innermost ~middle ~outermost");
    }
    // Nothing is thrown: the frames go where they are suspended.
    void destroyed()
    {
        Messages messages;
        {
            TaskScope scope;
            scope.eager(awaitsStubborn(log), {.name = QStringLiteral("task")});
            VERIFY_UNTIL(!log.words().isEmpty());
        }
        COMPARE_LOG(log, "stubborn ~stubborn ~awaiter");
        QCOMPARE(messages.take(),
                 QStringLiteral("task did not end when it was closed: it kept awaiting. Its frame is destroyed."));
    }
    void theirObjectGoes()
    {
        auto window = std::make_unique<Window>();
        const auto task = eager(window->run(log, Tracked()));
        VERIFY_UNTIL(!log.words().isEmpty());
        window.reset();
        QVERIFY(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "load ~load ~run");
    }
    void cancelledOneThatCleansUp()
    {
        const auto outer = [this]() -> Coro<int> {
            log("outer");
            co_await lingering(log, "inner", 3);
            co_return co_await after(2, 7);
        };
        auto task = eager(outer());
        VERIFY_UNTIL(!log.words().isEmpty());
        task.cancel();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "outer inner! inner-ends");
        QCOMPARE(endingOf([&] { static_cast<void>(task.result()); }), QStringLiteral("value"));
    }
    void timedOut()
    {
        const auto outer = [this]() -> Coro<> { co_await withTimeout(0ms, outermost(log)); };
        auto task = eager(outer());
        VERIFY_UNTIL(task.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, task.result());
        COMPARE_LOG(log, "innermost ~innermost ~middle ~outermost");
    }

    // -- not awaited at its call: it has a frame of its own

    void givenAway()
    {
        std::vector<Coro<int>> kept;
        const auto makes = [&]() -> Coro<> {
            co_await sum(0, 0);
            kept.push_back(sumLater(Tracked(1), 2));
            kept.push_back(sum(3, 4));
        };
        auto made = eager(makes());
        VERIFY_UNTIL(made.isReady());
        QCOMPARE(int(kept.size()), 2);
        QCOMPARE(Tracked::alive, 1);
        const auto awaits = [&]() -> Coro<int> {
            int all = 0;
            for (auto &coro : kept)
                all += co_await std::move(coro);
            co_return all;
        };
        auto task = eager(awaits());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult(), 10);
    }
    void startedByOneThatGoes()
    {
        Task<int> started;
        const auto starts = [&]() -> Coro<> {
            started = eager(sumLater(Tracked(1), 2)).task();
            const Task<int> again = started;
            co_await sleep(1h);
        };
        auto task = eager(starts());
        VERIFY_UNTIL(!started.isNull());
        task.cancel();
        VERIFY_UNTIL(task.isReady() && started.isDone());
        QVERIFY(task.isCancelled());
        QCOMPARE(started.result(), 3);
    }
    void shieldedFromOneThatGoes()
    {
        const auto saves = [this](Tracked) -> Coro<> {
            const Guard guard{log, "saves"};
            log("saves");
            co_await yields(8);
            log("saved");
        };
        const auto awaits = [this, &saves]() -> Coro<> {
            const Guard guard{log, "awaiter"};
            co_await shield(saves(Tracked()));
        };
        auto task = eager(awaits());
        VERIFY_UNTIL(!log.words().isEmpty());
        task.cancel();
        VERIFY_UNTIL(task.isReady() && allTasks().isEmpty());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "saves ~awaiter saved ~saves");
    }
    void gathered()
    {
        const auto gathers = []() -> Coro<int> {
            const auto [a, b] = co_await gather(sumLater(Tracked(1), 2), sum(3, 4));
            co_return a + b;
        };
        auto task = eager(gathers());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult(), 10);

        const auto gathersEndless = [this]() -> Coro<> { co_await gather(outermost(log), outermost(log)); };
        auto cancelled = eager(gathersEndless());
        VERIFY_UNTIL(log.words().count(QLatin1Char(' ')) == 1);
        cancelled.cancel();
        VERIFY_UNTIL(cancelled.isReady());
        QVERIFY(cancelled.isCancelled());
    }

    // -- awaited by coroutines of others

    void awaitedByAQCoroTask()
    {
        int all = 0;
        const auto awaits = [&all]() -> QCoro::Task<> { all = co_await sumLater(Tracked(1), 2) + co_await sum(3, 4); };
        const auto task = awaits();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(all, 10);
    }
    void awaitedByAFrameThatGoes()
    {
        const auto awaits = [this]() -> Frame {
            const Guard guard{log, "frame"};
            log(co_await sumLater(Tracked(1), 2));
        };
        awaits().destroy();
        VERIFY_UNTIL(allTasks().isEmpty());
        log(Tracked::alive);
        const Frame frame = awaits();
        VERIFY_UNTIL(frame.isDone());
        COMPARE_LOG(log, "~frame 0 3 ~frame");
    }
};

QTEST_GUILESS_MAIN(TestCoroElided)
#include "tst_coro_elided.moc"
