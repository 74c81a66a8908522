// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What offload() runs, where, and what it gives; cancelling is in tst_offload_cancel.

#include <qeager/eager.h>
#include <qeager/offload.h>
#include <qeager/sleep.h>

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
