// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a request crosses to the other thread, in every phase; and what becomes of a task there that nobody waits for any
// more.

#include <qeager/cancelonexit.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include "shared/cancelling.h"
#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/worker.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <atomic>
#include <memory>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

class TestOnThreadCancel : public QObject
{
    Q_OBJECT

    //! What a coroutine there has done, for code on another thread.
    struct There
    {
        Log log; // read when it has said that it is at the end
        std::atomic<bool> hasBegun = false;
        std::atomic<bool> hasEnded = false;

        //! Sleeps for ever; cancelled, cleans up with another await, and ends with Cancelled, 42, or an exception.
        enum class End { Cancelled, Value, Exception };
        Coro<int> sleepUntilCancelled(End end = End::Cancelled)
        {
            struct SayEnd
            {
                There &there;
                ~SayEnd() { there.hasEnded = true; }
            } sayEnd{*this};
            QString message;
            hasBegun = true;
            try {
                co_await sleep(1h);
                log("never");
            } catch (const Cancelled &e) {
                message = e.message();
            }
            log("asked:", message, currentTask().cancelRequests());
            co_await yieldNow();
            log("cleaned");
            if (end == End::Exception)
                throw std::runtime_error("broken");
            if (end == End::Cancelled)
                throw Cancelled(message);
            co_return 42;
        }
    };
    using End = There::End;

    //! Waits for it on \a worker; m_log has what comes of that.
    Coro<int> wait(Worker &worker, There &there, End end = End::Cancelled)
    {
        try {
            const int value = co_await onThread(&worker, &There::sleepUntilCancelled, &there, end);
            m_log("value", value);
            co_return value;
        } catch (const Cancelled &e) {
            m_log("cancelled:", e.message());
            throw;
        }
    }

