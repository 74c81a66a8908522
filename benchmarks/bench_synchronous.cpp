// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A coroutine that finishes before its first suspension: it is started, read, and destroyed. These are rows 1 to 4 of
// the speed bars.
//
// Every body is Q_NEVER_INLINE, as if it were in another file. Otherwise a compiler removes a bare coroutine.

#include <qeager/eager.h>

#include "shared/barecoroutine.h"

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtCore/qtimer.h>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE int plain(int a, int b) { return a + b; }
Q_NEVER_INLINE BareCoroutine<MallocFrame> bareMalloc(int a, int b) { co_return a + b; }
Q_NEVER_INLINE BareCoroutine<PooledFrame> barePooled(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> coro(int a, int b) { co_return a + b; }
Q_NEVER_INLINE ValueTask<int> valueTask(int a, int b) { co_return a + b; }
Q_NEVER_INLINE QCoro::Task<int> qcoroTask(int a, int b) { co_return a + b; }

void plainCall(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(plain(++i, 1));
}
void bareWithMalloc(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(bareMalloc(++i, 1).run());
}
void bareWithPool(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(barePooled(++i, 1).run());
}
void eagerCoro(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto value = eager(coro(++i, 1));
        if (!value.isReady())
            std::abort();
        int result = value.result();
        benchmark::DoNotOptimize(result);
    }
}
void eagerValueTask(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto value = valueTask(++i, 1);
        if (!value.isReady())
            std::abort();
        int result = value.result();
        benchmark::DoNotOptimize(result);
    }
}
void qcoroIsReady(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto task = qcoroTask(++i, 1);
        if (!task.isReady())
            std::abort();
        benchmark::ClobberMemory();
    }
}
void readyQFuture(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto future = QtFuture::makeReadyFuture(++i);
        benchmark::DoNotOptimize(future.result());
    }
}
void finishedQPromise(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        QPromise<int> promise;
        promise.start();
        promise.addResult(++i);
        promise.finish();
        benchmark::DoNotOptimize(promise.future().result());
    }
}
void singleShotZero(benchmark::State &state)
{
    int done = 0;
    for (auto _ : state) {
        const int before = done;
        QTimer::singleShot(0, qApp, [&done] { ++done; });
        while (done == before)
            QCoreApplication::processEvents();
    }
}

BENCHMARK(plainCall);
BENCHMARK(bareWithMalloc);
BENCHMARK(bareWithPool);
BENCHMARK(eagerCoro);
BENCHMARK(eagerValueTask);
BENCHMARK(qcoroIsReady);
BENCHMARK(readyQFuture);
BENCHMARK(finishedQPromise);
BENCHMARK(singleShotZero);

} // namespace
