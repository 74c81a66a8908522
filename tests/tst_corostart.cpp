// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Section 2 of docs/conformance.md: the numbers in the names are its lines. Those about contexts (18, 27, 41 to 48) are
// not here.

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include "shared/end.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <stdexcept>

using namespace QEager;

static_assert(!std::copyable<CoroStart<int>> && std::move_constructible<CoroStart<int>>);
static_assert(!std::is_move_assignable_v<CoroStart<int>>);
static_assert(!std::convertible_to<Coro<int>, CoroStart<int>>, "a start is asked for by name");

namespace {

struct Oops : std::runtime_error
{
    Oops() : std::runtime_error("oops") {}
};

} // namespace

class TestCoroStart : public QObject
{
    Q_OBJECT
    Log log;
    int stage = 0;

    Coro<int> body(bool block)
    {
        log(1);
        if (block)
            co_await yieldNow();
        log(2);
        co_return 42;
    }
    Coro<int> failing(bool block)
    {
        if (block)
            co_await yieldNow();
        throw Oops();
    }
    // "finally" with an await in it: C++ cannot await in a handler, so it remembers and awaits after it.
    Coro<int> cleaning(bool handles)
    {
        stage = 1;
        std::exception_ptr error;
        try {
            co_await yieldNow();
        } catch (...) {
            error = std::current_exception();
        }
        stage = 2;
        co_await yieldNow();
        stage = 3;
        if (error && !handles)
            std::rethrow_exception(error);
        stage = 4;
        co_return 7;
    }
    Coro<int> handlesAtOnce()
    {
        try {
            co_await yieldNow();
        } catch (const Oops &) {
            co_return 9;
        }
        co_return 0;
    }
    template <typename T>
    static T run(Coro<T> coro)
    {
        return end(eager(std::move(coro)));
    }
    template <typename T>
    static Coro<T> awaitIt(CoroStart<T> &start)
    {
        co_return co_await start;
    }

private Q_SLOTS:
    void init()
    {
        log.clear();
        stage = 0;
    }

