// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// N things wait for the event loop at once: they are made, run, and destroyed. Tasks are compared with the other ways
// to go on from the event loop. This is the case of the plot in docs/performance.md.
//
// bench_pending has the tasks alone, because a million of something else leaves a different heap behind.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <QCoroTimer>

#include <QtCore/qtimer.h>

#include <vector>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<> coro(qint64 *left)
{
    co_await yieldNow();
    --*left;
}
void task(qint64 *left) { eager(coro(left)); }

//! QCoro has no yield. This is what one writes in its place, and the cheapest way to be resumed by the event loop.
struct ResumedByQueuedCall
{
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> awaiting) const
    {
        QMetaObject::invokeMethod(qApp, [awaiting] { awaiting.resume(); }, Qt::QueuedConnection);
    }
    void await_resume() const noexcept {}
};
Q_NEVER_INLINE QCoro::Task<> qcoroTask(qint64 *left)
{
    co_await ResumedByQueuedCall();
    --*left;
}
//! The nearest thing to a yield that QCoro itself has.
Q_NEVER_INLINE QCoro::Task<> qcoroSleep(qint64 *left)
{
    co_await QCoro::sleepFor(std::chrono::milliseconds(0));
    --*left;
}

void queuedCall(qint64 *left)
{
    QMetaObject::invokeMethod(qApp, [left] { --*left; }, Qt::QueuedConnection);
}
void singleShot(qint64 *left)
{
    QTimer::singleShot(0, qApp, [left] { --*left; });
}

//! glibc merges small pieces that were freed when somebody next needs a large one. This keeps that out of the
//! measurement.
void settleHeap()
{
    void *memory = ::operator new(100'000);
    benchmark::DoNotOptimize(memory);
    ::operator delete(memory);
}

template <auto Start>
void waiting(benchmark::State &state)
{
    const qint64 count = state.range(0);
    const auto round = [count] {
        qint64 left = count;
        for (qint64 i = 0; i < count; ++i)
            Start(&left);
        if (left != count)
            std::abort();
        while (left > 0)
            QCoreApplication::processEvents();
    };
    settleHeap();
    round(); // the first one gets its memory from the system
    for (auto _ : state)
        round();
    state.counters["perTask"] =
        benchmark::Counter(double(count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

const std::vector<int64_t> Counts = {1'000, 3'000, 10'000, 30'000, 100'000, 300'000, 1'000'000};
//! Qt searches for a timer that ends among all that run, which is quadratic. So there are no larger counts.
const std::vector<int64_t> CountsOfTimers = {1'000, 3'000, 10'000};

BENCHMARK(waiting<&task>)->Name("tasks")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&qcoroTask>)->Name("qcoroTasks")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&qcoroSleep>)->Name("qcoroSleeps")->ArgsProduct({CountsOfTimers})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&queuedCall>)->Name("queuedCalls")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&singleShot>)->Name("singleShots")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);

} // namespace
