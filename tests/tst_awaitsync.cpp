// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What awaitSync() gives, in which context and as which task; what it does not wait for is in
// tst_awaitsync_waiting.cpp.

#include <qeager/awaitsync.h>
#include <qeager/context.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>

#include "shared/cancelling.h"
#include "shared/end.h"
#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"
#include "shared/tracked.h"

#include <QtCore/qfuture.h>

#include <stdexcept>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::same_as<decltype(awaitSync(std::declval<Coro<int>>())), int>);
static_assert(std::same_as<decltype(awaitSync(std::declval<Coro<>>())), void>);
static_assert(std::same_as<decltype(awaitSync(std::declval<QCoro::Task<MoveOnly>>())), MoveOnly>);
static_assert(std::same_as<decltype(awaitSync(std::declval<Task<int> &>())), int>);
static_assert(
    std::same_as<decltype(awaitSync(std::declval<Coro<int> (*)(QString)>(), std::declval<QLatin1StringView>())), int>);

namespace {

ContextVar<int> depth("depth", 0);

Coro<int> twice(int value) { co_return 2 * value; }
QCoro::Task<QString> legacy(QString text, int times) { co_return text.repeated(times); }

} // namespace

class TestAwaitSync : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> member(int value) { co_return value + 1; }
    Coro<> yielding(const char *word)
    {
        co_await yieldNow();
        log(word, 1);
        co_await sleep(0s);
        log(word, 2);
        co_await -5ms;
        log(word, 3);
    }

