// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 7: how a request reaches the task it is made of. What that awaits: tst_cancel_awaited.cpp.
*/

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/offload.h>
#include <qeager/sleep.h>
#include <qeager/task.h>
#include <qeager/taskfactory.h>

#include "shared/cancelling.h"
#include "shared/elsewhere.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <QtCore/qthread.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

class TestCancel : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void rule7_deliveredAtTheSuspensionThroughTheReadyQueue()
    {
        const auto task = eager(sleeper(log, "task"));
        const auto before = eager(yielder(log, "before"));
        const Cost cost;
        QVERIFY(task.cancel(u"enough"_s));
        QCOMPARE(cost(), Statistics()); // nothing ran, and the event of `before` is for both
        const auto after = eager(yielder(log, "after"));
        log("cancelled");
        QVERIFY(!task.isReady());
        QVERIFY(!task.isCancelled());
        spin();
        COMPARE_LOG(log, "cancelled before task!enough after");
        QVERIFY(task.isCancelled());
        QCOMPARE(messageOf(task), u"enough"_s);
        QCOMPARE(cost().loopTurns, 1u);
        QCOMPARE(cost().eventsPosted, 0u);
    }
    void rule7_nothingRunsInsideCancelCalledByATask()
    {
        const auto task = eager(sleeper(log, "task"));
        const auto other = eager([&]() -> Coro<> {
            co_await yieldNow();
            log("cancels");
            task.cancel();
            log("goesOn");
        });
        spin(2);
        COMPARE_LOG(log, "cancels goesOn task!");
        QVERIFY(task.isCancelled());
        QVERIFY(other.isReady());
        QVERIFY(!other.isCancelled());
    }
    void rule7_inTheEagerPhaseItComesAtTheNextSuspension()
    {
        const auto task = eager([&]() -> Coro<> {
            currentTask().cancel(u"early"_s);
            log("goesOn");
            ValueTask<int> finished = ready(1);
            const int one = co_await std::move(finished); // does not suspend
            log(one);
            co_await sleeper(log, "task");
        });
        log("started");
        spin();
        COMPARE_LOG(log, "goesOn 1 started task!early");
        QVERIFY(task.isCancelled());
    }
    void rule7_inTheEagerPhaseCancelledByAnother()
    {
        const auto task = eager([&]() -> Coro<> {
            const TaskHandle me = currentTask();
            const auto nested = eager([&log = log, me]() -> Coro<> {
                log("nested");
                me.cancel(u"by its child"_s);
                co_return;
            });
            co_await sleeper(log, "task");
        });
        log("started");
        spin();
        COMPARE_LOG(log, "nested started task!by its child");
        QVERIFY(task.isCancelled());
    }
    void rule7_inTheEagerPhaseAndReturnedWithoutSuspendingItCountsAsCancelled()
    {
        const auto value = eager([]() -> Coro<Tracked> {
            currentTask().cancel(u"v"_s);
            co_return Tracked(5);
        });
        QVERIFY(value.isReady());
        QVERIFY(value.isTask());
        QVERIFY(value.isCancelled());
        QCOMPARE(messageOf(value), u"v"_s);
        const auto nothing = eager([]() -> Coro<> {
            const auto inner = []() -> Coro<> {
                currentTask().cancel(u"n"_s);
                co_return;
            };
            co_await inner();
        });
        QVERIFY(nothing.isReady());
        QVERIFY(nothing.isCancelled());
        QCOMPARE(messageOf(nothing), u"n"_s);
        const auto failed = eager([]() -> Coro<> {
            currentTask().cancel();
            throw std::runtime_error("its own");
            co_return;
        });
        QVERIFY(failed.isReady());
        QVERIFY(!failed.isCancelled()); // as in CPython: an exception stands
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.result());
    }
    void rule7_fromInsideItselfItComesAtTheNextSuspension()
    {
        const auto task = eager([&]() -> Coro<> {
            co_await yieldNow();
            currentTask().cancel(u"me"_s);
            log("goesOn");
            co_await yielder(log, "yield");
            co_await yielder(log, "yield");
            log(currentTask().cancelRequests());
        });
        spin(4);
        COMPARE_LOG(log, "goesOn yield!me yield 1");
        QVERIFY(task.isReady());
        QVERIFY(!task.isCancelled());
    }
    void rule7_itMayCleanUpWithAwaitsAndReturnAValue()
    {
        auto task = eager([&]() -> Coro<int> {
            const Tracked tracked;
            bool cancelled = false;
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                cancelled = true;
            }
            log(cancelled);
            co_await QEager::sleep(1ms);
            co_await yieldNow();
            const auto other = [] { return 7; };
            const int seven = co_await offload(other);
            log("cleaned");
            co_return seven;
        });
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "true cleaned");
        QVERIFY(!task.isCancelled());
        QCOMPARE(task.result(), 7);
        QCOMPARE(task.task().cancelRequests(), 1);
    }
    void rule7_twiceBeforeItsTurnIsOneCancelledWithTheLastMessage()
    {
        const Task<> task = eager([&]() -> Coro<> {
                                for (int i = 0; i < 2; ++i)
                                    co_await yielder(log, "yield");
                            }).task();
        const Task<> sleeping = eager(sleeper(log, "sleep")).task();
        for (const TaskHandle &each : {TaskHandle(task), TaskHandle(sleeping)}) {
            QVERIFY(each.cancel(u"first"_s));
            QVERIFY(each.cancel(u"second"_s));
            QCOMPARE(each.cancelRequests(), 2);
        }
        spin(3);
        COMPARE_LOG(log, "yield!second sleep!second yield");
        QVERIFY(!task.isCancelled());
        QVERIFY(sleeping.isCancelled());
    }
    void rule7_theCleanUpCanBeCancelledAndRequestsAreCounted()
    {
        const Task<> task = eager([&]() -> Coro<> {
                                for (int i = 0; i < 3; ++i) {
                                    try {
                                        co_await sleeper(log, "sleep");
                                    } catch (const Cancelled &) {
                                        log(currentTask().cancelRequests());
                                    }
                                }
                            }).task();
        QCOMPARE(task.cancelRequests(), 0);
        for (const char *message : {"a", "b", "c"}) {
            QVERIFY(task.cancel(QString::fromLatin1(message)));
            spin();
        }
        COMPARE_LOG(log, "sleep!a 1 sleep!b 2 sleep!c 3");
        QVERIFY(task.isDone());
        QVERIFY(!task.isCancelled());
        QCOMPARE(TaskHandle().cancelRequests(), 0);
    }
    void rule7_throughNestedCorosFromTheInnermostOutwards()
    {
        const auto middle = [&](bool swallows) -> Coro<> {
            try {
                co_await sleeper(log, "inner");
            } catch (const Cancelled &) {
                log("middle");
                if (!swallows)
                    throw;
            }
        };
        const auto outer = [&](bool swallows) -> Coro<> {
            try {
                co_await middle(swallows);
                log("outer");
                co_await yieldNow();
            } catch (const Cancelled &e) {
                log("outer!", e.message());
                throw;
            }
        };
        const auto passes = eager(outer, false), swallows = eager(outer, true);
        passes.cancel(u"p"_s);
        swallows.cancel(u"s"_s);
        spin(2);
        COMPARE_LOG(log, "inner!p middle outer!p inner!s middle outer");
        QVERIFY(passes.isCancelled());
        QVERIFY(swallows.isReady());
        QVERIFY(!swallows.isCancelled());
    }
    void rule7_whatIsQueuedKeepsItsPlace()
    {
        const auto a = eager(yielder(log, "a")), b = eager(yielder(log, "b")), c = eager(yielder(log, "c"));
        const Task<> p = post(yielder(log, "p"));
        const Task<> q = post(yielder(log, "q"));
        const Task<> r = post(yielder(log, "r"));
        const auto awaits = [&]() -> Coro<> {
            try {
                co_await q;
            } catch (const Cancelled &e) {
                log("awaiter!", e.message());
            }
        };
        const auto awaiter = eager(awaits);
        QVERIFY(b.cancel(u"b"_s));
        QVERIFY(q.cancel(u"q"_s));
        QVERIFY(!q.isDone());
        spin(3);
        COMPARE_LOG(log, "a b!b c p awaiter!q r"); // p yields once more, then q's place, where its awaiter is queued
        QVERIFY(q.isCancelled());
        QVERIFY(a.isReady());
        QVERIFY(c.isReady());
        QVERIFY(p.isDone());
        QVERIFY(r.isDone());
        QVERIFY(awaiter.isReady());
    }
    void rule7_aPostedTaskCancelledBeforeItsStartNeverRuns()
    {
        const auto body = [this](Tracked parameter) -> Coro<int> {
            log("never");
            co_return parameter.value;
        };
        const Task<int> task = post(body(Tracked(1)));
        QVERIFY(task.cancel(u"unborn"_s));
        const Cost cost;
        spin(2);
        COMPARE_LOG(log, "");
        QCOMPARE(cost().postedStarts, 0u);
        QCOMPARE(messageOf(task), u"unborn"_s);
        QVERIFY(task.isCancelled());
        QVERIFY(!task.cancel());
    }
    void rule7_aTaskPostedToAThreadNeverRunsEither()
    {
        QThread thread;
        std::atomic<int> runs = 0;
        const auto body = [&]() -> Coro<int> { co_return ++runs; };
        TaskOptions options;
        options.thread = &thread;
        const Task<int> task = post(body, options);
        const QFuture<int> future = task.toFuture();
        QVERIFY(task.cancel());
        thread.start();
        VERIFY_UNTIL(future.isFinished());
        QVERIFY(future.isCanceled());
        thread.quit();
        QVERIFY(thread.wait());
        QCOMPARE(runs.load(), 0);
    }
    void rule7_fromAnotherThread()
    {
        const auto task = eager([&]() -> Coro<> {
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &e) {
                log(e.message());
                log("here:", QThread::currentThread() == thread());
                throw;
            }
        });
        QVERIFY(elsewhere([&] { return task.cancel(u"afar"_s); }));
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "afar here:true");
        QVERIFY(task.isCancelled());
    }
    void rule7_byManyThreadsWhileItRuns()
    {
        int caught = 0;
        const Task<> task = eager([&]() -> Coro<> {
                                while (currentTask().cancelRequests() < 4 * 100) {
                                    try {
                                        co_await QEager::sleep(1h);
                                    } catch (const Cancelled &) {
                                        ++caught;
                                    }
                                }
                            }).task();
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([task] {
                for (int n = 0; n < 100; ++n)
                    task.cancel();
            });
        VERIFY_UNTIL(task.isDone());
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(!task.isCancelled());
        QCOMPARE(task.cancelRequests(), 400);
        QVERIFY(caught >= 1);
        QVERIFY(caught <= 400);
    }
    void rule7_aFinishedTaskIgnoresIt()
    {
        auto inlined = eager([]() -> Coro<int> { co_return 1; });
        const Task<int> finished = inlined.task();
        const Task<int> failed = eager([]() -> Coro<int> {
                                     throw std::runtime_error("error");
                                     co_return 0;
                                 }).task();
        QVERIFY(!inlined.cancel());
        QVERIFY(!finished.cancel());
        QVERIFY(!failed.cancel());
        QVERIFY(!ready(1).cancel());
        QVERIFY(!TaskHandle().cancel());
        elsewhere([&] { finished.cancel(); });
        spin(2);
        QVERIFY(!inlined.isCancelled());
        QVERIFY(!finished.isCancelled());
        QVERIFY(!failed.isCancelled());
        QCOMPARE(finished.cancelRequests(), 0);
        QCOMPARE(finished.result(), 1);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.result());
    }
    void line75_cancelledRightAfterTheEagerStepBlocked()
    {
        const auto block = [this]() -> Coro<> {
            log("step");
            co_await yieldNow();
            log("never");
        };
        const Task<> task = createTask(block, eagerly());
        COMPARE_LOG(log, "step");
        QVERIFY(task.cancel(u"msg"_s));
        QVERIFY(task.cancelRequests() > 0);
        const auto wait = [](Task<> awaited) -> Coro<> { co_await awaited; };
        const auto awaiter = eager(wait(task));
        spin(2);
        COMPARE_LOG(log, "step");
        QCOMPARE(messageOf(awaiter), u"msg"_s);
        QVERIFY(task.isCancelled());
        QVERIFY(awaiter.isCancelled());
    }

private:
    static TaskOptions eagerly()
    {
        TaskOptions options;
        options.eagerStart = true;
        return options;
    }
};

QTEST_GUILESS_MAIN(TestCancel)
#include "tst_cancel.moc"