    void line15_notAutostartedRunsNothing()
    {
        CoroStart<int> start(body(true), false);
        COMPARE_LOG(log, "");
        QVERIFY(!start.isDone());
        QVERIFY(!start.isPending());
        QVERIFY(!start.start());
        QVERIFY(start.isPending());
        COMPARE_LOG(log, "1");
    }
    void line16_startOfASynchronousOneIsTrue()
    {
        CoroStart<int> start(body(false), false);
        QVERIFY(start.start());
        QVERIFY(start.isDone());
        COMPARE_LOG(log, "1 2");
        QVERIFY_THROWS_EXCEPTION(InvalidState, start.start());
    }
    void line17_resultAfterASynchronousStart()
    {
        CoroStart start(body(false), false);
        COMPARE_LOG(log, "");
        start.start();
        QCOMPARE(start.result(), 42);
    }
    void line20_awaitingGivesTheValue()
    {
        for (const bool block : {true, false}) {
            log.clear();
            const int value = run([](TestCoroStart *self, bool b) -> Coro<int> {
                CoroStart start(self->body(b));
                self->log("a");
                co_return co_await start;
            }(this, block));
            QCOMPARE(value, 42);
            QCOMPARE(log.words(), block ? QStringLiteral("1 a 2") : QStringLiteral("1 2 a"));
        }
    }
    void line20_aContinuationWaitsUntilItIsAsked()
    {
        CoroStart start(body(true));
        spin(3); // what it waited for is there by now
        COMPARE_LOG(log, "1");
        QCOMPARE(run(awaitIt(start)), 42);
        COMPARE_LOG(log, "1 2");
    }
    void line21_awaitingTwice()
    {
        for (const bool block : {true, false}) {
            CoroStart start(body(block));
            QCOMPARE(run(awaitIt(start)), 42);
            QVERIFY_THROWS_EXCEPTION(InvalidState, run(awaitIt(start)));
        }
    }
    void line22_closeTwiceThenAwait()
    {
        CoroStart start(body(true));
        start.close();
        start.close();
        COMPARE_LOG(log, "1");
        QVERIFY_THROWS_EXCEPTION(InvalidState, run(awaitIt(start)));
    }
    void line23_anErrorInTheStartPhaseIsKept()
    {
        CoroStart start(failing(false));
        QVERIFY(start.isDone());
        QVERIFY_THROWS_EXCEPTION(Oops, run(start.asCoro()));
        CoroStart again(failing(false));
        QVERIFY_THROWS_EXCEPTION(Oops, run(awaitIt(again)));
    }
    void line24_asCoro()
    {
        CoroStart start(body(true));
        auto rest = start.asCoro();
        log("a");
        QCOMPARE(run(std::move(rest)), 42);
        COMPARE_LOG(log, "1 a 2");
    }
    void line25_toFuture()
    {
        CoroStart pending(body(true));
        QVERIFY_THROWS_EXCEPTION(InvalidState, pending.toFuture());
        QCOMPARE(run(awaitIt(pending)), 42);
        CoroStart done(body(false));
        QFuture<int> future = done.toFuture();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result(), 42);
    }
    void line26_asValueTask()
    {
        CoroStart pending(body(true));
        auto rest = pending.asValueTask();
        QVERIFY(!rest.isReady());
        QVERIFY(rest.isTask());
        VERIFY_UNTIL(rest.isReady());
        QCOMPARE(rest.result(), 42);
        CoroStart done(body(false));
        auto ready = expectInline([&] { return done.asValueTask(); });
        QVERIFY(ready.isReady());
        QVERIFY(!ready.isTask());
    }
    void line28_result()
    {
        CoroStart pending(body(true));
        QVERIFY_THROWS_EXCEPTION(InvalidState, pending.result());
        CoroStart done(body(false));
        QCOMPARE(&done.result(), &done.result());
        QCOMPARE(done.result(), 42);
        CoroStart failed(failing(false));
        QVERIFY_THROWS_EXCEPTION(Oops, failed.result());
    }
    void line29_exception()
    {
        CoroStart pending(body(true));
        QVERIFY_THROWS_EXCEPTION(InvalidState, pending.exception());
        CoroStart done(body(false));
        QVERIFY(!done.exception());
        CoroStart failed(failing(false));
        QVERIFY_THROWS_EXCEPTION(Oops, std::rethrow_exception(failed.exception()));
    }
    void line31_leavingAPendingOneClosesIt()
    {
        {
            CoroStart start([](Tracked, TestCoroStart *self) -> Coro<int> {
                try {
                    co_await yieldNow();
                } catch (const Cancelled &) {
                    self->log("closed", Tracked::alive);
                    throw;
                }
                co_return 0;
            }(Tracked(), this));
            log("leaving");
        }
        log("left");
        COMPARE_LOG(log, "leaving closed1 left");
        QCOMPARE(Tracked::alive, 0);
    }
    void line32_closeOfOneThatAwaitsInItsCleanUp()
    {
        CoroStart start(cleaning(false));
        QCOMPARE(stage, 1);
        QVERIFY_THROWS_EXCEPTION(InvalidState, start.close());
        QCOMPARE(stage, 2);
    }
    void line33_acloseLetsItCleanUp()
    {
        CoroStart start(cleaning(false));
        run(start.aclose());
        QCOMPARE(stage, 3);
    }
    void anEndThatNobodyAwaitsClosesIt()
    {
        CoroStart ended(cleaning(false));
        static_cast<void>(ended.aclose());
        QCOMPARE(stage, 2); // its clean-up cannot wait any more
        QCOMPARE(allTasks().size(), 0);
        CoroStart thrown(cleaning(true));
        static_cast<void>(thrown.athrowError(std::make_exception_ptr(Oops())));
        QCOMPARE(allTasks().size(), 0);
    }
    void line34_athrowNotHandled()
    {
        CoroStart start(cleaning(false));
        QVERIFY_THROWS_EXCEPTION(Oops, run(start.athrowError(std::make_exception_ptr(Oops()))));
        QCOMPARE(stage, 3);
    }
    void closeThrowsWhatTheCleanUpThrows()
    {
        CoroStart start([]() -> Coro<> {
            try {
                co_await yieldNow();
            } catch (const Cancelled &) {
                throw Oops();
            }
        }());
        QVERIFY_THROWS_EXCEPTION(Oops, start.close());
    }
    void line35_athrowHandled()
    {
        CoroStart start(cleaning(true));
        QCOMPARE(run(start.athrowError(std::make_exception_ptr(Oops()))), 7);
        QCOMPARE(stage, 4);
    }
    void line36_throwAndItSuspendsAgain()
    {
        CoroStart start(cleaning(false));
        QVERIFY_THROWS_EXCEPTION(InvalidState, start.throwError(std::make_exception_ptr(Oops())));
        QCOMPARE(stage, 2);
        spin(2);
        QCOMPARE(stage, 2);
        QCOMPARE(allTasks().size(), 0);
    }
    void athrowAndItWaitsForSomethingElse()
    {
        QObject sender;
        CoroStart start([](QObject *object, Log &words) -> Coro<int> {
            try {
                co_await yieldNow();
            } catch (const Oops &) {
                words("caught");
            }
            co_await QEager::signal(object, &QObject::objectNameChanged);
            words(object->objectName());
            co_return 5;
        }(&sender, log));
        const auto rest = eager(start.athrowError(std::make_exception_ptr(Oops())));
        spin(3);
        log("waits");
        sender.setObjectName(QStringLiteral("named"));
        VERIFY_UNTIL(rest.isReady());
        COMPARE_LOG(log, "caught waits named");
        QCOMPARE(rest.result(), 5);
    }
    void line37_throwTwiceHitsTheCleanUp()
    {
        CoroStart start(cleaning(false));
        QVERIFY_THROWS_EXCEPTION(Oops, start.throwError(std::make_exception_ptr(Oops()), 2));
        QCOMPARE(stage, 2);
    }
    void line38_throwOnADoneOne()
    {
        CoroStart start(body(false));
        QVERIFY_THROWS_EXCEPTION(InvalidState, start.throwError(std::make_exception_ptr(Oops())));
        QCOMPARE(start.result(), 42);
    }
    void line39_throwHandledAtOnce()
    {
        CoroStart start(handlesAtOnce());
        QCOMPARE(start.throwError(std::make_exception_ptr(Oops())), 9);
    }
    void line40_onDoneAndUsedUpOnes()
    {
        CoroStart done(body(false));
        done.close();
        run(done.aclose());
        QCOMPARE(done.result(), 42);
        QVERIFY_THROWS_EXCEPTION(InvalidState, static_cast<void>(done.athrowError(std::make_exception_ptr(Oops()))));
        CoroStart used(body(true));
        QCOMPARE(run(awaitIt(used)), 42);
        used.close();
        run(used.aclose());
        QVERIFY_THROWS_EXCEPTION(InvalidState, static_cast<void>(used.athrowError(std::make_exception_ptr(Oops()))));
        QVERIFY_THROWS_EXCEPTION(InvalidState, used.throwError(std::make_exception_ptr(Oops())));
    }
    void throwIntoOneThatNeverStarted()
    {
        CoroStart start(body(true), false);
        QVERIFY_THROWS_EXCEPTION(Oops, start.throwError(std::make_exception_ptr(Oops())));
        COMPARE_LOG(log, "");
    }
    void oneThatNeverStartedIsUsedOrClosed()
    {
        CoroStart used(body(false), false);
        const ValueTask<int> task = used.asValueTask();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 42);
        CoroStart closed(body(false), false);
        closed.close();
        closed.close();
        QVERIFY_THROWS_EXCEPTION(InvalidState, static_cast<void>(closed.asValueTask()));
    }
    void identityIsItsOwnInBothPhases()
    {
        TaskHandle first, second;
        CoroStart start([](TaskHandle &a, TaskHandle &b) -> Coro<void> {
            a = currentTask();
            co_await yieldNow();
            b = currentTask();
        }(first, second));
        run(awaitIt(start));
        QVERIFY(!first.isNull());
        QVERIFY(first == second);
    }
    void oneThatNeverEndsIsDestroyedWithAWarning()
    {
        Messages messages;
        {
            CoroStart start([](Tracked) -> Coro<void> {
                for (;;) {
                    try {
                        co_await yieldNow();
                    } catch (const Cancelled &) {
                    }
                }
            }(Tracked()));
        }
        QVERIFY2(messages.take().contains(QLatin1String("did not end when it was closed")), "a warning names it");
        QCOMPARE(Tracked::alive, 0);
    }
    void anUnreadErrorIsLogged()
    {
        Messages messages;
        {
            CoroStart start(failing(false));
        }
        QCOMPARE(messages.take(), QStringLiteral("The exception of an eager start was never retrieved: oops"));
    }
};

QTEST_GUILESS_MAIN(TestCoroStart)
#include "tst_corostart.moc"
