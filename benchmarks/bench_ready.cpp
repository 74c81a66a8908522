// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A value without a coroutine: ready(v) is made and read, compared with a plain function that returns a std::optional.

#include <qeager/valuetask.h>

#include <optional>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE std::optional<int> plain(int a, int b) { return a + b; }
Q_NEVER_INLINE ValueTask<int> answered(int a, int b) { return ready(a + b); }

void plainOptional(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        auto value = plain(++i, 1);
        if (!value)
            std::abort();
        benchmark::DoNotOptimize(*value);
    }
}
void readyValue(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        const auto value = answered(++i, 1);
        if (!value.isReady())
            std::abort();
        int result = value.result();
        benchmark::DoNotOptimize(result);
    }
}

BENCHMARK(plainOptional);
BENCHMARK(readyValue);

} // namespace