Q_SIGNALS:
    void asked(int value);

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void line124_aSynchronousCoroutineGivesItsValue()
    {
        const int value = expectInline([] { return awaitSync(twice(2)); });
        QCOMPARE(value, 4);
        const auto sleeping = []() -> Coro<int> {
            co_await sleep(0s); // a null sleep is ignored
            co_return 5;
        };
        QCOMPARE(expectInline([&] { return awaitSync(sleeping); }), 5);
    }
    void line125_aRealBlockIsAnError()
    {
        quint32 line = 0;
        const auto blocking = [this, &line]() -> Coro<int> {
            try {
                line = __LINE__ + 1;
                co_await sleep(1h);
            } catch (const WouldBlock &e) {
                log("at the block:", e.place().line() == line);
                throw;
            }
            co_return 1;
        };
        try {
            awaitSync(blocking);
            QFAIL("did not throw");
        } catch (const WouldBlock &e) {
            log("and out:", e.place().line() == line);
        }
        COMPARE_LOG(log, "at the block:true and out:true");
    }
    void line126_oneThatHandlesTheAbort()
    {
        const auto handling = []() -> Coro<int> {
            try {
                co_await sleep(1h);
            } catch (const WouldBlock &) {
                co_return 7;
            }
            co_return 1;
        };
        QCOMPARE(expectInline([&] { return awaitSync(handling); }), 7);
        const auto blockingAgain = [this]() -> Coro<int> {
            const Guard guard{log, "frame"};
            for (;;) {
                try {
                    co_await sleep(1h);
                } catch (const WouldBlock &) { // and goes on
                }
            }
        };
        QVERIFY_THROWS_EXCEPTION(WouldBlock, awaitSync(blockingAgain));
        COMPARE_LOG(log, "~frame");
    }

    void nothing()
    {
        const auto body = [this]() -> Coro<> {
            log("ran");
            co_return;
        };
        expectInline([&] { awaitSync(body()); });
        COMPARE_LOG(log, "ran");
    }
    void aValueThatCanOnlyBeMoved()
    {
        const auto body = []() -> Coro<MoveOnly> { co_return std::make_unique<int>(3); };
        QCOMPARE(*awaitSync(body), 3);
        const auto known = []() -> Coro<MoveOnly> { // so there is a task, and a handle to it
            const TaskHandle self = currentTask();
            co_return std::make_unique<int>(self ? 4 : 0);
        };
        QCOMPARE(*awaitSync(known), 4);
    }
    void anExceptionPassesThroughUnchanged()
    {
        Messages messages;
        struct Own
        {
            const void *place;
        };
        const void *thrown = nullptr;
        const auto throwing = [&]() -> Coro<int> {
            Own own{&own};
            thrown = own.place;
            throw own;
            co_return 1;
        };
        try {
            expectInline([&] { return awaitSync(throwing); });
            QFAIL("did not throw");
        } catch (const Own &own) {
            QCOMPARE(own.place, thrown);
        }
        const auto known = []() -> Coro<> {
            const TaskHandle self = currentTask();
            throw std::runtime_error("known");
            co_return;
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, awaitSync(known));
        QCOMPARE(messages.take(), QString()); // whoever called it has seen it
    }
    void anEmptyCoroIsMisuse() { QVERIFY_THROWS_EXCEPTION(InvalidState, awaitSync(Coro<int>())); }

    void aFunctionWithArguments()
    {
        QCOMPARE(awaitSync(twice, 4), 8);
        QCOMPARE(awaitSync(&TestAwaitSync::member, this, 4), 5);
        const auto body = [](Tracked given) -> Coro<int> { co_return given.value; };
        const int copies = Tracked::copies;
        QCOMPARE(awaitSync(body, Tracked(6)), 6);
        QCOMPARE(Tracked::copies, copies);
        QCOMPARE(Tracked::alive, 0);
    }
    void aFunctionOfQCoros()
    {
        QCOMPARE(expectInline([] { return awaitSync(legacy, u"ab"_s, 2); }), u"abab"_s);
        QCOMPARE(awaitSync(legacy(u"c"_s, 3)), u"ccc"_s);
    }
    void whatIsReadyAlready()
    {
        const Task<int> done = ready(2).task();
        const auto body = [&]() -> Coro<int> {
            const int first = co_await ready(1);
            const int second = co_await done;
            const int third = co_await QtFuture::makeReadyFuture(3);
            co_return 100 * first + 10 * second + third;
        };
        QCOMPARE(expectInline([&] { return awaitSync(body); }), 123);
        QCOMPARE(awaitSync(done), 2);
        QCOMPARE(awaitSync(ready(4)), 4);
    }
    void coroutinesInCoroutines()
    {
        const auto inner = [this](int value) -> Coro<int> {
            log("in", value);
            if (value == 2)
                throw std::runtime_error("two");
            co_return value;
        };
        const auto outer = [&]() -> Coro<int> {
            const int first = co_await inner(1);
            try {
                co_await inner(2);
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            co_return first + 10;
        };
        QCOMPARE(expectInline([&] { return awaitSync(outer); }), 11);
        COMPARE_LOG(log, "in1 in2 two");
    }
    void givingWayIsNotWaiting()
    {
        auto other = eager(yielder(log, "other"));
        const auto outer = [this]() -> Coro<> {
            co_await yielding("outer");
            co_await yieldNow();
            const auto foreign = [](Log &words) -> QCoro::Task<> {
                co_await yieldNow();
                words("foreign");
            };
            co_await foreign(log);
            const auto inner = [this]() -> Coro<> { co_await yielding("inner"); };
            co_await inner();
        };
        expectInline([&] { awaitSync(outer); });
        COMPARE_LOG(log, "outer1 outer2 outer3 foreign inner1 inner2 inner3");
        VERIFY_UNTIL(other.isReady());
    }

    void insideARunningCoroutine_data() { addPhases(); }
    void insideARunningCoroutine()
    {
        QFETCH(bool, suspend);
        auto outer = eager([this, suspend]() -> Coro<int> {
            if (suspend)
                co_await sleep(1ms);
            const TaskHandle self = currentTask();
            const auto inner = [this, self]() -> Coro<int> {
                log("own:", currentTask() != self, " parent:", currentTask().parent() == self);
                co_await yieldNow();
                co_return 3;
            };
            const int value = awaitSync(inner);
            log("back:", currentTask() == self);
            const Cost cost;
            co_await yieldNow();
            log("turns:", cost().loopTurns); // here it does wait
            co_return value;
        });
        VERIFY_UNTIL(outer.isReady());
        QCOMPARE(outer.result(), 3);
        COMPARE_LOG(log, "own:true parent:true back:true turns:1");
    }
    void insideItself()
    {
        const auto inner = [](bool wait) -> Coro<int> {
            if (wait)
                co_await sleep(1h);
            co_await yieldNow();
            co_return 1;
        };
        const auto outer = [&](bool wait) -> Coro<int> {
            const Guard guard{log, "outer"};
            const int value = awaitSync(inner, wait);
            co_await yieldNow(); // not yet what it is outside
            co_return value + 1;
        };
        QCOMPARE(expectInline([&] { return awaitSync(outer, false); }), 2);
        QVERIFY_THROWS_EXCEPTION(WouldBlock, awaitSync(outer, true));
        COMPARE_LOG(log, "~outer ~outer");
    }
    void insideASlot()
    {
        QObject context;
        connect(this, &TestAwaitSync::asked, &context, [this](int value) { log(awaitSync(twice, value)); });
        emit asked(1);
        const auto asking = [this]() -> Coro<> {
            emit asked(2);
            co_return;
        };
        awaitSync(asking);
        auto task = eager([this]() -> Coro<> {
            co_await yieldNow();
            emit asked(3);
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "2 4 6");
    }
    void onAThreadWithoutAnEventLoop()
    {
        int value = 0;
        std::thread([&] { value = awaitSync(twice, 21); }).join();
        QCOMPARE(value, 42);
    }

    void theContextIsTheCallers()
    {
        const auto body = [this](bool wait) -> Coro<> {
            log("sees", depth.value());
            if (wait)
                static_cast<void>(currentTask()); // also when it is a task
            depth.set(depth.value() + 1);
            if (wait)
                co_await sleep(1h);
        };
        Context().run([&] {
            depth.set(1);
            awaitSync(body, false);
            log("then", depth.value());
            try {
                awaitSync(body, true);
            } catch (const WouldBlock &) {
                log("would-block");
            }
            log("then", depth.value());
            auto caller = eager([&]() -> Coro<> {
                awaitSync(body, false);
                co_await yieldNow();
                log("caller", depth.value());
            });
            end(std::move(caller));
            log("here", depth.value());
        });
        COMPARE_LOG(log, "sees1 then2 sees2 would-block then3 sees3 caller4 here3");
        QCOMPARE(depth.value(), 0);
    }
    void itIsATaskOfItsOwn()
    {
        TaskHandle task;
        const auto body = [&]() -> Coro<int> {
            task = currentTask();
            co_await yieldNow();
            log(task == currentTask(), " ", task.name() == QStringLiteral("Task-%1").arg(task.id()));
            task.setName(u"load"_s);
            log(currentTask().name(), " ", task.parent().isNull(), " ", allTasks().contains(task), " ", task.isDone());
            co_return 1;
        };
        const Cost cost;
        QCOMPARE(awaitSync(body), 1);
        QCOMPARE(cost().tasksCreated, 1U); // it was asked for
        QCOMPARE(cost().eventsPosted, 0U);
        COMPARE_LOG(log, "true true load true true false");
        QVERIFY(task.isDone());
        QVERIFY(!task.isCancelled());
        QVERIFY(!task.exception());
    }
    void oneThatAsksItselfToEndCountsAsCancelled()
    {
        const auto body = []() -> Coro<int> {
            currentTask().cancel(u"enough"_s);
            co_return 1;
        };
        try {
            awaitSync(body);
            QFAIL("did not throw");
        } catch (const Cancelled &e) {
            QCOMPARE(e.message(), u"enough"_s);
        }
    }
    void whatItStartsMayWait()
    {
        ValueTask<> child;
        const auto body = [&]() -> Coro<> {
            child = eager(yielder(log, "child"));
            log("body");
            co_return;
        };
        awaitSync(body);
        log("returned");
        QVERIFY(!child.isReady());
        VERIFY_UNTIL(child.isReady());
        COMPARE_LOG(log, "body returned child");
        QVERIFY(child.task().parent().isNull());
    }
    void noStartPolicyPostsIt()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        QCOMPARE(expectInline([] { return awaitSync(twice, 2); }), 4);
        auto posted = eager(twice(3));
        QVERIFY(!posted.isReady());
        VERIFY_UNTIL(posted.isReady());
    }
};

QTEST_GUILESS_MAIN(TestAwaitSync)
#include "tst_awaitsync.moc"
