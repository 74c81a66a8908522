// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    What a TaskHandle offers without knowing the type: being awaited, then(), uncancel().
*/

#include <qeager/eager.h>
#include <qeager/taskfactory.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/elsewhere.h"
#include "shared/ending.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::is_void_v<detail::AwaitResult<TaskHandle>> &&
              std::is_void_v<detail::AwaitResult<const TaskHandle &>>);
static_assert(std::same_as<detail::AwaitResult<Task<int>>, int>, "a Task keeps its own");
static_assert(sizeof(TaskHandle) == sizeof(void *) && sizeof(Task<int>) == sizeof(void *));

class TestTaskHandle : public QObject
{
    Q_OBJECT
    Log log;

    TaskHandle named(const char *name, Coro<int> coro)
    {
        return eager(std::move(coro), {.name = QString::fromUtf8(name)}).task();
    }
    Coro<> awaiting(const char *name, TaskHandle handle)
    {
        std::exception_ptr error;
        try {
            co_await handle;
        } catch (...) {
            error = std::current_exception();
        }
        log(name, "-", ending(error));
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void awaitedItGivesNothingOrTheException()
    {
        Messages messages;
        {
            const TaskHandle good = named("a", giving(log, "a", 1, 1)), bad = named("b", failing(log, "b", 1));
            const auto first = eager(awaiting("first", good)), second = eager(awaiting("second", bad)),
                       third = eager(awaiting("third", good));
            VERIFY_UNTIL(first.isReady() && second.isReady() && third.isReady());
            COMPARE_LOG(log, "a b a=1 b! first-value third-value second-b");
        }
        QCOMPARE(messages.take(), QString()); // it was given to somebody
    }
    void awaitingOneThatIsDoneDoesNotSuspend()
    {
        const TaskHandle done = named("a", giving(log, "a", 0, 1));
        expectInline([&] { return eager(awaiting("first", done)); }).result();
        expectInline([&] { return eager(awaiting("second", done)); }).result();
        COMPARE_LOG(log, "a a=1 first-value second-value");
    }
    void cancellingTheAwaiterCancelsIt()
    {
        const TaskHandle task = named("a", cleaning(log, "a", 1));
        const auto first = eager(awaiting("first", task));
        QVERIFY(first.cancel(u"stop"_s));
        VERIFY_UNTIL(first.isReady());
        COMPARE_LOG(log, "a a!stop ~a first-Cancelled");
        QVERIFY(task.isCancelled());
    }
    void awaitingIsForHandlesOfThisThreadAndOthers()
    {
        eager(awaiting("empty", TaskHandle())).result();
        const auto itself = []() -> Coro<> { co_await currentTask(); };
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(itself).result());
        const TaskHandle mine = named("a", giving(log, "a", 1, 1));
        elsewhere([&] { eager(awaiting("elsewhere", mine)).result(); });
        COMPARE_LOG(log, "empty-InvalidState a elsewhere-InvalidState");
        VERIFY_UNTIL(mine.isDone());
    }
    void awaitedInATaskOfQCoro()
    {
        const TaskHandle task = named("a", giving(log, "a", 1, 1));
        const auto foreign = [&]() -> QCoro::Task<> {
            co_await task;
            log("foreign");
        };
        const auto waiting = eager(foreign);
        VERIFY_UNTIL(waiting.isReady());
        COMPARE_LOG(log, "a a=1 foreign");
    }

