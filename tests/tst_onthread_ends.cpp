// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What becomes of an onThread() when one of the two threads ends.

#include <qeager/eager.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>

#include "shared/cancelling.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/worker.h"

#include <QtCore/qsemaphore.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

class TestOnThreadEnds : public QObject
{
    Q_OBJECT

    Log m_log;
    std::unique_ptr<Messages> m_messages;

    std::atomic<bool> m_hasBegun = false;

    //! Sleeps there until the thread ends.
    Coro<int> sleepThere()
    {
        const Tracked tracked;
        m_hasBegun = true;
        try {
            co_await sleep(1h);
            m_log("never");
        } catch (const Cancelled &) {
            m_log("closed");
            throw;
        }
        co_return 1;
    }
    //! It awaits that.
    ValueTask<int> sleepOn(Worker &worker)
    {
        return eager([this, &worker]() -> Coro<int> {
            co_return co_await onThread(&worker, &TestOnThreadEnds::sleepThere, this);
        });
    }

private Q_SLOTS:
    void init()
    {
        m_hasBegun = false;
        m_log.clear();
        m_messages = std::make_unique<Messages>();
    }
    void cleanup()
    {
        checkNothingIsLeft(3);
        QCOMPARE(m_messages->take(), QString()); // who waits is told: there is nothing to warn of
        m_messages.reset();
    }

    // -- the other thread

