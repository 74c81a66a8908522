// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a request crosses to the other thread, in every phase. Who else may give up waiting is in tst_onthread_givenup.

#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>

#include "shared/cancelling.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/there.h"
#include "shared/worker.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <atomic>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

class TestOnThreadCancel : public ThereTest
{
    Q_OBJECT

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
        COMPARE_LOG(there.log, "asked:enough/1 cleaned");
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
        COMPARE_LOG(there.log, "asked:enough/1 cleaned");
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
        COMPARE_LOG(there.log, "asked:enough/1 cleaned");
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
        COMPARE_LOG(one.log, "asked:enough/1 cleaned");
        COMPARE_LOG(two.log, "asked:enough/1 cleaned");
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
};

QTEST_GUILESS_MAIN(TestOnThreadCancel)
#include "tst_onthread_cancel.moc"
