// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A task group of N children that suspend once. The time for each child must not grow with N.

#include <qeager/sleep.h>
#include <qeager/taskgroup.h>

#include <QtCore/qcoreapplication.h>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<> child() { co_await yieldNow(); }

Coro<> children(TaskGroup group, qint64 count)
{
    for (qint64 i = 0; i < count; ++i)
        group.start(child());
    co_return;
}

void suspendingChildren(benchmark::State &state)
{
    const qint64 count = state.range(0);
    for (auto _ : state) {
        auto done = eager(withTaskGroup([count](TaskGroup &group) { return children(group, count); }));
        while (!done.isReady())
            QCoreApplication::processEvents();
    }
    state.counters["perChild"] =
        benchmark::Counter(double(count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(suspendingChildren)->RangeMultiplier(10)->Range(10, 100'000);

} // namespace
