// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/future.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>

using namespace QEager;

template <typename T>
using Awaited = decltype(std::declval<detail::FutureAwaiter<T> &>().await_resume());

static_assert(std::is_same_v<Awaited<int>, int>);
static_assert(std::is_void_v<Awaited<void>>);
static_assert(std::is_same_v<Awaited<MoveOnly>, MoveOnly>);
static_assert(!std::is_copy_constructible_v<detail::FutureAwaiter<int>> &&
              !std::is_move_constructible_v<detail::FutureAwaiter<int>>);

namespace {

template <typename T>
Coro<T> get(QFuture<T> future)
{
    co_return co_await future;
}

//! Logs the value, or how the wait ended instead.
Coro<> report(Log &log, QFuture<int> future)
{
    try {
        const int value = co_await future;
        log(value);
    } catch (const Cancelled &e) {
        log("Cancelled:", e.message());
    } catch (const InvalidState &) {
        log("InvalidState");
    } catch (const std::exception &e) {
        log(e.what());
    }
}

//! Begun, so that its future is pending.
template <typename T>
QPromise<T> begun()
{
    QPromise<T> promise;
    promise.start();
    return promise;
}

} // namespace

class TestFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFinishedOneDoesNotSuspend()
    {
        auto value = expectInline([] { return eager(get(QtFuture::makeReadyFuture(42))); });
        QCOMPARE(value.result(), 42);
        auto nothing = expectInline([] { return eager(get(QtFuture::makeReadyFuture())); });
        QVERIFY(nothing.isReady());
        QVERIFY(!nothing.isTask());
        nothing.result();
        auto failure = expectInline([] {
            return eager(
                get(QtFuture::makeExceptionalFuture<int>(std::make_exception_ptr(std::runtime_error("broken")))));
        });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failure.result());
    }

    void rule11_aPendingOneResumesAtHomeWithoutAnEvent()
    {
        Log log;
        QPromise<std::string> promise = begun<std::string>();
        QSemaphore go;
        std::thread producer([&] {
            go.acquire();
            promise.addResult("from elsewhere");
            promise.finish();
        });
        auto task = eager([&]() -> Coro<std::string> {
            log("await");
            std::string text = co_await promise.future();
            log("home:", QThread::currentThread() == qApp->thread());
            co_return text;
        });
        log("suspended");
        const Cost cost;
        go.release();
        VERIFY_UNTIL(task.isReady());
        producer.join();
        QCOMPARE(task.result(), std::string("from elsewhere"));
        COMPARE_LOG(log, "await suspended home:true");
        QCOMPARE(cost().eventsPosted, quint64(0)); // the future's own event resumes it
        QCOMPARE(cost().loopTurns, quint64(1));
        QCOMPARE(cost().tasksCreated, quint64(0));
    }

    void finishedInsideTheAwaitersOwnTurn()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto task = eager(report(log, promise.future()));
        promise.addResult(1);
        promise.finish();
        log("finished"); // nothing has run inside finish()
        QVERIFY(!task.isReady());
        spin();
        COMPARE_LOG(log, "finished 1");
    }

    void exceptions()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto task = eager(report(log, promise.future()));
        promise.setException(std::make_exception_ptr(std::runtime_error("broken")));
        promise.finish();
        spin();
        COMPARE_LOG(log, "broken");

        QPromise<void> other = begun<void>();
        auto failing = eager(get(other.future()));
        other.setException(InvalidState(QStringLiteral("a QException"))); // of a QException, Qt keeps a clone
        other.finish();
        spin();
        QVERIFY(failing.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, failing.result());
    }

    void aCancelledOne()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto task = eager(report(log, promise.future()));
        promise.future().cancel();
        spin();
        COMPARE_LOG(log, ""); // its producer has not finished it yet
        promise.finish();
        spin();
        COMPARE_LOG(log, "Cancelled:The awaited QFuture was cancelled.");
        QVERIFY(task.isReady());

        auto again = expectInline([&] { return eager(get(promise.future())); });
        QVERIFY(again.isCancelled());
        auto ofNothing = expectInline([] { return eager(get(QFuture<int>())); }); // default-constructed
        QVERIFY(ofNothing.isCancelled());
        auto ofVoid = expectInline([] { return eager(get(QFuture<void>())); });
        QVERIFY(ofVoid.isCancelled());
    }

    void anAbandonedPromiseCancels()
    {
        auto promise = std::make_unique<QPromise<int>>();
        promise->start();
        auto task = eager(get(promise->future()));
        promise.reset();
        spin();
        QVERIFY(task.isCancelled());
    }

    void ofVoid()
    {
        QPromise<void> promise = begun<void>();
        auto task = eager(get(promise.future()));
        QVERIFY(!task.isReady());
        promise.finish();
        spin();
        QVERIFY(task.isReady());
        task.result();
    }

    void ofMoveOnlyValues()
    {
        QPromise<MoveOnly> ready = begun<MoveOnly>();
        ready.addResult(std::make_unique<int>(1));
        ready.finish();
        auto inlineTask = expectInline([&] { return eager(get(ready.future())); });
        QCOMPARE(*inlineTask.result(), 1);

        QPromise<MoveOnly> promise = begun<MoveOnly>();
        auto task = eager(get(promise.future()));
        promise.addResult(std::make_unique<int>(2));
        promise.finish();
        spin();
        QCOMPARE(*task.takeResult(), 2);
        QVERIFY(!promise.future().isValid()); // it was taken
    }

    void aResultTakenDuringTheWait()
    {
        QPromise<MoveOnly> promise = begun<MoveOnly>();
        auto first = eager(get(promise.future())), second = eager(get(promise.future()));
        promise.addResult(std::make_unique<int>(1));
        promise.finish();
        VERIFY_UNTIL(first.isReady() && second.isReady());
        QCOMPARE(*first.result(), 1);
        QVERIFY_THROWS_EXCEPTION(InvalidState, second.result());

        // What was taken has finished to newer Qt, and has not begun to Qt 6.4: there, it is waited for.
        const bool finished = promise.future().isFinished();
        auto late = eager(get(promise.future()));
        spin();
        QCOMPARE(late.isReady(), finished);
        if (finished) {
            QVERIFY_THROWS_EXCEPTION(InvalidState, late.result());
            return;
        }
        QVERIFY(late.cancel());
        spin();
        QVERIFY(late.isCancelled());
    }

    void withoutAResult()
    {
        QPromise<int> promise = begun<int>();
        auto task = eager(get(promise.future()));
        promise.finish();
        spin();
        QVERIFY(task.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
    }

    void ofAProducerThatNeverReportedItsStart()
    {
        QFutureInterface<int> early, late, failing;
        early.reportResult(1);
        early.reportFinished();
        auto inlineTask = expectInline([&] { return eager(get(early.future())); });
        QCOMPARE(inlineTask.result(), 1);
        auto waiting = eager(get(late.future())), fails = eager(get(failing.future()));
        QVERIFY(!waiting.isReady());
        QVERIFY(!fails.isReady());
        late.reportResult(2);
        late.reportFinished();
        failing.reportException(std::make_exception_ptr(std::runtime_error("failed")));
        failing.reportFinished();
        spin();
        QCOMPARE(waiting.result(), 2);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, fails.result());

        QFutureInterface<MoveOnly> moveOnly;
        moveOnly.reportAndMoveResult(std::make_unique<int>(3));
        moveOnly.reportFinished();
        auto taken = expectInline([&] { return eager(get(moveOnly.future())); });
        QCOMPARE(*taken.result(), 3);

        QFutureInterface<int> none;
        none.reportFinished();
        auto without = expectInline([&] { return eager(get(none.future())); });
        QVERIFY_THROWS_EXCEPTION(InvalidState, without.result());
    }

    void theFirstOfSeveralResults()
    {
        QPromise<int> promise = begun<int>();
        auto task = eager(get(promise.future()));
        promise.addResult(3);
        spin();
        QVERIFY(!task.isReady()); // a result is not the end
        promise.addResult(4);
        promise.finish();
        spin();
        QCOMPARE(task.result(), 3);
    }

    void severalAwaiters()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const QFuture<int> future = promise.future();
        const auto await = [&](const char *name) -> Coro<> { log(name, co_await future); };
        const auto a = eager(await("a")), b = eager(await("b")), c = eager(await("c"));
        const Cost cost;
        promise.addResult(1);
        promise.finish();
        VERIFY_UNTIL(c.isReady());
        COMPARE_LOG(log, "a1 b1 c1");
        QCOMPARE(cost().eventsPosted, quint64(0));
        QVERIFY(future.isValid()); // copied, not taken
        QCOMPARE(future.result(), 1);
    }

    void rule14_aDestroyedFrameWaitsNoMore()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto wait = [](Log &to, QFuture<int> future) -> Frame {
            const Tracked tracked;
            to(co_await detail::FutureAwaiter<int>(std::move(future)));
        };
        Frame pending = wait(log, promise.future()), finished = wait(log, promise.future());
        Frame kept = wait(log, promise.future());
        QCOMPARE(Tracked::alive, 3);
        pending.destroy();
        promise.addResult(1);
        promise.finish();
        finished.destroy(); // its event is on its way
        QCOMPARE(Tracked::alive, 1);
        spin();
        COMPARE_LOG(log, "1");
        QVERIFY(kept.isDone());
        QVERIFY(!promise.isCanceled()); // destroying only ends the wait
    }

    void rule7_cancellingTheTaskCancelsTheFuture()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto task = eager(report(log, promise.future()));
        QVERIFY(task.cancel(QStringLiteral("enough")));
        QVERIFY(promise.isCanceled());
        COMPARE_LOG(log, "");
        spin(); // does not wait for the producer
        COMPARE_LOG(log, "Cancelled:enough");
        promise.addResult(1);
        promise.finish();
        spin();
        COMPARE_LOG(log, "Cancelled:enough");
    }

    void cancelledBetweenTheEndAndItsTurn()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        const auto task = eager(report(log, promise.future()));
        promise.addResult(1);
        promise.finish();
        QVERIFY(task.cancel(QStringLiteral("late")));
        spin(2);
        COMPARE_LOG(log, "Cancelled:late");
    }

    void chainsOfFutures()
    {
        QPromise<int> promise = begun<int>();
        auto task = eager([&]() -> Coro<int> {
            const int one = co_await promise.future().then([](int value) { return value + 1; });
            co_return one + co_await QtFuture::makeReadyFuture(10);
        });
        promise.addResult(1);
        promise.finish();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 12);
    }

    void onAThreadOfItsOwn()
    {
        Log log;
        QPromise<int> promise = begun<int>();
        QSemaphore waiting;
        std::thread consumer([&] {
            const QEventLoop loop; // the thread's event dispatcher comes with it
            auto task = eager([&]() -> Coro<bool> {
                const QThread *const home = QThread::currentThread();
                co_await promise.future();
                co_return home == QThread::currentThread();
            });
            waiting.release();
            log(runUntil([&] { return task.isReady(); }) && task.result());
        });
        waiting.acquire();
        promise.addResult(1);
        promise.finish();
        consumer.join();
        COMPARE_LOG(log, "true");
    }
};

QTEST_GUILESS_MAIN(TestFuture)
#include "tst_future.moc"
