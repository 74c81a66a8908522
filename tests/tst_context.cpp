// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 6, and conformance sections 1 and 4: which context a coroutine runs in. The contexts of a CoroStart are in
// tst_context_corostart.

#include <qeager/context.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>

#include <QtCore/qthread.h>

#include <QCoroTask>

#include "shared/contexttest.h"
#include "shared/elsewhere.h"
#include "shared/loop.h"

#include <functional>
#include <stdexcept>

using namespace QEager;

static_assert(!std::copyable<ContextVar<int>> && !std::movable<ContextVar<int>>);
static_assert(std::copyable<Context> && std::is_nothrow_move_constructible_v<Context>);
static_assert(std::movable<ContextVar<int>::Token> && !std::copyable<ContextVar<int>::Token>);
static_assert(sizeof(Context) == sizeof(void *));

static ContextVar<int> number("number", 7);

class TestContext : public ContextTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        log.clear();
        var.set(s("X"));
    }

    void defaultsAndTokens()
    {
        QCOMPARE(number.value(), 7);
        const auto first = number.set(1);
        auto second = number.set(2);
        QCOMPARE(number.value(), 2);
        number.reset(second);
        QCOMPARE(number.value(), 1);
        QVERIFY_THROWS_EXCEPTION(InvalidState, number.reset(second));
        number.reset(first);
        QCOMPARE(number.value(), 7);
        const auto foreign = var.set(s("y"));
        ContextVar<QString> other("other");
        QVERIFY_THROWS_EXCEPTION(InvalidState, other.reset(foreign));
        QCOMPARE(QString::fromLatin1(var.name()), s("var"));
    }
    void runningInAContext()
    {
        const Context context = contextWith("inside");
        QCOMPARE(var.value(), s("X"));
        QCOMPARE(var.value(context), s("inside"));
        QCOMPARE(context.run([] { return var.value(); }), s("inside"));
        const Context copy = context.copy();
        context.run([&] { var.set(s("changed")); });
        QCOMPARE(var.value(copy), s("inside"));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, context.run([&] {
            var.set(s("thrown"));
            throw std::runtime_error("x");
        }));
        QCOMPARE(var.value(), s("X"));
        QCOMPARE(var.value(context), s("thrown"));
        QVERIFY(context == Context(context));
        QVERIFY(context != copy);
    }
    void currentIsACopy()
    {
        const Context now = Context::current();
        var.set(s("later"));
        QCOMPARE(var.value(now), s("X"));
    }
    void manyVariables()
    {
        std::vector<std::unique_ptr<ContextVar<int>>> all;
        for (int i = 0; i < 200; ++i)
            all.push_back(std::make_unique<ContextVar<int>>("v", -1));
        Context context;
        context.run([&] {
            for (int i = 199; i >= 0; --i)
                all[i]->set(i);
        });
        const Context copy = context.copy();
        context.run([&] { all[100]->set(-5); });
        for (int i = 0; i < 200; ++i)
            QCOMPARE(all[i]->value(copy), i);
        QCOMPARE(all[100]->value(context), -5);
        QCOMPARE(all[99]->value(context), 99);
        QCOMPARE(all[0]->value(), -1);
    }
    void oneThatIsNotSetBesideOthersThatAre()
    {
        ContextVar<int> before("before", 1), between("between", 2), after("after", 3);
        Context context;
        context.run([&] {
            before.set(10);
            QCOMPARE(between.value(), 2);
            QCOMPARE(after.value(), 3);
            after.set(30);
            QCOMPARE(between.value(), 2);
            between.reset(between.set(20));
            QCOMPARE(between.value(), 2);
        });
        QCOMPARE(between.value(context), 2);
    }

    void theOnlyOneIsTakenOutAgain()
    {
        ContextVar<int> only("only", 1);
        Context context;
        context.run([&] {
            only.reset(only.set(2));
            QCOMPARE(only.value(), 1);
            only.set(3);
        });
        QCOMPARE(only.value(context), 3);
        QCOMPARE(only.value(), 1);
    }

    // Rule 6, and conformance section 1
    void line1_aPlainAwaitSharesTheContext()
    {
        run([](TestContext *self) -> Coro<void> {
            co_await self->body(true);
            self->log(var.value());
        }(this));
        COMPARE_LOG(log, "X a b");
        QCOMPARE(var.value(), s("X"));
    }
    void line2_3_4_anEagerStartHasACopy()
    {
        for (const bool block : {true, false}) {
            log.clear();
            auto value = eager(body(block));
            QCOMPARE(var.value(), s("X"));
            var.set(s("Y"));
            VERIFY_UNTIL(value.isReady());
            QCOMPARE(var.value(), s("Y"));
            COMPARE_LOG(log, "X a");
            var.set(s("X"));
        }
    }
    void rule6_aPostedStartHasTheContextOfThePoster()
    {
        const auto task = post(body(true));
        var.set(s("later"));
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "X a");
    }
    void rule6_exactlyRestoredAfterAnException()
    {
        auto value = eager([]() -> Coro<void> {
            var.set(s("inside"));
            throw std::runtime_error("x");
            co_return;
        });
        QCOMPARE(var.value(), s("X"));
        QVERIFY(value.exception());
    }
    void rule6_callbacksRunWhereTheyWereGiven()
    {
        auto value = eager(body(true));
        var.set(s("given"));
        value.then(nullptr, [this] { log("then:", var.value()); });
        var.set(s("later"));
        VERIFY_UNTIL(value.isReady());
        spin(2);
        COMPARE_LOG(log, "X a then:given");
    }
    void rule6_aTaskOfANestedLoopDoesNotSeeTheInterruptedOnes()
    {
        auto other = post([this]() -> Coro<void> {
            log("other:", var.value());
            co_return;
        });
        auto outer = eager([this]() -> Coro<void> {
            var.set(s("outer"));
            spin(2);
            log("outer:", var.value());
            co_return;
        });
        VERIFY_UNTIL(outer.isReady() && other.isDone());
        COMPARE_LOG(log, "other:X outer:outer");
    }
    void rule6_whatANestedLoopSetsInTheThreadsContextIsNotSeenByTheInterrupted()
    {
        // A coroutine that is not QEager's goes on in the context of the thread, which the start had in its eager phase
        // as well.
        const auto foreign = []() -> QCoro::Task<> {
            co_await yieldNow();
            var.set(s("foreign"));
        };
        const auto other = foreign();
        auto outer = eager([this]() -> Coro<void> {
            spin(2);
            log("outer:", var.value());
            co_await yieldNow();
            log("later:", var.value());
        });
        VERIFY_UNTIL(outer.isReady() && other.isReady());
        COMPARE_LOG(log, "outer:X later:X");
        QCOMPARE(var.value(), s("foreign"));
    }
    // Whoever sets what in the starter's context meanwhile: by running in it, or by resuming what does.
    void rule6_aStartSeesWhatWasSetWhenItBegan()
    {
        const Context shared = contextWith("shared");
        const auto inner = [this, shared]() -> Coro<void> {
            shared.run([] { var.set(s("changed")); });
            log("inner:", var.value());
            co_await yieldNow();
            log("later:", var.value());
        };
        const auto outer = [this, inner]() -> Coro<void> {
            auto value = eager(inner);
            log("outer:", var.value());
            co_await std::move(value);
        };
        auto value = shared.run([&] { return eager(outer); });
        log("shared:", var.value(shared));
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(log, "inner:shared outer:shared shared:changed later:shared");
        QCOMPARE(var.value(), s("X"));
    }
    void rule6_whatAStartClosesDoesNotChangeWhatItSees()
    {
        const Context shared = contextWith("shared");
        CoroStart closed(cleaning(true), shared);
        auto value = shared.run([&] {
            return eager(
                [this](CoroStart<int> &start) -> Coro<void> {
                    start.close();
                    log("closer:", var.value());
                    co_return;
                },
                std::ref(closed));
        });
        QVERIFY(value.isReady());
        COMPARE_LOG(log, "shared closer:shared");
        QCOMPARE(var.value(shared), s("clean_exit"));
    }
    void rule6_theInnermostThatSetsNothingSharesNothing()
    {
        auto value = eager([this]() -> Coro<void> {
            const auto leaf = [this]() -> Coro<void> {
                log("leaf:", var.value());
                var.set(s("leaf"));
                log(var.value());
                co_return;
            };
            eager(leaf).result();
            log("middle:", var.value());
            var.set(s("middle"));
            eager(leaf).result();
            log("middle:", var.value());
            QTimer::singleShot(0, [] { var.set(s("slot")); }); // of a nested loop: it sets what is set here
            spin(2);
            log("middle:", var.value());
            co_return;
        });
        QVERIFY(value.isReady());
        COMPARE_LOG(log, "leaf:X leaf middle:X leaf:middle leaf middle:middle middle:slot");
        QCOMPARE(var.value(), s("X"));
    }
    void rule6_whatSharesAContextSetsItsStarters()
    {
        auto value = eager([this]() -> Coro<void> {
            CoroStart<void> sharing(observing(), std::nullopt, false);
            sharing.start();
            log("starter:", var.value());
            co_await sharing;
            log("starter:", var.value());
        });
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(log, "X starter:after_start after_start starter:after_end");
        QCOMPARE(var.value(), s("X"));
    }
    void rule6_noVariableNoCost()
    {
        const auto [value, cost] = elsewhere([] {
            auto reading = eager([]() -> Coro<QString> { co_return var.value(); });
            return std::pair(reading.result(), Statistics::current());
        });
        QCOMPARE(value, s("unset"));
        QCOMPARE(cost, (Statistics{.eagerFinished = 1}));
    }
    void rule6_acrossThreads()
    {
        QThread thread;
        thread.start();
        const auto task = post([]() -> Coro<QString> { co_return var.value(); }, {.thread = &thread});
        const QFuture<QString> future = task.toFuture();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), s("X"));
        thread.quit();
        QVERIFY(thread.wait());
    }

    // Conformance section 4
    void line63_anExplicitContext()
    {
        const Context context = contextWith("modified");
        for (const bool eagerly : {true, false}) {
            log.clear();
            context.run([] { var.set(s("modified")); });
            const auto task = createTask(observing(), {.context = context, .eagerStart = eagerly});
            VERIFY_UNTIL(task.isDone());
            COMPARE_LOG(log, "modified after_start");
            QCOMPARE(var.value(), s("X"));
            QCOMPARE(var.value(context), s("after_end"));
        }
    }
    void line64_inheritedAndKeptOverTheBlock()
    {
        const auto task = createTask(observing(), {.eagerStart = true});
        log("creator:", var.value());
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "X creator:X after_start");
        QCOMPARE(var.value(), s("X"));
    }
    void twoTasksInOneContext()
    {
        const Context context = contextWith("shared");
        auto a = eager(observing(), {.context = context});
        auto b = eager(observing(), {.context = context});
        VERIFY_UNTIL(a.isReady() && b.isReady());
        COMPARE_LOG(log, "shared after_start after_start after_end");
    }
};

QTEST_GUILESS_MAIN(TestContext)
#include "tst_context.moc"
