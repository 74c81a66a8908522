// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// offload() whose function is not wanted any more: cancelled, discarded, or its thread ends.

#include <qeager/eager.h>
#include <qeager/offload.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadpool.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <type_traits>

using namespace QEager;

static_assert(!std::is_copy_constructible_v<Offload<std::decay_t<decltype([p = MoveOnly()] { return *p; })>>>);

namespace {

//! A function that counts itself, and so tells when and where it goes.
struct CountedFunction
{
    Tracked tracked{};
    int operator()() const { return 1; }
};

} // namespace

class TestOffloadCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QCOMPARE(Tracked::alive, 0);
        Tracked::copies = 0;
    }

    void aClearedPoolCancels()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore begun, go;
        auto running = eager([&]() -> Coro<int> {
            co_return co_await offload(
                [&] {
                    begun.release();
                    go.acquire();
                    return 1;
                },
                &pool);
        });
        CountedFunction counted;
        auto dropped = eager([&]() -> Coro<int> { co_return co_await offload(counted, &pool); });
        begun.acquire();
        QCOMPARE(Tracked::alive, 2); // the one left here, and the one that waits for its turn
        pool.clear();
        QCOMPARE(Tracked::alive, 1);
        go.release();
        VERIFY_UNTIL(running.isReady() && dropped.isReady());
        QCOMPARE(running.result(), 1);
        QVERIFY(dropped.isCancelled());
        try {
            dropped.result();
        } catch (const Cancelled &e) {
            QCOMPARE(e.message(), QStringLiteral("The thread pool dropped the offloaded function."));
        }
        QCOMPARE(Tracked::alive, 1);
    }

    void cancellingRequestsTheStop()
    {
        QThreadPool pool;
        QSemaphore begun;
        std::atomic<bool> stopped = false;
        Log log;
        auto task = eager([&]() -> Coro<> {
            try {
                co_await offload(
                    [&](std::stop_token stop) {
                        QSemaphore told;
                        const std::stop_callback tell(stop, [&] { told.release(); });
                        begun.release();
                        stopped = told.tryAcquire(1, 20'000);
                        return Tracked(1);
                    },
                    &pool);
            } catch (const Cancelled &e) {
                log(e.message());
            }
        });
        begun.acquire();
        QVERIFY(task.cancel(QStringLiteral("enough")));
        COMPARE_LOG(log, "");
        spin();
        COMPARE_LOG(log, "enough"); // does not wait for the function
        QVERIFY(pool.waitForDone());
        QVERIFY(stopped);
        spin();
        QCOMPARE(Tracked::alive, 0); // the result was discarded when it arrived
        COMPARE_LOG(log, "enough");
    }

    void aStopBeforeItsTurnSkipsTheFunction()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore go;
        std::atomic<int> calls = 0;
        auto first = eager([&]() -> Coro<> {
            co_await offload(
                [&] {
                    go.acquire();
                    ++calls;
                },
                &pool);
        });
        auto second = eager([&]() -> Coro<> {
            auto work = [&calls, counted = CountedFunction()] { calls += 10 * counted(); };
            auto run = offload(std::move(work), &pool);
            co_await run;
        });
        QVERIFY(second.cancel());
        spin();
        QVERIFY(second.isCancelled());
        go.release();
        QVERIFY(pool.waitForDone());
        QCOMPARE(Tracked::alive, 0); // the function went there
        VERIFY_UNTIL(first.isReady());
        QCOMPARE(calls.load(), 1);
    }

    void aDestroyedFrameDiscardsTheResult()
    {
        QThreadPool pool;
        QSemaphore go;
        std::atomic<int> calls = 0;
        const auto wait = [&](bool fails) -> Frame {
            const Tracked tracked;
            const auto work = [&go, &calls, fails] {
                go.acquire();
                ++calls;
                if (fails)
                    throw std::runtime_error("nobody hears this");
                return Tracked(1);
            };
            co_await offload(work, &pool);
        };
        Frame early = wait(false), failing = wait(true), late = wait(false);
        pool.setMaxThreadCount(3);
        early.destroy();
        failing.destroy();
        QCOMPARE(Tracked::alive, 1);
        go.release(3);
        QVERIFY(pool.waitForDone());
        late.destroy(); // its result is on its way
        spin();
        QVERIFY(calls >= 1);
        QVERIFY(calls <= 3);
        QCOMPARE(Tracked::alive, 0);
    }

    void theThreadEndsWhileItIsOut()
    {
        Log log;
        QThreadPool pool;
        QSemaphore go;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            static_cast<void>(eager([&]() -> Coro<> {
                try {
                    static_cast<void>(co_await offload(
                        [&] {
                            go.acquire();
                            return Tracked(1);
                        },
                        &pool));
                    log("never");
                } catch (const Cancelled &) {
                    log("closed");
                }
            }));
        }));
        thread->start();
        QVERIFY(thread->wait());
        log("ended");
        go.release();
        QVERIFY(pool.waitForDone());
        COMPARE_LOG(log, "closed ended");
        QCOMPARE(Tracked::alive, 0);
    }
};

QTEST_GUILESS_MAIN(TestOffloadCancel)
#include "tst_offload_cancel.moc"
