// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What becomes of a task on another thread that nobody waits for any more: the time was up, the awaiter was closed, or
// its frame was destroyed.

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
#include "shared/there.h"
#include "shared/worker.h"

#include <QtCore/qthread.h>

#include <atomic>
#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

class TestOnThreadGivenUp : public ThereTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

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
    void theAwaiterIsClosed_data()
    {
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("log");
        QTest::newRow("Cancelled") << int(End::Cancelled) << QStringLiteral("cancelled:enough");
        QTest::newRow("a value") << int(End::Value) << QStringLiteral("value42");
        QTest::newRow("an exception") << int(End::Exception) << QString();
    }
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
        QCOMPARE(there.log.words(), QStringLiteral("asked:it was closed by its owner./1 cleaned"));
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
        COMPARE_LOG(there.log, "asked:The coroutine that waited for this has gone./1 cleaned");
        COMPARE_LOG(here.log, "asked:The coroutine that waited for this has gone./1 cleaned");
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
        QVERIFY(!first.isReady());
        QVERIFY(!second.isReady());
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
                // Not yieldCurrentThread(): a busy machine takes its turn.
                const auto moment = std::chrono::steady_clock::now() + std::chrono::nanoseconds(i % 40 * 500);
                while (std::chrono::steady_clock::now() < moment) {
                }
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

QTEST_GUILESS_MAIN(TestOnThreadGivenUp)
#include "tst_onthread_givenup.moc"
