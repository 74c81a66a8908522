// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// N things that wait for the event loop at once, made, run and gone: tasks, beside whatever else one can let it go on
// with. The case of the plot in docs/performance.md.
//
// bench_pending has the tasks alone: a million of something else leaves another heap behind.

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

//! QCoro has no yield: this is what one writes for it, the cheapest way to be resumed by the event loop.
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
//! The nearest to a yield that QCoro has itself.
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

//! glibc merges small pieces that were freed when somebody next needs a large one: not while a case is measured.
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
    round(); // its memory comes from the system
    for (auto _ : state)
        round();
    state.counters["perTask"] =
        benchmark::Counter(double(count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

const std::vector<int64_t> Counts = {1'000, 3'000, 10'000, 30'000, 100'000, 300'000, 1'000'000};
//! A timer that ends is searched for among all that run, which is quadratic: no more of them.
const std::vector<int64_t> CountsOfTimers = {1'000, 3'000, 10'000};

BENCHMARK(waiting<&task>)->Name("tasks")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&qcoroTask>)->Name("qcoroTasks")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&qcoroSleep>)->Name("qcoroSleeps")->ArgsProduct({CountsOfTimers})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&queuedCall>)->Name("queuedCalls")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);
BENCHMARK(waiting<&singleShot>)->Name("singleShots")->ArgsProduct({Counts})->Unit(benchmark::kMicrosecond);

} // namespace
