// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// gather(): 100 parts that finish synchronously, compared with 100 single eager starts; and 100 parts that suspend
// once.

#include <qeager/gather.h>
#include <qeager/sleep.h>

#include <QtCore/qcoreapplication.h>

#include "shared/main.h"

using namespace QEager;

namespace {

constexpr int Width = 100;

Q_NEVER_INLINE Coro<int> part(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> suspendingPart(int a)
{
    co_await yieldNow();
    co_return a;
}

void singleStarts(benchmark::State &state)
{
    for (auto _ : state) {
        std::vector<int> values;
        values.reserve(Width);
        for (int i = 0; i < Width; ++i) {
            auto value = eager(part(i, 1));
            if (!value.isReady())
                std::abort();
            values.push_back(value.result());
        }
        benchmark::DoNotOptimize(values);
    }
}

void gathered(benchmark::State &state)
{
    const auto makePart = [](int i) { return part(i, 1); };
    for (auto _ : state) {
        auto values = gather(std::views::iota(0, Width) | std::views::transform(makePart));
        if (!values.isReady())
            std::abort();
        benchmark::DoNotOptimize(values.result().data());
    }
}

void gatheredWhileSuspended(benchmark::State &state)
{
    for (auto _ : state) {
        auto values = gather(std::views::iota(0, Width) | std::views::transform(suspendingPart));
        while (!values.isReady())
            QCoreApplication::processEvents();
        benchmark::DoNotOptimize(values.result().data());
    }
}

void singlesWhileSuspended(benchmark::State &state)
{
    for (auto _ : state) {
        std::vector<ValueTask<int>> values;
        values.reserve(Width);
        for (int i = 0; i < Width; ++i)
            values.push_back(eager(suspendingPart(i)));
        while (!values.back().isReady())
            QCoreApplication::processEvents();
        benchmark::DoNotOptimize(values);
    }
}

BENCHMARK(singleStarts);
BENCHMARK(gathered);
BENCHMARK(singlesWhileSuspended);
BENCHMARK(gatheredWhileSuspended);

} // namespace