    void noThread()
    {
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> { co_await onThread(nullptr, [&] { ++calls; }); });
        QVERIFY(task.isReady());
        QCOMPARE(messageOf(task), QStringLiteral("onThread() was given no thread."));
        QCOMPARE(calls.load(), 0);
    }

    void aThreadThatHasFinished()
    {
        QThread thread;
        std::atomic<int> calls = 0;
        const auto count = [&] { return ++calls; };
        const auto wait = [&]() -> Coro<int> { co_return co_await onThread(&thread, count); };
        for (int i = 1; i <= 3; ++i) { // it may be started again
            thread.start();
            auto before = eager(wait());
            VERIFY_UNTIL(before.isReady());
            QCOMPARE(before.result(), i);
            thread.quit();
            QVERIFY(thread.wait());
            auto task = eager(wait());
            VERIFY_UNTIL(task.isReady());
            QCOMPARE(messageOf(task), QStringLiteral("The thread that was given to onThread() has finished."));
        }
        QThread fresh; // that nobody has sent anything to before
        fresh.start();
        fresh.quit();
        QVERIFY(fresh.wait());
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&fresh, count); });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        QCOMPARE(calls.load(), 3);
    }

    void aThreadWithoutAnEventLoop()
    {
        QSemaphore go;
        const std::unique_ptr<QThread> thread(QThread::create([&] { go.acquire(); }));
        thread->start();
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            const auto count = [&calls, tracked = Tracked()] { ++calls; };
            auto work = onThread(thread.get(), count);
            co_await work;
        });
        go.release();
        QVERIFY(thread->wait());
        QCOMPARE(Tracked::alive, 1); // what has a name here
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(messageOf(task), QStringLiteral("The thread this task was posted to has ended."));
        QCOMPARE(calls.load(), 0);
    }

    void aThreadThatEndsBeforeItsTurn()
    {
        Worker worker;
        worker.keepBusy();
        std::atomic<int> calls = 0;
        const auto count = [&] { ++calls; };
        worker.quit(); // it does not get to what is sent from here on
        auto task = eager([&]() -> Coro<> { co_await onThread(&worker, count); });
        auto cancelled = eager([&]() -> Coro<> { co_await onThread(&worker, count); });
        QVERIFY(cancelled.cancel(QStringLiteral("enough")));
        worker.end();
        VERIFY_UNTIL(task.isReady() && cancelled.isReady());
        QVERIFY(task.isCancelled() || calls == 1);
        QCOMPARE(messageOf(cancelled), QStringLiteral("enough"));
    }

    void aThreadThatIsDestroyedBeforeItWasStarted()
    {
        auto thread = std::make_unique<QThread>();
        auto task = eager([&]() -> Coro<> {
            auto work = onThread(thread.get(), [tracked = Tracked()] {});
            co_await work;
        });
        spin();
        QVERIFY(!task.isReady());
        QCOMPARE(Tracked::alive, 1);
        thread.reset();
        QCOMPARE(Tracked::alive, 0);
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
    }

    void aThreadThatEndsMeanwhile()
    {
        Worker worker;
        const ValueTask<int> task = sleepOn(worker);
        VERIFY_UNTIL(m_hasBegun);
        worker.end();
        COMPARE_LOG(m_log, "closed"); // there, before it had ended
        QCOMPARE(Tracked::alive, 0);
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
    }
    //! The request comes when it has been closed already, or its answer is on its way.
    void aThreadThatEndsAndThenARequest()
    {
        Worker worker;
        const ValueTask<int> task = sleepOn(worker);
        VERIFY_UNTIL(m_hasBegun);
        worker.end();
        QVERIFY(task.cancel(QStringLiteral("enough")));
        VERIFY_UNTIL(task.isReady());
        QVERIFY(messageOf(task).endsWith(QStringLiteral(" was closed by its owner.")));
        COMPARE_LOG(m_log, "closed");
    }
    void aThreadThatEndsWithARequestOnItsWay()
    {
        Worker worker;
        const ValueTask<int> task = sleepOn(worker);
        VERIFY_UNTIL(m_hasBegun);
        worker.keepBusy();
        worker.quit();
        QVERIFY(task.cancel(QStringLiteral("enough")));
        worker.end();
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(m_log, "closed");
    }

    void aResultThatWasSentOutlivesItsThread()
    {
        Worker worker;
        auto task = eager([&]() -> Coro<int> {
            const Tracked result = co_await onThread(&worker, [] { return Tracked(42); });
            co_return result.value;
        });
        worker.call([] {});
        worker.end();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 42);
    }

    void threadsThatEndAtRandomMoments()
    {
        for (int i = 0; i < 100; ++i) {
            QThread thread;
            thread.start();
            std::atomic<int> running = 0;
            const auto work = [&]() -> Coro<int> {
                struct Count
                {
                    std::atomic<int> &count;
                    explicit Count(std::atomic<int> &c) : count(c) { ++c; }
                    ~Count() { --count; }
                } counted(running);
                co_await yieldNow();
                co_return 42;
            };
            std::vector<ValueTask<int>> tasks;
            const auto start = [&] {
                tasks.push_back(eager([&]() -> Coro<int> { co_return co_await onThread(&thread, work); }));
            };
            for (int n = 0; n < 5; ++n)
                start();
            // Not yieldCurrentThread(): on a busy machine others take their turn each time.
            const auto moment = std::chrono::steady_clock::now() + std::chrono::nanoseconds(i * 500);
            while (std::chrono::steady_clock::now() < moment)
                continue;
            thread.quit();
            for (int n = 0; n < 20; ++n)
                start();
            QVERIFY(thread.wait());
            start();
            VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<int>::isReady));
            for (const auto &task : tasks)
                QVERIFY(task.isCancelled() || task.result() == 42);
            QVERIFY(tasks.back().isCancelled());
            QCOMPARE(running.load(), 0);
        }
    }

    // -- the awaiter's thread

    void theAwaitersThreadEnds_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("and there comes a result") << false;
        QTest::newRow("and there comes an exception") << true;
    }
    void theAwaitersThreadEnds()
    {
        QFETCH(bool, fails);
        Worker worker;
        std::atomic<bool> hasBegun = false;
        QSemaphore go;
        const auto there = [&]() -> Coro<Tracked> {
            hasBegun = true;
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it goes on
            }
            go.acquire();
            if (fails)
                throw std::runtime_error("broken");
            co_return Tracked(1);
        };
        const std::unique_ptr<QThread> home(QThread::create([&] {
            static_cast<void>(eager(
                [&]() -> Coro<> {
                    try {
                        static_cast<void>(co_await onThread(&worker, there));
                        m_log("never");
                    } catch (const Cancelled &) {
                        m_log("closed");
                    }
                },
                {.name = QStringLiteral("it")}));
            while (!hasBegun)
                QThread::yieldCurrentThread();
        }));
        home->start();
        QVERIFY(home->wait());
        COMPARE_LOG(m_log, "closed");
        go.release();
        worker.end();
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(m_messages->take(),
                 fails ? QStringLiteral("The exception of it was never retrieved: broken") : QString());
    }
    //! With the answer in its letter box, and before the function was called.
    void theAwaitersThreadEndsEarlyOrLate()
    {
        for (const bool isEarly : {true, false}) {
            Worker worker;
            if (isEarly)
                worker.keepBusy();
            std::atomic<int> calls = 0;
            const std::unique_ptr<QThread> home(QThread::create([&] {
                static_cast<void>(eager([&]() -> Coro<> {
                    const auto count = [&calls, tracked = Tracked()] {
                        ++calls;
                        return Tracked();
                    };
                    auto work = onThread(&worker, count);
                    static_cast<void>(co_await work);
                    m_log("never");
                }));
                if (!isEarly)
                    worker.call([] {});
            }));
            home->start();
            QVERIFY(home->wait());
            worker.end();
            QCOMPARE(calls.load(), isEarly ? 0 : 1);
            QCOMPARE(Tracked::alive, 0);
        }
        COMPARE_LOG(m_log, "");
    }
    void bothEnd()
    {
        for (int i = 0; i < 100; ++i) {
            QThread worker;
            worker.start();
            const std::unique_ptr<QThread> home(QThread::create([&] {
                static_cast<void>(eager([&]() -> Coro<> {
                    const auto sleeps = []() -> Coro<std::unique_ptr<int>> {
                        co_await yieldNow();
                        co_return std::make_unique<int>(1);
                    };
                    static_cast<void>(co_await onThread(&worker, sleeps));
                }));
            }));
            home->start();
            worker.quit();
            QVERIFY(worker.wait());
            QVERIFY(home->wait());
        }
    }
};

QTEST_GUILESS_MAIN(TestOnThreadEnds)
#include "tst_onthread_ends.moc"