    Log m_log;

private Q_SLOTS:
    void init() { m_log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void whileItIsSuspended_data()
    {
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("log");
        QTest::newRow("Cancelled") << int(End::Cancelled) << QStringLiteral("cancelled:enough");
        QTest::newRow("a value") << int(End::Value) << QStringLiteral("value42");
        QTest::newRow("an exception") << int(End::Exception) << QString();
    }
    void whileItIsSuspended()
    {
        QFETCH(int, end);
        QFETCH(QString, log);
        Worker worker;
        There there;
        auto task = eager(wait(worker, there, End(end)));
        VERIFY_UNTIL(there.hasBegun);
        QVERIFY(task.cancel(QStringLiteral("enough")));
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(there.hasEnded); // it was waited for
        COMPARE_LOG(there.log, "asked:enough1 cleaned");
        QCOMPARE(m_log.words(), log);
        QCOMPARE(task.isCancelled(), End(end) == End::Cancelled);
        if (End(end) == End::Exception)
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
    }

    void beforeTheFunctionIsCalled()
    {
        Worker worker;
        There there;
        worker.keepBusy();
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            const auto count = [&calls, tracked = Tracked()] { ++calls; };
            auto work = onThread(&worker, count);
            co_await work;
        });
        QVERIFY(task.cancel(QStringLiteral("enough")));
        spin();
        QVERIFY(task.isReady()); // without waiting for that thread
        QCOMPARE(messageOf(task), QStringLiteral("enough"));
        QCOMPARE(Tracked::alive, 1); // goes when its turn comes
        worker.goOn();
        worker.call([] {});
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(calls.load(), 0);
    }

    void beforeTheAwait()
    {
        Worker worker;
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            const auto count = [&calls, tracked = Tracked()] { ++calls; };
            auto work = onThread(&worker, count);
            currentTask().cancel(QStringLiteral("enough"));
            co_await work;
        });
        QVERIFY(!task.isReady()); // through the ready queue
        spin();
        QCOMPARE(messageOf(task), QStringLiteral("enough"));
        QCOMPARE(Tracked::alive, 0); // nothing was sent
        worker.call([] {});
        QCOMPARE(calls.load(), 0);
    }

    //! The answer is on its way: what it has ended with counts.
    void afterItsEndThere()
    {
        Worker worker;
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, [] { return 42; }); });
        worker.call([] {});
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 42);
        worker.call([] {}); // the request came too late
    }

    //! The answer is there, but its awaiter has not had its turn.
    void afterTheAnswer()
    {
        Worker worker;
        Messages messages;
        ValueTask<> failing;
        auto first = eager([&]() -> Coro<> {
            co_await onThread(&worker, [] {});
            failing.cancel(QStringLiteral("enough"));
        });
        failing = eager([&]() -> Coro<> { co_await onThread(&worker, [] { throw std::runtime_error("broken"); }); },
                        {.name = QStringLiteral("failing")});
        worker.call([] {}); // both answers arrive together
        VERIFY_UNTIL(first.isReady() && failing.isReady());
        QCOMPARE(messageOf(failing), QStringLiteral("enough"));
        QCOMPARE(messages.take(), QStringLiteral("The exception of failing was never retrieved: broken"));
    }

    void onTheSameThread()
    {
        There there;
        auto task = eager([&]() -> Coro<int> {
            co_return co_await onThread(QThread::currentThread(), &There::sleepUntilCancelled, &there, End::Value);
        });
        QVERIFY(task.cancel(QStringLiteral("enough")));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 42);
        COMPARE_LOG(there.log, "asked:enough1 cleaned");
    }

    //! A request goes all the way, and the answer all the way back.
    void thereAndBackAgain()
    {
        Worker worker;
        There there; // here, in truth
        QThread *const home = QThread::currentThread();
        std::atomic<bool> wasAtHome = false;
        const auto inside = [&]() -> Coro<int> {
            wasAtHome = QThread::currentThread() == home;
            co_return co_await there.sleepUntilCancelled(End::Value);
        };
        const auto between = [&]() -> Coro<int> { co_return 1 + co_await onThread(home, inside); };
        auto task = eager([&]() -> Coro<int> { co_return 1 + co_await onThread(&worker, between); });
        VERIFY_UNTIL(there.hasBegun);
        QVERIFY(wasAtHome);
        QVERIFY(task.cancel(QStringLiteral("enough")));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 44);
        COMPARE_LOG(there.log, "asked:enough1 cleaned");
    }

    void whatItAwaitsThere()
    {
        Worker worker;
        There one, two;
        const auto both = [&]() -> Coro<> {
            co_await gatherSettled(one.sleepUntilCancelled(), two.sleepUntilCancelled(End::Value));
        };
        auto task = eager([&]() -> Coro<> { co_await onThread(&worker, both); });
        VERIFY_UNTIL(two.hasBegun);
        QVERIFY(task.cancel(QStringLiteral("enough")));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(one.log, "asked:enough1 cleaned");
        COMPARE_LOG(two.log, "asked:enough1 cleaned");
    }

    void twice()
    {
        Worker worker;
        std::atomic<int> stage = 0;
        const auto stubborn = [&]() -> Coro<int> {
            for (int i = 1; i <= 2; ++i) {
                stage = i;
                try {
                    co_await sleep(1h);
                } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it goes on
                }
            }
            co_return currentTask().cancelRequests();
        };
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, stubborn); });
        VERIFY_UNTIL(stage == 1);
        QVERIFY(task.cancel());
        VERIFY_UNTIL(stage == 2);
        QVERIFY(!task.isReady());
        QVERIFY(task.cancel());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 2);
    }

    //! The request arrives inside an event loop that the coroutine there runs.
    void insideANestedLoop()
    {
        Worker worker;
        std::atomic<bool> isInside = false;
        Log log;
        const auto dialog = [&]() -> Coro<int> {
            QEventLoop loop;
            QTimer poll;
            connect(&poll, &QTimer::timeout, &loop, [&, self = currentTask()] {
                isInside = true;
                if (self.cancelRequests() > 0)
                    loop.quit();
            });
            poll.start(1ms);
            loop.exec();
            log("left");
            co_await yieldNow();
            log("never");
            co_return 1;
        };
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, dialog); });
        VERIFY_UNTIL(isInside);
        QVERIFY(task.cancel(QStringLiteral("enough")));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(messageOf(task), QStringLiteral("enough"));
        COMPARE_LOG(log, "left");
    }

    //! The function asks its awaiter to end, and runs an event loop whenever it is copied away or destroyed.
    void whatTheFunctionMayDo()
    {
        struct Spinning
        {
            TaskHandle awaiter;
            Spinning(TaskHandle handle) : awaiter(std::move(handle)) {}
            Spinning(const Spinning &other) = default;
            ~Spinning()
            {
                awaiter.cancel();
                QCoreApplication::processEvents();
            }
            Coro<int> operator()() const
            {
                awaiter.cancel();
                QCoreApplication::processEvents();
                try {
                    co_await yieldNow();
                } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it goes on
                }
                co_return 42;
            }
        };
        Worker worker;
        for (int i = 0; i < 20; ++i) {
            auto task = eager([&]() -> Coro<int> {
                co_await yieldNow();
                const Spinning spinning(currentTask());
                auto work = onThread(&worker, spinning);
                co_return co_await work;
            });
            VERIFY_UNTIL(task.isReady());
            QVERIFY(task.isCancelled() || task.result() == 42);
        }
    }

    void timeouts()
    {
        Worker worker;
        There there, value;
        auto late = eager(withTimeout(1ms, wait(worker, there)));
        VERIFY_UNTIL(late.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, late.result());
        QVERIFY(m_log.words().startsWith(QStringLiteral("cancelled:")));
        // Also one that expires before the function is called.
        worker.keepBusy();
        auto never = eager(withTimeout(0ms, onThread(&worker, [] { return 1; })));
        spin(2);
        QVERIFY_THROWS_EXCEPTION(TimedOut, never.result());
        worker.goOn();
        // And there.
        const auto limited = [&]() -> Coro<int> { co_return co_await withTimeout(1ms, value.sleepUntilCancelled()); };
        auto inside = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, limited); });
        VERIFY_UNTIL(inside.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, inside.result());
    }

    void aRaceIsLost()
    {
        Worker worker;
        There there;
        auto task = eager([&]() -> Coro<std::size_t> {
            const auto first = co_await race(wait(worker, there), [&]() -> Coro<> {
                while (!there.hasBegun)
                    co_await sleep(1ms);
            });
            co_return first.index();
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), std::size_t(1));
        VERIFY_UNTIL(there.hasEnded);
        QVERIFY(there.log.words().startsWith(QStringLiteral("asked:")));
        QVERIFY(there.log.words().endsWith(QStringLiteral("1 cleaned")));
    }

    //! A task that is closed does not wait for the one there, which is asked, once, and goes on to its end.
    void theAwaiterIsClosed_data() { whileItIsSuspended_data(); }
    void theAwaiterIsClosed()
    {
        QFETCH(int, end);
        Worker worker;
        There there;
        Messages messages;
        auto owner = std::make_unique<QObject>();
        auto task = eager(wait(worker, there, End(end)), {.name = QStringLiteral("it"), .owner = owner.get()});
        VERIFY_UNTIL(there.hasBegun);
        owner.reset();
        QVERIFY(task.isCancelled());
        COMPARE_LOG(m_log, "cancelled:it was closed by its owner.");
        VERIFY_UNTIL(there.hasEnded);
        worker.call([] {});
        spin();
        QCOMPARE(there.log.words(), QStringLiteral("asked:it was closed by its owner.1 cleaned"));
        QCOMPARE(messages.take(), End(end) == End::Exception
                                      ? QStringLiteral("The exception of it was never retrieved: broken")
                                      : QString());
    }

    void theAwaitersFrameIsDestroyed()
    {
        Worker worker;
        There there, here;
        const auto frame = [](QThread *thread, There *which) -> Frame {
            const Tracked tracked;
            auto work = onThread(thread, &There::sleepUntilCancelled, which, End::Value);
            co_await work;
        };
        Frame waiting = frame(&worker, &there), same = frame(QThread::currentThread(), &here);
        VERIFY_UNTIL(there.hasBegun && here.hasBegun);
        waiting.destroy();
        same.destroy();
        QCOMPARE(Tracked::alive, 0);
        VERIFY_UNTIL(there.hasEnded && here.hasEnded);
        COMPARE_LOG(there.log, "asked:The coroutine that waited for this has gone.1 cleaned");
        COMPARE_LOG(here.log, "asked:The coroutine that waited for this has gone.1 cleaned");
    }

    //! Also when the function was not called, and when the answer was on its way.
    void theAwaitersFrameIsDestroyedEarlyOrLate()
    {
        Worker worker;
        std::atomic<int> calls = 0;
        const auto frame = [&]() -> Frame {
            const auto count = [&calls, tracked = Tracked()] {
                ++calls;
                return Tracked();
            };
            auto work = onThread(&worker, count);
            static_cast<void>(co_await work);
        };
        worker.keepBusy();
        Frame early = frame();
        early.destroy();
        worker.goOn();
        worker.call([] {});
        QCOMPARE(calls.load(), 0);
        Frame late = frame();
        worker.call([] {});
        QCOMPARE(calls.load(), 1);
        QCOMPARE(Tracked::alive, 2); // what the frame has a name for, and the result: the function has gone there
        late.destroy();
        spin();
        worker.call([] {}); // there the request holds it
        QCOMPARE(Tracked::alive, 0);
    }

    void aThreadThatWasNotStarted()
    {
        QThread thread;
        std::atomic<int> calls = 0;
        const auto count = [&] { return ++calls; };
        auto first = eager([&]() -> Coro<int> { co_return co_await onThread(&thread, count); });
        auto second = eager([&]() -> Coro<int> { co_return co_await onThread(&thread, count); });
        spin();
        QVERIFY(!first.isReady() && !second.isReady());
        QVERIFY(first.cancel(QStringLiteral("enough")));
        spin();
        QCOMPARE(messageOf(first), QStringLiteral("enough"));
        thread.start();
        VERIFY_UNTIL(second.isReady());
        QCOMPARE(second.result(), 1);
        thread.quit();
        QVERIFY(thread.wait());
        QCOMPARE(calls.load(), 1);
    }

    //! Requests from everywhere at any time: each ends in one way or the other.
    void atRandomMoments()
    {
        Worker worker, other;
        std::atomic<int> running = 0;
        for (int i = 0; i < 300; ++i) {
            const auto work = [&]() -> Coro<int> {
                ++running;
                for (int n = 0; n < 3; ++n) {
                    try {
                        co_await yieldNow();
                    } catch (...) {
                        --running;
                        throw;
                    }
                }
                --running;
                co_return 42;
            };
            auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, work); });
            const TaskHandle handle = task.task();
            const auto cancel = [handle, i] {
                // Not yieldCurrentThread(): on a busy machine others take their turn each time.
                const auto moment = std::chrono::steady_clock::now() + std::chrono::nanoseconds(i % 40 * 500);
                while (std::chrono::steady_clock::now() < moment)
                    continue;
                handle.cancel();
            };
            auto cancelling = eager([&]() -> Coro<> { co_await onThread(&other, cancel); });
            if (i % 3 == 0)
                handle.cancel();
            VERIFY_UNTIL(task.isReady() && cancelling.isReady());
            QVERIFY(task.isCancelled() || task.result() == 42);
            QCOMPARE(running.load(), 0); // it was waited for
        }
    }
};

QTEST_GUILESS_MAIN(TestOnThreadCancel)
#include "tst_onthread_cancel.moc"
