// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 5: in which turn of the event loop, and on whose stack, a coroutine goes on that awaited something of QCoro's.
// What goes in that turn is in tst_qcoro_turns_gone.

#include <qeager/qeager.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/trigger.h"

#include <QCoroSignal>
#include <QCoroThread>
#include <QCoroTimer>

#include <QtCore/qeventloop.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <coroutine>
#include <memory>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Job : public QObject
{
    Q_OBJECT

public:
    //! As KJob does, and QKeychain::Job: it is gone when the events that are on their way have been handled.
    void start()
    {
        QTimer::singleShot(0, this, [this] {
            Q_EMIT finished(7);
            deleteLater();
        });
    }

Q_SIGNALS:
    void finished(int result);
    void again();
};

QCoro::Task<int> after(Trigger &trigger, int value)
{
    co_await trigger;
    co_return value;
}

static_assert(detail::CompletedByQCoro<QCoro::Task<int>> && detail::CompletedByQCoro<QCoro::Task<Trigger>>);
static_assert(detail::CompletedByQCoro<QTimer *> && detail::CompletedByQCoro<QCoro::ThreadContext>);
static_assert(!detail::CompletedByQCoro<Trigger> && !detail::CompletedByQCoro<std::suspend_always>);

} // namespace

class TestQCoroTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rule5_aJobThatDeletesItselfIsAlive()
    {
        Log log;
        auto *const job = new Job;
        const QPointer<Job> guard(job);
        job->start();
        auto task = eager([&]() -> Coro<> {
            const int result = co_await qCoro(job, &Job::finished);
            log(guard ? "alive:" : "deleted:", result);
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "alive:7");
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(1));
        VERIFY_UNTIL(!guard);
    }

    void rule5_noTurnLater()
    {
        // Each is a turn of its own, and nothing else is posted.
        Job job;
        Log log;
        auto task = eager([&]() -> Coro<> {
            co_await QCoro::sleepFor(0ms);
            log("sleep");
            QTimer::singleShot(0, &job, &Job::again);
            co_await qCoro(&job, &Job::again);
            log("signal");
            log(co_await qCoro(&job, &Job::again, 1ms) ? "?" : "timeout");
            QTimer timer;
            timer.start(0ms);
            co_await qCoro(timer).waitForTimeout();
            log("timer");
            const auto moves = []() -> QCoro::Task<> { co_await QCoro::moveToThread(QThread::currentThread()); };
            co_await moves();
            log("thread");
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "sleep signal timeout timer thread");
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(5));
    }

    void asOftenAsItIsAwaited()
    {
        const int rounds = 100;
        Job job;
        int seen = 0;
        QObject::connect(&job, &Job::again, &job, [&] { ++seen; }, Qt::QueuedConnection);
        auto task = eager([&]() -> Coro<int> {
            int same = 0;
            for (int i = 0; i < rounds; ++i) {
                Q_EMIT job.again();
                co_await QCoro::sleepFor(0ms);
                same += seen == i + 1;
            }
            co_return same;
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), rounds);
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(rounds));
    }

    void rule5_whatWaitsInTheQueueGoesFirst()
    {
        Log log;
        Trigger users, byHand;
        const auto one = [&]() -> Coro<> {
            co_await users;
            log("one");
        };
        const auto two = [&]() -> Coro<> {
            co_await after(byHand, 0);
            log("two");
        };
        auto first = eager(one);
        auto second = eager(two);
        const Cost cost;
        users.fire();
        QVERIFY(!first.isReady());
        byHand.fire();
        COMPARE_LOG(log, "one two");
        QCOMPARE(cost().eventsPosted, quint64(1)); // for the first
        QCOMPARE(cost().loopTurns, quint64(1));
        spin();
        QCOMPARE(cost().loopTurns, quint64(1)); // and that finds nothing left to do
    }

    void rule5_completedByHand()
    {
        // QCoro resumes its awaiter inside of whatever completes a task, and so does the bridge, unless something of
        // ours runs there.
        Log log;
        Trigger trigger;
        const auto consume = [&]() -> Coro<> { log(co_await after(trigger, 1)); };
        Job job;
        QObject::connect(&job, &Job::again, &job, [&] {
            log("slot");
            trigger.fire();
            log("end");
        });
        auto inSlot = eager(consume);
        Q_EMIT job.again();
        COMPARE_LOG(log, "slot 1 end");
        QVERIFY(inSlot.isReady());

        log.clear();
        auto inTask = eager(consume);
        const auto emits = [&](bool suspend) -> Coro<> {
            if (suspend)
                co_await yieldNow();
            log("task");
            Q_EMIT job.again();
            log("ends");
        };
        auto emitter = eager(emits, false); // inside of an eager start
        COMPARE_LOG(log, "task slot end ends");
        QVERIFY(!inTask.isReady());
        spin();
        COMPARE_LOG(log, "task slot end ends 1");

        log.clear();
        auto inDrain = eager(consume);
        auto drained = eager(emits, true); // inside of a drain
        spin();
        COMPARE_LOG(log, "task slot end ends");
        spin();
        COMPARE_LOG(log, "task slot end ends 1");
        QVERIFY(inDrain.isReady());
        QVERIFY(drained.isReady());
    }

    void rule5_awaitablesOfTheUsersAreQueued()
    {
        Log log;
        Trigger trigger;
        auto task = eager([&]() -> Coro<> {
            co_await trigger;
            log("resumed");
        });
        QTimer::singleShot(0, this, [&] {
            trigger.fire();
            log("fired");
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "fired resumed");
        QCOMPARE(cost().eventsPosted, quint64(1));
    }

    void severalAwaitersOfOneTask()
    {
        // Each may end the others, and the task itself.
        Log log;
        Trigger trigger;
        auto shared = std::make_unique<QCoro::Task<int>>(after(trigger, 0));
        std::vector<ValueTask<>> tasks;
        const auto await = [&](int number) -> Coro<> {
            try {
                co_await *shared;
                log(number);
            } catch (const Cancelled &) {
                log("cancelled", number);
            }
            if (number == 1) {
                shared.reset();
                tasks[2].cancel();
            }
        };
        for (int i = 0; i < 4; ++i)
            tasks.push_back(eager(await, i));
        const auto foreign = [&]() -> QCoro::Task<> {
            co_await *shared;
            log("foreign");
        };
        const auto last = foreign();
        const Cost cost;
        trigger.fire();
        COMPARE_LOG(log, "0 1 cancelled2 3 foreign");
        QVERIFY(last.isReady());
        QCOMPARE(cost().loopTurns, quint64(3)); // the third waits for the turn of the fourth
        for (auto &task : tasks)
            task.result();
    }

    void exceptions()
    {
        Log log;
        Trigger trigger;
        const auto failing = [&]() -> QCoro::Task<> {
            co_await trigger;
            throw std::runtime_error("foreign");
        };
        auto task = eager([&]() -> Coro<> {
            try {
                co_await failing();
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            throw std::runtime_error("ours");
        });
        trigger.fire();
        COMPARE_LOG(log, "foreign");
        QVERIFY(task.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
    }

    void aNestedEventLoop()
    {
        Log log;
        Trigger outer, inner;
        QEventLoop loop;
        auto task = eager([&]() -> Coro<> {
            co_await after(outer, 0);
            log("loop");
            QTimer::singleShot(0, &loop, [&] {
                inner.fire(); // a task runs below on this stack, so it is queued
                log("fired");
            });
            loop.exec();
            log("looped");
            co_await QCoro::sleepFor(0ms);
            log("slept");
        });
        auto other = eager([&]() -> Coro<> {
            co_await after(inner, 0);
            log("inner");
            loop.quit();
        });
        outer.fire();
        COMPARE_LOG(log, "loop fired inner looped");
        QVERIFY(other.isReady());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "loop fired inner looped slept");
    }

    void anEventLoopInASlot()
    {
        Log log;
        QEventLoop loop;
        auto task = eager([&]() -> Coro<> {
            co_await QCoro::sleepFor(0ms);
            log("slept");
            loop.quit();
        });
        const Cost cost;
        loop.exec(); // nothing of ours is on the stack
        COMPARE_LOG(log, "slept");
        QVERIFY(task.isReady());
        QCOMPARE(cost().eventsPosted, quint64(0));
    }

    void rule6_contextAndTaskAreRestored()
    {
        ContextVar<int> variable("variable", 0);
        Trigger trigger;
        Log log;
        TaskHandle inside;
        auto task = eager([&]() -> Coro<> {
            variable.set(1);
            co_await after(trigger, 0);
            log(variable.value());
            inside = currentTask();
        });
        variable.set(2);
        trigger.fire();
        log(variable.value());
        COMPARE_LOG(log, "1 2");
        QVERIFY(currentTask().isNull());
        QVERIFY(inside == task.task());
    }
};

QTEST_GUILESS_MAIN(TestQCoroTurns)
#include "tst_qcoro_turns.moc"
