// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What is allocated: counters, not times. "allocations" are those of a start that finishes synchronously, after
// warm-up. "bytes" are what the library allocates for a suspended task, in addition to the user's frame.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <cstdlib>
#include <new>
#include <vector>

#include "shared/main.h"

using namespace QEager;

namespace {

constexpr int Most = 16;
int g_allocations = 0;
std::size_t g_sizes[Most];

Q_NEVER_INLINE Coro<int> synchronous(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<> suspended() { co_await sleep(std::chrono::hours(1)); }

void synchronousStart(benchmark::State &state)
{
    auto warm = eager(synchronous(1, 2));
    int allocations = 0;
    for (auto _ : state) {
        g_allocations = 0;
        auto value = eager(synchronous(warm.result(), 1));
        int result = value.result();
        benchmark::DoNotOptimize(result);
        allocations = g_allocations;
    }
    state.counters["allocations"] = allocations;
}

// The pools are empty, so the first allocation of a start is the frame, and the rest is the library's.
void suspendedTask(benchmark::State &state)
{
    std::vector<ValueTask<>> kept;
    kept.reserve(4096);
    while (kept.size() < 4000) // uses up what the pools may have, and grows the timer queue
        kept.push_back(eager(suspended()));
    std::size_t bytes = 0;
    for (auto _ : state) {
        g_allocations = 0;
        const auto task = eager(suspended());
        bytes = 0;
        for (int i = 1; i < g_allocations && i < Most; ++i)
            bytes += g_sizes[i];
        task.cancel();
        while (!task.isReady())
            QCoreApplication::processEvents();
    }
    for (const auto &task : kept)
        task.cancel();
    while (!allTasks().isEmpty())
        QCoreApplication::processEvents();
    state.counters["bytes"] = double(bytes);
}

BENCHMARK(synchronousStart);
BENCHMARK(suspendedTask)->Iterations(1);

} // namespace

void *operator new(std::size_t size)
{
    if (g_allocations < Most)
        g_sizes[g_allocations] = size;
    ++g_allocations;
    if (void *const memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
