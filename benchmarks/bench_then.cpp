// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A callback goes on when something has finished already: a value is made, the callback takes it, and what that returns
// is read. All do this inline except the watcher, whose signal takes a turn of the event loop.

#include <qeager/eager.h>

#include <QtCore/qfuturewatcher.h>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<int> coro(int a, int b) { co_return a + b; }
Q_NEVER_INLINE QCoro::Task<int> qcoroTask(int a, int b) { co_return a + b; }

Q_NEVER_INLINE int next(int value) { return value + 1; }

void thenOfValueTask(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto value = eager(coro(++i, 1)).then(next);
        if (!value.isReady())
            std::abort();
        benchmark::DoNotOptimize(value.result());
    }
}
//! The form that does not make a ValueTask of its own.
void callbackOfValueTask(benchmark::State &state)
{
    int i = 0;
    int seen = 0;
    for (auto _ : state) {
        eager(coro(++i, 1)).then(qApp, [&seen](int value) { seen = next(value); });
        benchmark::DoNotOptimize(seen);
    }
}
void thenOfQCoroTask(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto task = qcoroTask(++i, 1).then(next);
        if (!task.isReady())
            std::abort();
        benchmark::ClobberMemory();
    }
}
void thenOfQFuture(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(QtFuture::makeReadyFuture(++i).then(next).result());
}
void watcherOfQFuture(benchmark::State &state)
{
    int i = 0;
    int seen = 0;
    for (auto _ : state) {
        const int expected = ++i + 1;
        QFutureWatcher<int> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, qApp,
                         [&watcher, &seen] { seen = next(watcher.result()); });
        watcher.setFuture(QtFuture::makeReadyFuture(i));
        while (seen != expected)
            QCoreApplication::processEvents();
    }
}

BENCHMARK(thenOfValueTask);
BENCHMARK(callbackOfValueTask);
BENCHMARK(thenOfQCoroTask);
BENCHMARK(thenOfQFuture);
BENCHMARK(watcherOfQFuture);

} // namespace
