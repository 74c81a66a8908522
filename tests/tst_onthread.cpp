// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What onThread() runs, where, and what it brings back; the others are about the task there, cancelling, threads that
// end, and owners.

#include <qeager/awaitsync.h>
#include <qeager/eager.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>

#include "shared/grumpy.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/worker.h"

#include <QCoroTask>
#include <QCoroThread>

#include <QtCore/qfuture.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::is_move_constructible_v<OnThread<MoveOnly>>);
static_assert(!std::is_copy_constructible_v<OnThread<int>>);
static_assert(QCoro::Awaitable<OnThread<int>>);
static_assert(std::is_same_v<OnThread<int>::value_type, int>);
static_assert(std::is_void_v<decltype(onThread(nullptr, [] {}))::value_type>);
static_assert(std::is_same_v<decltype(onThread(nullptr, std::declval<const QString &(*)()>()))::value_type, QString>);
static_assert(
    std::is_same_v<decltype(onThread(nullptr, std::declval<QFuture<int> (*)()>()))::value_type, QFuture<int>>);

namespace {

Coro<int> suspending(int n)
{
    co_await yieldNow();
    co_return n;
}
Coro<MoveOnly> moving(MoveOnly n)
{
    co_await yieldNow();
    ++*n;
    co_return n;
}
ValueTask<int> valueTask(int n)
{
    co_await 1ms;
    co_return n;
}
QCoro::Task<int> foreign(int n)
{
    co_await yieldNow();
    co_return n;
}
Task<int> posted(int n) { return post(suspending(n)); }

//! Says where it goes.
struct Whereabouts
{
    explicit Whereabouts(std::atomic<const QThread *> *w) : where(w) {}
    Whereabouts(Whereabouts &&other) noexcept : where(std::exchange(other.where, nullptr)) {}
    ~Whereabouts()
    {
        if (where)
            where->store(QThread::currentThread());
    }
    int operator()(const Whereabouts &) const { return 1; }
    std::atomic<const QThread *> *where;
};

} // namespace

class TestOnThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { Tracked::copies = 0; }
    void cleanup() { checkNothingIsLeft(3); }

    void rule11_runsThereAndResumesHere()
    {
        Worker worker;
        Log log;
        const QThread *const home = QThread::currentThread();
        const Cost cost;
        const auto there = [&](int n) -> Coro<int> {
            log("begins:", worker.isHere());
            co_await yieldNow();
            log("goes-on:", worker.isHere(), " ", currentTask().isNull());
            co_return n * 2;
        };
        auto task = eager([&]() -> Coro<int> {
            const int value = co_await onThread(&worker, there, 21);
            log("home:", QThread::currentThread() == home);
            co_return value;
        });
        QVERIFY(!task.isReady()); // it always suspends
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "begins:true goes-on:true false home:true");
        QCOMPARE(task.result(), 42);
        QCOMPARE(cost().tasksCreated, quint64(2));
        QVERIFY(cost().loopTurns <= 2);
    }

    void nothingRunsBeforeTheAwait()
    {
        Worker worker;
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            const auto count = [&calls, tracked = Tracked()] { ++calls; };
            auto work = onThread(&worker, count);
            co_await yieldNow();
            calls += 10;
            co_await work;
        });
        static_cast<void>(onThread(&worker, [&calls, tracked = Tracked()] { calls += 100; }));
        VERIFY_UNTIL(task.isReady());
        worker.end();
        QCOMPARE(calls.load(), 11);
    }

    void whateverReturnsAResult()
    {
        Worker worker;
        const QString text = QStringLiteral("text");
        auto task = eager([&]() -> Coro<QString> {
            QThread *const there = &worker;
            int sum = co_await onThread(there, suspending, 1);
            sum += co_await onThread(there, suspending(10)); // made here
            sum += co_await onThread(there, valueTask, 100);
            sum += co_await onThread(there, foreign, 1'000);
            sum += co_await onThread(there, posted, 10'000);
            const QString copy = co_await onThread(there, [&]() -> const QString & { return text; });
            const NoDefault strict = co_await onThread(there, [] { return NoDefault(2); });
            const Large large = co_await onThread(there, [] { return Large{{3}}; });
            co_await onThread(there, [] {});
            co_await onThread(there, [] { return sleep(1ms); }); // that can be awaited in any coroutine
            const QFuture<int> value = co_await onThread(there, [] { return QFuture<int>(); });
            co_return copy + QString::number(sum * 100 + strict.value * 10 + large.values[0]) +
                QString::number(value.isValid());
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), QStringLiteral("text11111230"));
    }

    void movesFunctionArgumentsAndResult()
    {
        Worker worker;
        auto task = eager([&]() -> Coro<Tracked> {
            auto moved = onThread(&worker, moving, std::make_unique<int>(40));
            const MoveOnly value = co_await moved;
            auto twice = [input = std::make_unique<int>(*value), tracked = Tracked()](Tracked argument) {
                return Tracked(*input + argument.value);
            };
            auto last = onThread(&worker, std::move(twice), Tracked(1));
            co_return co_await last;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.takeResult().value, 42);
        QCOMPARE(Tracked::copies, 0);
    }

    void functionAndArgumentsGoThere()
    {
        Worker worker;
        std::atomic<const QThread *> function = nullptr, argument = nullptr, dropped = nullptr;
        auto task = eager([&]() -> Coro<bool> {
            auto work = onThread(&worker, Whereabouts(&function), Whereabouts(&argument));
            static_cast<void>(onThread(&worker, Whereabouts(&dropped), Whereabouts(nullptr)));
            co_await work;
            co_return function == &worker &&argument == &worker; // before
        });
        QCOMPARE(dropped.load(), QThread::currentThread());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.result());
    }

    void exceptions()
    {
        Worker worker;
        const auto fails = [](bool suspend) -> Coro<int> {
            if (suspend)
                co_await yieldNow();
            throw std::runtime_error("broken");
        };
        auto early = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, fails, false); });
        auto late = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, fails, true); });
        auto plain = eager([&]() -> Coro<> { co_await onThread(&worker, [] { throw std::runtime_error("broken"); }); });
        VERIFY_UNTIL(early.isReady() && late.isReady() && plain.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, early.result());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, late.result());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, plain.result());
    }

    //! Wherever a copy or move throws, that comes out, and nothing is lost.
    void whatThrowsWhenItMoves()
    {
        Worker worker;
        int successes = 0;
        for (int left = 0; successes == 0; ++left) {
            QVERIFY(left < 100);
            {
                const Grumpy argument(1);
                Grumpy::left = left;
                auto task = eager([&]() -> Coro<int> {
                    // A reference: Clang 19 breaks a coroutine whose own parameter throws, see docs/contributing.md.
                    const auto twice = [](const Grumpy &given) -> Coro<Grumpy> {
                        co_await yieldNow();
                        co_return given;
                    };
                    auto work = onThread(&worker, twice, argument);
                    const Grumpy result = co_await work;
                    co_return result.value;
                });
                VERIFY_UNTIL(task.isReady());
                Grumpy::left = 1'000'000;
                if (task.exception())
                    QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
                else
                    ++successes;
            }
            worker.call([] {});
            spin();
            QCOMPARE(Grumpy::alive.load(), 0);
        }
    }

    void theSameThread()
    {
        Log log;
        const auto child = [&](const char *name, bool suspend) -> Coro<int> {
            log(name, currentTask().parent().name());
            if (suspend)
                co_await yieldNow();
            co_return 1;
        };
        auto task = eager(
            [&]() -> Coro<int> {
                QThread *const here = QThread::currentThread();
                int sum = co_await onThread(here, child, "a", false);
                log("inline");
                sum += co_await onThread(here, child, "b", true);
                log("resumed");
                co_return sum;
            },
            {.name = QStringLiteral("^parent")});
        COMPARE_LOG(log, "a^parent inline b^parent");
        const Cost cost;
        spin();
        COMPARE_LOG(log, "a^parent inline b^parent resumed");
        QCOMPARE(cost().loopTurns, quint64(1));
        QCOMPARE(task.result(), 2);
    }

    void thereAndBackAgain()
    {
        Worker worker, second;
        Log log;
        QThread *const home = QThread::currentThread();
        const auto where = [&] { return QThread::currentThread() == home ? "h" : worker.isHere() ? "1" : "2"; };
        const std::function<Coro<int>(int)> turns = [&](int n) -> Coro<int> {
            log(where());
            if (n == 0)
                co_return 0;
            QThread *const next = worker.isHere() ? &second : second.isHere() ? home : &worker;
            const int rest = co_await onThread(next, turns, n - 1);
            log(where());
            co_return rest + 1;
        };
        auto task = eager(turns(6));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "h 1 2 h 1 2 h 2 1 h 2 1 h");
        QCOMPARE(task.result(), 6);
    }

    void whereNothingMaySuspend()
    {
        Worker worker;
        std::atomic<int> calls = 0;
        const auto count = [&] { ++calls; };
        QVERIFY_THROWS_EXCEPTION(WouldBlock, awaitSync([&]() -> Coro<> { co_await onThread(&worker, count); }));
        worker.call([] {});
        QCOMPARE(calls.load(), 0);
        awaitSync([&]() -> Coro<> { co_await onThread(QThread::currentThread(), count); });
        QCOMPARE(calls.load(), 1);
    }

    void awaitedTwiceIsAnError()
    {
        Worker worker;
        std::atomic<int> calls = 0;
        auto task = eager([&]() -> Coro<> {
            auto work = onThread(&worker, [&] { ++calls; });
            co_await work;
            co_await work;
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
        QVERIFY_THROWS_EXCEPTION(InvalidState, static_cast<void>(onThread(&worker, Coro<>())));
        QCOMPARE(calls.load(), 1);
    }

    void worksInQCoro()
    {
        Worker worker;
        const auto coroutine = [&]() -> QCoro::Task<int> {
            auto work = onThread(&worker, suspending, 40);
            const int first = co_await work;
            const int second = co_await onThread(QThread::currentThread(), suspending, 1);
            co_return first + second + co_await onThread(&worker, [] { return 1; });
        };
        const auto task = coroutine();
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(QCoro::waitFor(coroutine()), 42);
        QCOMPARE(QCoro::waitFor(onThread(&worker, [] { return 7; })), 7);
    }

    //! A foreign coroutine may move: there as well it awaits, and is resumed.
    void inAQCoroTaskThatMoves()
    {
        Worker worker, other;
        Log log;
        const auto moves = [&]() -> QCoro::Task<int> {
            co_await QCoro::moveToThread(&other);
            const int value = co_await onThread(&worker, suspending, 1);
            log("moved:", other.isHere());
            co_return value;
        };
        auto task = eager([&]() -> Coro<int> {
            const int value = co_await moves();
            log("stayed:", !other.isHere() && !worker.isHere());
            co_return value;
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "moved:true stayed:true");
        QCOMPARE(task.result(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOnThread)
#include "tst_onthread.moc"