    void thenCallsBackAtTheEnd()
    {
        Messages messages;
        {
            const TaskHandle good = named("good", giving(log, "a", 1, 1)), bad = named("bad", failing(log, "b", 1));
            const auto done = [this](const char *name) { return [this, name] { log(name, "-done"); }; };
            good.then(nullptr, done("1"));
            good.then(this, done("2"), [this](const std::exception &) { log("never"); });
            bad.then(this, done("never"), [this](const std::exception &e) { log("error:", e.what()); });
            bad.then(this, done("never"), [this](const std::exception_ptr &e) { log("pointer:", ending(e)); });
            COMPARE_LOG(log, "a b");
            VERIFY_UNTIL(log.words().contains(u"pointer"_s));
            COMPARE_LOG(log, "a b a=1 b! 1-done 2-done error:b pointer:b");
            log.clear();
            good.then(nullptr, [this, once = std::make_unique<int>(3)] { log("at-once", *once); }); // inside the call
            COMPARE_LOG(log, "at-once3");
        }
        QCOMPARE(messages.take(), QString());
    }
    void thenIsNotCalledWhenTheContextIsGone()
    {
        Messages messages;
        const TaskHandle task = named("a", giving(log, "a", 1, 1));
        {
            QObject context;
            task.then(&context, [this] { log("never"); });
        }
        VERIFY_UNTIL(task.isDone());
        spin(2);
        COMPARE_LOG(log, "a a=1");
        QCOMPARE(messages.take(), QString());
    }
    void withoutAnErrorCallbackAnExceptionIsReported()
    {
        Messages messages;
        {
            const TaskHandle task = named("bad", failing(log, "b", 1));
            task.then(nullptr, [this] { log("never"); });
            task.then(nullptr, [] { throw std::logic_error("callback"); });
            const TaskHandle good = named("good", giving(log, "a", 1, 1));
            good.then(nullptr, [] { throw std::logic_error("callback"); });
            VERIFY_UNTIL(task.isDone() && good.isDone());
            spin(2);
        }
        QCOMPARE(messages.take(), u"A callback of good threw: callback\nThe exception of bad was never retrieved: b"_s);
    }
    void thenOfAnEmptyHandleIsMisuse()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidState, TaskHandle().then(nullptr, [] {}));
        const TaskHandle mine = named("a", giving(log, "a", 1, 1));
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { mine.then(nullptr, [] {}); }));
        VERIFY_UNTIL(mine.isDone());
    }

    void rule7_uncancelCountsDown()
    {
        QCOMPARE(TaskHandle().uncancel(), 0);
        const auto body = [this]() -> Coro<> {
            const TaskHandle me = currentTask();
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                log(me.cancelRequests());
                for (int i = 0; i < 3; ++i)
                    log(me.uncancel());
            }
            co_await QEager::sleep(1ns);
            log("slept", me.cancelRequests());
        };
        const auto task = eager(body);
        QVERIFY(task.cancel());
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "2 1 0 0 slept0");
        QVERIFY(!task.isCancelled());
    }
    void uncancelDropsWhatIsNotDelivered()
    {
        const auto body = [this]() -> Coro<> {
            const TaskHandle me = currentTask();
            me.cancel(u"stop"_s);
            me.cancel(u"stop"_s);
            log(me.uncancel());
            try {
                co_await yieldNow(); // one is left
            } catch (const Cancelled &e) {
                log(e.message());
            }
            log(me.uncancel());
            me.cancel(u"again"_s);
            log(me.uncancel());
            co_await yieldNow();
            log("end");
        };
        const auto task = eager(body);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 stop 0 0 end");
        QVERIFY(!task.isCancelled());
    }
    void uncancelFromOutsideBeforeItsTurn()
    {
        const auto task = eager(giving(log, "a", 1, 1)); // queued, and keeps its place
        const TaskHandle handle = const_cast<ValueTask<int> &>(task).task();
        QVERIFY(handle.cancel());
        QCOMPARE(handle.uncancel(), 0);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "a a=1");
        QCOMPARE(handle.uncancel(), 0);
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere([&] { return handle.uncancel(); }));
    }
    void aTimeoutAroundAnUncancelledRequestIsNotTakenForIt()
    {
        const auto inner = [this]() -> Coro<> {
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                log(currentTask().uncancel());
            }
            co_await QEager::sleep(1h);
        };
        const Test::VirtualTime time;
        const auto task = eager(withTimeout(20ms, inner()));
        QVERIFY(task.cancel(u"foreign"_s));
        VERIFY_UNTIL(task.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, task.result());
        QCOMPARE(time.elapsed(), 20ms);
        COMPARE_LOG(log, "0");
    }
    void anotherThreadIsToldItsNumber() // because its name may be changing
    {
        const auto task = post([]() -> Coro<int> { co_return 1; }, {.name = QStringLiteral("secret")});
        QString said;
        try {
            elsewhere([&] { return task.result(); });
        } catch (const InvalidState &e) {
            said = QString::fromUtf8(e.what());
        }
        QCOMPARE(said,
                 QStringLiteral("The result of Task-%1 can be had on its own thread only: elsewhere use toFuture().")
                     .arg(task.id()));
        VERIFY_UNTIL(task.isDone());
    }
};

QTEST_GUILESS_MAIN(TestTaskHandle)
#include "tst_taskhandle.moc"
