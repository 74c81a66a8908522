// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// N tasks are suspended at once, then all are resumed and end. The time for each must not grow with N. One round runs
// before, as for every row that a pool serves, because its memory comes from the system.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<> waiting(qint64 *left)
{
    co_await yieldNow();
    --*left;
}

void round(qint64 count)
{
    const auto before = Statistics::current();
    qint64 left = count;
    for (qint64 i = 0; i < count; ++i)
        eager(waiting(&left));
    if ((Statistics::current() - before).tasksCreated != quint64(count))
        std::abort();
    while (left > 0)
        QCoreApplication::processEvents();
}

void pendingTasks(benchmark::State &state)
{
    const qint64 count = state.range(0);
    round(count);
    for (auto _ : state)
        round(count);
    state.counters["perTask"] =
        benchmark::Counter(double(count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(pendingTasks)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMicrosecond);

} // namespace
