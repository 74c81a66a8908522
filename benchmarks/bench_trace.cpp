// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A start that finishes synchronously, compared with the same start while a TraceRecorder records it, with and without
// a name.

#include <qeager/eager.h>
#include <qeager/tracerecorder.h>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<int> sum(int a, int b) { co_return a + b; }

void starts(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(eager(sum(++i, 1)).result());
    state.SetItemsProcessed(state.iterations());
}

void recordedStarts(benchmark::State &state)
{
    TraceRecorder recorder(1'000); // full before anything is measured
    recorder.start();
    starts(state);
}

void recordedNamedStarts(benchmark::State &state)
{
    TraceRecorder recorder(1'000);
    recorder.start();
    const QString name = QStringLiteral("sum");
    int i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(eager(sum(++i, 1), {.name = name}).result());
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(starts);
BENCHMARK(recordedStarts);
BENCHMARK(recordedNamedStarts);

} // namespace
