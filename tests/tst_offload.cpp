// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/offload.h>
#include <qeager/sleep.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroTask>

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <type_traits>
#include <vector>

using namespace QEager;

using Work = Offload<int (*)()>;
static_assert(std::is_move_constructible_v<Offload<MoveOnly (*)()>>);
static_assert(!std::is_copy_constructible_v<Offload<std::decay_t<decltype([p = MoveOnly()] { return *p; })>>>);
static_assert(QCoro::Awaitable<Work>);
static_assert(std::is_same_v<Work::value_type, int>);
static_assert(std::is_same_v<Offload<const QString &(*)()>::value_type, QString>); // by value
static_assert(std::is_void_v<Offload<void (*)(std::stop_token)>::value_type>);

namespace {

//! A function that counts itself, and so tells when and where it goes.
struct CountedFunction
{
    Tracked tracked{};
    int operator()() const { return 1; }
};

} // namespace

class TestOffload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QCOMPARE(Tracked::alive, 0);
        Tracked::copies = 0;
    }

    void rule11_runsElsewhereAndResumesAtHome()
    {
        Log log;
        const QThread *const home = QThread::currentThread();
        std::atomic<bool> elsewhere = false, withoutTask = false;
        const Cost cost;
        auto task = eager([&]() -> Coro<int> {
            const int value = co_await offload([&] {
                elsewhere = QThread::currentThread() != home;
                withoutTask = currentTask().isNull();
                return 42;
            });
            log("home:", QThread::currentThread() == home);
            co_return value;
        });
        log("suspended"); // it always does
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "suspended home:true");
        QCOMPARE(task.result(), 42);
        QVERIFY(elsewhere);
        QVERIFY(withoutTask);
        QCOMPARE(cost().tasksCreated, quint64(1));
        QCOMPARE(cost().eventsPosted, quint64(1)); // the one with which the result arrives
        QCOMPARE(cost().loopTurns, quint64(1));
    }

    void nothingRunsBeforeTheAwait()
    {
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            auto work = offload([&] { ++calls; });
            co_await yieldNow();
            calls += 10;
            co_await work;
        });
        static_cast<void>(offload([&] { calls += 100; }));
        VERIFY_UNTIL(task.isReady());
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(calls.load(), 11);
    }

    void movesFunctionAndResult()
    {
        auto task = eager([]() -> Coro<Tracked> {
            auto input = std::make_unique<int>(20);
            auto twice = [input = std::move(input)] { return std::make_unique<int>(*input * 2); };
            auto doubling = offload(std::move(twice)); // by itself: see the traps in docs/contributing.md
            const MoveOnly doubled = co_await doubling;
            auto more = [counted = CountedFunction(), value = *doubled + 2] { return Tracked(value); };
            auto last = offload(std::move(more));
            co_return co_await last;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult().value, 42);
        QCOMPARE(Tracked::copies, 0);
        QCOMPARE(Tracked::alive, 0);
    }

    void awkwardResults()
    {
        const QString text = QStringLiteral("text");
        auto task = eager([&]() -> Coro<int> {
            const QString copy = co_await offload([&]() -> const QString & { return text; });
            const NoDefault strict = co_await offload([] { return NoDefault(2); });
            const Large large = co_await offload([] { return Large{{3}}; });
            co_await offload([] {});
            co_return copy.size() * 100 + strict.value * 10 + large.values[0];
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 423);
    }

    void exceptions()
    {
        auto task = eager([]() -> Coro<> { co_await offload([] { throw std::runtime_error("broken"); }); });
        VERIFY_UNTIL(task.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
    }

    void aPoolOfItsOwn()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        Log log;
        std::vector<ValueTask<>> tasks;
        for (int i = 0; i < 5; ++i) {
            tasks.push_back(eager([&log, &pool, i]() -> Coro<> {
                const bool inPool = co_await offload([&] { return pool.contains(QThread::currentThread()); }, &pool);
                log(i, inPool ? "!" : "?");
            }));
        }
        VERIFY_UNTIL(tasks.back().isReady());
        COMPARE_LOG(log, "0! 1! 2! 3! 4!");
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

    void theFunctionGoesBeforeTheResultArrives()
    {
        struct OnThread
        {
            std::atomic<const QThread *> *where;
            explicit OnThread(std::atomic<const QThread *> *w) : where(w) {}
            OnThread(OnThread &&other) noexcept : where(std::exchange(other.where, nullptr)) {}
            ~OnThread()
            {
                if (where)
                    where->store(QThread::currentThread());
            }
            void operator()() const {}
        };
        std::atomic<const QThread *> destroyedOn = nullptr;
        auto task = eager([&]() -> Coro<> { co_await offload(OnThread(&destroyedOn)); });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(destroyedOn.load());
        QVERIFY(destroyedOn.load() != QThread::currentThread());
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

    void manyAtOnce()
    {
        constexpr int Count = 500;
        std::vector<ValueTask<int>> tasks;
        const Cost cost;
        for (int i = 0; i < Count; ++i)
            tasks.push_back(eager([i]() -> Coro<int> { co_return co_await offload([i] { return i * i; }); }));
        VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<int>::isReady));
        for (int i = 0; i < Count; ++i)
            QCOMPARE(tasks[i].result(), i * i);
        QCOMPARE(cost().tasksCreated, quint64(Count));
        QVERIFY(cost().eventsPosted <= Count); // those that arrive together share one
        QCOMPARE(cost().loopTurns, cost().eventsPosted);
    }

    void awaitedTwiceIsAnError()
    {
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            auto work = offload([&] { ++calls; });
            co_await work;
            co_await work;
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
        QCOMPARE(calls.load(), 1);
    }

    //! What offload() says is to be done for a function that uses an object.
    void aPoolThatIsTheLastMember()
    {
        struct Page
        {
            std::unique_ptr<int> value = std::make_unique<int>(42);
            QThreadPool pool;
        };
        QSemaphore begun, go;
        std::atomic<int> seen = 0;
        auto page = std::make_unique<Page>();
        auto task = eager([&, self = page.get()]() -> Coro<> {
            const auto work = [&, self] {
                begun.release();
                go.acquire();
                seen = *self->value;
            };
            co_await offload(work, &self->pool);
        });
        VERIFY_UNTIL(begun.available());
        QVERIFY(task.cancel());
        spin();
        QVERIFY(task.isCancelled());
        go.release();
        page.reset();
        QCOMPARE(seen.load(), 42);
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

    void worksInQCoro()
    {
        const auto coroutine = []() -> QCoro::Task<int> {
            auto work = offload([] { return 40; });
            const int first = co_await work;
            co_return first + co_await offload([] { return 2; });
        };
        const auto task = coroutine();
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(QCoro::waitFor(coroutine()), 42);
        QCOMPARE(QCoro::waitFor(offload([] { return 7; })), 7);
    }
};

QTEST_GUILESS_MAIN(TestOffload)
#include "tst_offload.moc"
