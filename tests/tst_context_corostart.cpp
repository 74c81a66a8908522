// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Conformance section 2: the contexts of a CoroStart.

#include <qeager/context.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>

#include "shared/contexttest.h"
#include "shared/loop.h"

#include <chrono>
#include <memory>
#include <stdexcept>

using namespace QEager;

class TestContextCoroStart : public ContextTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        log.clear();
        var.set(s("X"));
    }

    void line17_18_startInAContext()
    {
        const Context own = contextWith("own"), other = contextWith("other");
        CoroStart<void> first(observing(), own, false);
        QVERIFY(!first.start(other));
        CoroStart<void> second(observing(), own, false);
        QVERIFY(!second.start());
        COMPARE_LOG(log, "other own");
        QCOMPARE(var.value(), s("X"));
        CoroStart<void> third(observing(), std::nullopt, false);
        third.start();
        QCOMPARE(var.value(), s("after_start"));
    }
    void line27_asValueTaskInAContext()
    {
        const Context context = contextWith("ctx");
        CoroStart start(observing());
        auto rest = start.asValueTask(context);
        VERIFY_UNTIL(rest.isReady());
        COMPARE_LOG(log, "X ctx");
        CoroStart done(body(false));
        QVERIFY(done.asValueTask(context).isReady());
    }
    void line41_closeAndThrowInItsContext()
    {
        for (const bool handles : {false, true}) {
            const Context context = contextWith("ctx");
            log.clear();
            CoroStart closed(cleaning(handles), context);
            closed.close();
            COMPARE_LOG(log, "ctx");
            QCOMPARE(var.value(context), s("clean_exit"));
            CoroStart thrown(cleaning(handles), contextWith("ctx2"));
            try {
                QCOMPARE(thrown.throwError(std::make_exception_ptr(std::runtime_error("x"))), 5);
                QVERIFY(handles);
            } catch (const std::runtime_error &) {
                QVERIFY(!handles);
            }
            COMPARE_LOG(log, "ctx ctx2");
            QCOMPARE(var.value(), s("X"));
        }
    }
    void line42_withoutAContextCloseRunsInTheCallers()
    {
        CoroStart start(cleaning(false));
        start.close();
        COMPARE_LOG(log, "X");
        QCOMPARE(var.value(), s("clean_exit"));
    }
    void line43_closeOfACompletedOneTouchesNone()
    {
        const Context context = contextWith("ctx");
        CoroStart start(body(false), context);
        start.close();
        QCOMPARE(var.value(context), s("b"));
        QCOMPARE(var.value(), s("X"));
    }
    void line44_46_aContextForBothPhases()
    {
        for (int how = 0; how < 3; ++how) {
            log.clear();
            const Context context = contextWith("default");
            CoroStart start(observing(), context);
            if (how == 0)
                run([](CoroStart<void> &c) -> Coro<void> { co_await c; }(start));
            else if (how == 1)
                run(start.asCoro());
            else
                run([](ValueTask<void> v) -> Coro<void> { co_await std::move(v); }(start.asValueTask()));
            COMPARE_LOG(log, "default after_start");
            QCOMPARE(var.value(), s("X"));
            QCOMPARE(var.value(context), s("after_end"));
        }
    }
    void line47_aContextForEachPhase()
    {
        const Context own = contextWith("default"), first = contextWith("start"), second = contextWith("continuation");
        CoroStart start(observing(), own, false);
        start.start(first);
        run(start.asCoro(second));
        COMPARE_LOG(log, "start continuation");
        QCOMPARE(var.value(own), s("default"));
        QCOMPARE(var.value(first), s("after_start"));
        QCOMPARE(var.value(second), s("after_end"));
    }
    void line48_noneMeansTheConstructors()
    {
        CoroStart start(observing(), contextWith("default"), false);
        start.start(contextWith("start"));
        run(start.asCoro(std::nullopt));
        COMPARE_LOG(log, "start default");
    }
    void line51_withoutAContextTheAwaiterSharesIt()
    {
        run([](TestContextCoroStart *self) -> Coro<void> {
            CoroStart start(self->observing());
            self->log(var.value());
            co_await start;
            self->log(var.value());
        }(this));
        COMPARE_LOG(log, "X after_start after_start after_end");
        QCOMPARE(var.value(), s("X"));
    }

    // Nobody awaits the rest any more: it goes on in a copy, and neither sees nor changes the thread's own context.

    void theAwaitIsRefused()
    {
        auto owner = std::make_unique<QObject>();
        const auto awaiting = eager(
            [](TestContextCoroStart *self, std::unique_ptr<QObject> &itsOwner) -> Coro<void> {
                CoroStart start(self->observing());
                itsOwner.reset(); // so that the next await throws
                co_await std::move(start);
            }(this, owner),
            {.owner = owner.get()});
        VERIFY_UNTIL(awaiting.isReady());
        QVERIFY(awaiting.isCancelled());
        var.set(s("Y"));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "X after_start");
        QCOMPARE(var.value(), s("Y"));
    }
    void theAwaiterIsClosed()
    {
        auto owner = std::make_unique<QObject>();
        const auto awaiting = eager(
            [](TestContextCoroStart *self) -> Coro<void> {
                CoroStart start([](TestContextCoroStart *it) -> Coro<void> {
                    it->log(var.value());
                    var.set(s("after_start"));
                    try {
                        co_await QEager::sleep(std::chrono::hours(1));
                    } catch (const Cancelled &) {
                        it->log("cancelled");
                    }
                    co_await yieldNow();
                    it->log(var.value());
                    var.set(s("after_end"));
                }(self));
                co_await std::move(start);
            }(this),
            {.owner = owner.get()});
        VERIFY_UNTIL(log.words() == s("X"));
        owner.reset();
        QVERIFY(awaiting.isCancelled());
        var.set(s("Y"));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "X cancelled after_start");
        QCOMPARE(var.value(), s("Y"));
    }
    void theAwaiterIsClosedWhileTheRestRuns()
    {
        auto owner = std::make_unique<QObject>();
        const auto rest = [](TestContextCoroStart *self, std::unique_ptr<QObject> &itsOwner) -> Coro<void> {
            co_await yieldNow();
            var.set(s("before"));
            const auto kill = [](std::unique_ptr<QObject> &object) -> Coro<void> { // in a context of its own
                var.set(s("inside"));
                object.reset();
                co_return;
            };
            const auto killed = eager(kill(itsOwner));
            self->log(var.value());
            var.set(s("after"));
            try {
                co_await yieldNow();
            } catch (const Cancelled &) {
                self->log("cancelled");
            }
            self->log(var.value());
        };
        const auto awaiting = eager(
            [](TestContextCoroStart *, Coro<void> coro) -> Coro<void> {
                CoroStart start(std::move(coro));
                co_await std::move(start);
            }(this, rest(this, owner)),
            {.owner = owner.get()});
        VERIFY_UNTIL(awaiting.isReady());
        QVERIFY(awaiting.isCancelled());
        var.set(s("Y"));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "before cancelled after");
        QCOMPARE(var.value(), s("Y"));
    }
    void theCoroIsDropped()
    {
        {
            CoroStart start(observing());
            const Coro<void> dropped = start.asCoro();
        }
        var.set(s("Y"));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "X after_start");
        QCOMPARE(var.value(), s("Y"));
    }
};

QTEST_GUILESS_MAIN(TestContextCoroStart)
#include "tst_context_corostart.moc"
