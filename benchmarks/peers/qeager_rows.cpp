// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QEager's part of the table of peers: the same cases, with the same names, as cobalt_rows.cpp and asyncio_rows.py.
//
// As there, whatever awaits runs in a task of the event loop, and every body is out of line, as if it were in another
// file.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>

#include <cstdlib>
#include <vector>

#include "shared/main.h"

using namespace QEager;

namespace {

constexpr int Tasks = 100;
constexpr int Yields = 1'000;

Q_NEVER_INLINE Coro<int> sum(int a, int b) { co_return a + b; }

//! Runs the case's loop as a task, and runs the event loop until that has ended.
template <Coro<> (*Loop)(benchmark::State &)>
void inTask(benchmark::State &state)
{
    const Task<void> task = post(Loop(state));
    while (!task.isDone())
        QCoreApplication::processEvents();
    task.result();
}

// Started, finished, read: there is no task and no await.
Coro<> startAndRead(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        const auto value = eager(sum(++i, 1));
        if (!value.isReady())
            std::abort();
        int result = value.result();
        benchmark::DoNotOptimize(result);
    }
    co_return;
}

// Started here, and finished when it is awaited.
Coro<> awaitEager(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        int result = co_await eager(sum(++i, 1));
        benchmark::DoNotOptimize(result);
    }
}

// Started by the await.
Coro<> awaitLazy(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        int result = co_await sum(++i, 1);
        benchmark::DoNotOptimize(result);
    }
}

// Started by the event loop, which resumes its awaiter later on.
Coro<> awaitPosted(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        int result = co_await post(sum(++i, 1));
        benchmark::DoNotOptimize(result);
    }
}

Q_NEVER_INLINE Coro<> yielding()
{
    for (int i = 0; i < Yields; ++i)
        co_await yieldNow();
}

// 100 tasks let each other run, 1,000 times each.
Coro<> yields(benchmark::State &state)
{
    for (auto _ : state) {
        std::vector<ValueTask<void>> tasks;
        tasks.reserve(Tasks);
        for (int i = 0; i < Tasks; ++i)
            tasks.push_back(eager(yielding()));
        for (auto &task : tasks)
            co_await std::move(task);
    }
}

//! Each of its events posts the next one.
class Turning : public QObject
{
public:
    int turns = 0;
    void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }

protected:
    bool event(QEvent *) override
    {
        ++turns;
        post();
        return true;
    }
};

// What 200 of the yields take without QEager: two turns of Qt's event loop in which nothing happens.
void twoEmptyTurns(benchmark::State &state)
{
    Turning turning;
    turning.post();
    for (auto _ : state) {
        const int until = turning.turns + 2;
        while (turning.turns < until)
            QCoreApplication::processEvents();
    }
}

BENCHMARK(twoEmptyTurns);
BENCHMARK(inTask<startAndRead>)->Name("startAndRead");
BENCHMARK(inTask<awaitEager>)->Name("awaitEager");
BENCHMARK(inTask<awaitLazy>)->Name("awaitLazy");
BENCHMARK(inTask<awaitPosted>)->Name("awaitPosted");
BENCHMARK(inTask<yields>)->Name("yields");

} // namespace
