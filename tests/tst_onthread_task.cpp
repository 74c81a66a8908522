// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The task that onThread() makes on the other thread: its context, its name and parent, what it starts there; and many
// of them.

#include <qeager/context.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>
#include <qeager/tracerecorder.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tracelines.h"
#include "shared/worker.h"

#include <algorithm>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<int> suspending(int n)
{
    co_await yieldNow();
    co_return n;
}

} // namespace

class TestOnThreadTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void theContextIsCopied()
    {
        static ContextVar<int> variable("variable", 0);
        Worker worker;
        Log log;
        const auto there = [&]() -> Coro<> {
            log("there", variable.value());
            variable.set(2);
            co_await yieldNow();
            log("there", variable.value());
        };
        auto task = eager([&]() -> Coro<> {
            variable.set(1);
            co_await onThread(&worker, there);
            log("here", variable.value());
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "there1 there2 here1");
        QCOMPARE(variable.value(), 0);
        bool isClean = false;
        worker.call([&] { isClean = variable.value() == 0; });
        QVERIFY(isClean);
    }

    void nameAndParent()
    {
        Worker worker;
        Log log;
        const auto there = [&](quint64 parent) {
            log(currentTask().name(), currentTask().parent().id() == parent ? "^" : "?");
        };
        const auto here = [&]() -> Coro<> { co_await onThread(&worker, there, currentTask().id()); };
        auto named = eager(here(), {.name = QStringLiteral("search")});
        VERIFY_UNTIL(named.isReady());
        COMPARE_LOG(log, "search^");
        auto unnamed = eager(here());
        VERIFY_UNTIL(unnamed.isReady());
        QVERIFY(log.words().startsWith(QStringLiteral("search^ Task-")));
        QVERIFY(log.words().endsWith(u'^'));
    }

    void trace()
    {
        Worker worker;
        TraceRecorder recorder;
        recorder.start();
        const auto there = []() -> Coro<int> {
            co_await yieldNow();
            co_return 1;
        };
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, there); });
        VERIFY_UNTIL(task.isReady());
        recorder.stop();
        QStringList here, elsewhere;
        for (const QString &line : traceLines(recorder.events()))
            (line.startsWith(QStringLiteral("2: ")) ? elsewhere : here).append(line);
        QCOMPARE(here.join(u'\n'), QStringLiteral("start 1\ntask 1\nsuspend 1 on thread 2\npost 2 by 1 for thread\n"
                                                  "queue 1\nresume 1\nfinish 1 value"));
        QCOMPARE(elsewhere.join(u'\n'), QStringLiteral("2: start 2 for thread\n2: suspend 2 on yield\n2: queue 2\n"
                                                       "2: resume 2\n2: finish 2 value"));
    }

    void manyAtOnce()
    {
        constexpr int Count = 1'000;
        Worker first, second;
        const auto square = [](int n) -> Coro<int> {
            if (n % 2)
                co_await yieldNow();
            co_return n *n;
        };
        std::vector<ValueTask<int>> tasks;
        for (int i = 0; i < Count; ++i) {
            tasks.push_back(eager([&square, there = i % 3 ? &first : &second, i]() -> Coro<int> {
                co_return co_await onThread(there, square, i);
            }));
        }
        VERIFY_UNTIL(std::ranges::all_of(tasks, &ValueTask<int>::isReady));
        for (int i = 0; i < Count; ++i)
            QCOMPARE(tasks[i].result(), i * i);
    }

    void inOthersThatAwait()
    {
        Worker worker;
        auto task = eager([&]() -> Coro<int> {
            const auto [one, two] =
                co_await gather(onThread(&worker, suspending, 1), onThread(&worker, [] { return 20; }));
            const int three = co_await withTimeout(1h, onThread(&worker, suspending, 300));
            const auto won = co_await race(onThread(&worker, suspending, 4'000), sleep(1h));
            co_return one + two + three + std::get<0>(won);
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 4'321);
    }

    void whatItStartsThere()
    {
        Worker worker;
        Log log;
        const auto part = [&](int n) -> Coro<int> {
            co_await yieldNow();
            log(n, ":", worker.isHere());
            co_return n;
        };
        const auto several = [&]() -> Coro<int> {
            post([&]() -> Coro<> {
                log("posted");
                co_return;
            });
            const auto [a, b] = co_await gather(part(1), part(2));
            co_return a + b;
        };
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, several); });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "posted 1:true 2:true");
        QCOMPARE(task.result(), 3);
    }
};

QTEST_GUILESS_MAIN(TestOnThreadTask)
#include "tst_onthread_task.moc"
