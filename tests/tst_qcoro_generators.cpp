// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators, consumed in coroutines of ours. Those that listen to signals are in tst_qcoro_listeners.

#include <qeager/qeager.h>

#include "shared/consume.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroAsyncGenerator>
#include <QCoroThread>
#include <QCoroTimer>

#include <QtCore/qstring.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! Logs when it goes on: only when it is asked.
QCoro::AsyncGenerator<int> count(Log &log, int last, bool suspend)
{
    for (int i = 1; i <= last; ++i) {
        log("make", i);
        if (suspend)
            co_await QCoro::sleepFor(0ms);
        co_yield i;
    }
    log("end");
}

static_assert(detail::GeneratorStep<decltype(std::declval<Texts &>().begin())>);
static_assert(std::is_same_v<detail::Yielded<decltype(std::declval<Texts &>().begin())>, QString>);
static_assert(std::is_same_v<detail::AwaitResult<decltype(++std::declval<Texts::iterator &>())>, Texts::iterator>);
static_assert(
    std::is_same_v<decltype(std::declval<detail::GeneratorAwaiter<decltype(++std::declval<Texts::iterator &>())> &>()
                                .await_resume()),
                   Texts::iterator &>);

} // namespace

class TestQCoroGenerators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsThereDoesNotSuspend()
    {
        Log log;
        auto task = expectInline([&] {
            return eager([&]() -> Coro<> {
                auto numbers = count(log, 3, false);
                for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it)
                    log(*it);
                log("left");
            });
        });
        COMPARE_LOG(log, "make1 1 make2 2 make3 3 end left");
        QVERIFY(task.isReady());
    }

    void oneThatSuspendsGoesOnOnlyWhenItIsAsked()
    {
        Log log;
        auto task = eager([&]() -> Coro<> {
            auto numbers = count(log, 2, true);
            for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it) {
                log(*it);
                co_await sleep(1ms);
                log("slept");
            }
            log("left");
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "make1 1 slept make2 2 slept end left");
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(4));
    }

    void whatIsThereButIsAwaited() // chaos suspends such awaits
    {
        const auto pointers = []() -> QCoro::AsyncGenerator<MoveOnly> {
            for (int i = 1; i <= 3; ++i)
                co_yield std::make_unique<int>(i);
        };
        for (quint64 seed = 1; seed <= 20; ++seed) {
            const ChaosScope chaos(seed);
            Log log, made;
            auto task = eager([&]() -> Coro<> {
                auto numbers = count(made, 3, false);
                for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it)
                    log(*it);
                auto all = pointers();
                for (auto it = co_await all.begin(); it != all.end(); co_await ++it)
                    log("p", **it);
            });
            VERIFY_UNTIL(task.isReady());
            COMPARE_LOG(log, "1 2 3 p1 p2 p3");
            COMPARE_LOG(made, "make1 make2 make3 end");
        }
    }

    void qcorosMacro()
    {
        Log log;
        auto task = eager([&]() -> Coro<> {
            QCORO_FOREACH(const int number, count(log, 2, true)) { log(number); }
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "make1 1 make2 2 end");
    }

    void manyInConstantStack()
    {
        const auto numbers = []() -> QCoro::AsyncGenerator<int> {
            for (int i = 0;; ++i)
                co_yield i;
        };
        auto task = eager([&]() -> Coro<int> {
            auto all = numbers();
            auto it = co_await all.begin();
            while (*it < 100'000)
                co_await ++it;
            co_return *it;
        });
        QCOMPARE(task.result(), 100'000);
    }

    void exceptionsAndTheEnd()
    {
        Log log;
        const auto failing = [](bool first, bool suspend) -> QCoro::AsyncGenerator<int> {
            if (!first)
                co_yield 1;
            if (suspend)
                co_await QCoro::sleepFor(0ms);
            throw std::runtime_error("failed");
        };
        const auto coroutine = [&](bool first, bool suspend) -> Coro<> {
            auto generator = failing(first, suspend);
            try {
                for (auto it = co_await generator.begin(); it != generator.end(); co_await ++it)
                    log(*it);
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            QCoro::AsyncGenerator<int> none;
            log((co_await none.begin()) == none.end());
        };
        for (const bool first : {false, true}) {
            for (const bool suspend : {false, true}) {
                auto task = eager(coroutine, first, suspend);
                VERIFY_UNTIL(task.isReady());
            }
        }
        COMPARE_LOG(log, "1 failed true 1 failed true failed true failed true");
    }

    void onAnotherThread()
    {
        QThread thread;
        thread.start();
        const auto moves = [](QThread *to) -> QCoro::AsyncGenerator<int> {
            for (int i = 1; i <= 3; ++i) {
                co_await QCoro::moveToThread(to);
                co_yield i;
            }
        };
        auto task = eager([&]() -> Coro<int> {
            auto numbers = moves(&thread);
            int sum = 0;
            for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it)
                sum += *it * 10 + (QThread::currentThread() == QCoreApplication::instance()->thread());
            co_return sum;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 63);
        thread.quit();
        QVERIFY(thread.wait());
    }

    void oneThatTheQueueHasGoOn()
    {
        // The consumer goes on in its generator's turn, before what else stands in the queue, as with QCoro: nothing
        // goes on unasked.
        const ChaosScope off(std::nullopt);
        Log log, qcoros;
        const auto open = []() -> Coro<> { co_await sleep(0ms); };
        const auto run = [&open]<typename Consumer>(std::type_identity<Consumer>, Log &words) {
            const Task<> gate = eager(open).task();
            const auto texts = [](Log &made, const Task<> &first, QString name) -> Texts {
                co_await first;
                made("make:", name);
                co_yield name;
                made("end:", name);
            };
            auto a = consume<Consumer>(words, texts(words, gate, QStringLiteral("A")), 2, &goOn);
            auto b = consume<Consumer>(words, texts(words, gate, QStringLiteral("B")), 2, &goOn);
            const auto bystander = [](Log &said, Task<> opened) -> Coro<> {
                co_await opened;
                said("bystander");
            };
            auto by = eager(bystander, std::ref(words), gate);
            return runUntil([&] { return by.isReady(); }) && a.isReady() && b.isReady();
        };
        QVERIFY(run(std::type_identity<ValueTask<>>(), log));
        QVERIFY(run(std::type_identity<QCoro::Task<>>(), qcoros));
        COMPARE_LOG(log, "make:A A end:A left make:B B end:B left bystander");
        QCOMPARE(qcoros.words(), log.words());
    }

    void manyThatTheQueueHasGoOnInConstantStack()
    {
        const Task<> gate = eager([]() -> Coro<> { co_await sleep(0ms); }).task();
        const auto numbers = [](const Task<> &first) -> QCoro::AsyncGenerator<int> {
            co_await first;
            for (int i = 1; i <= 2; ++i)
                co_yield i;
        };
        int sum = 0;
        const auto add = [&]() -> Coro<> {
            auto both = numbers(gate);
            for (auto it = co_await both.begin(); it != both.end(); co_await ++it)
                sum += *it;
        };
        std::vector<ValueTask<>> tasks;
        for (int i = 0; i < 20'000; ++i)
            tasks.push_back(eager(add));
        VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<>::isReady));
        QCOMPARE(sum, 60'000);
    }

    void whoEndsInTheTurnOfItsGenerator()
    {
        Log log;
        const Task<> gate = eager([]() -> Coro<> { co_await sleep(0ms); }).task();
        const auto number = [&]() -> QCoro::AsyncGenerator<int> {
            co_await gate;
            co_yield 1;
            log("never");
        };
        auto task = eager([&]() -> Coro<> {
            auto generator = std::make_unique<QCoro::AsyncGenerator<int>>(number());
            log(*co_await generator->begin());
            generator.reset();
            log("left");
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 left");
    }
};

QTEST_GUILESS_MAIN(TestQCoroGenerators)
#include "tst_qcoro_generators.moc"
