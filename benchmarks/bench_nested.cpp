// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Coroutines that await each other and do not suspend: what one of them costs, compared with a bare coroutine.
//
// There are four cases: a hundred levels deep, which is more than the processor's own stack of return addresses holds;
// four levels; one after the other in a loop, out of line as if it were in another file; and the same in sight of the
// compiler, which may then make its frame a part of the awaiting one.

#include <qeager/eager.h>

#include "shared/barecoroutine.h"
#include "shared/barenested.h"
#include "shared/main.h"

using namespace QEager;

namespace {

constexpr int Levels = 100;
constexpr int Few = 4;

Q_NEVER_INLINE BareCoroutine<PooledFrame> barePooled(int a, int b) { co_return a + b; }
struct Nested;
Q_NEVER_INLINE BareAwaited<int, Nested> bareNested(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await bareNested(levels - 1);
    co_return below + 1;
}
Q_NEVER_INLINE Coro<int> nested(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await nested(levels - 1);
    co_return below + 1;
}
Q_NEVER_INLINE Coro<int> leaf(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> inLoop()
{
    int sum = 0;
    for (int i = 0; i < Levels; ++i)
        sum += co_await leaf(i, 1);
    co_return sum;
}
Coro<int> leafInSight(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> inLoopInSight()
{
    int sum = 0;
    for (int i = 0; i < Levels; ++i)
        sum += co_await leafInSight(i, 1);
    co_return sum;
}
Q_NEVER_INLINE ValueTask<int> nestedValueTask(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await nestedValueTask(levels - 1);
    co_return below + 1;
}
Q_NEVER_INLINE QCoro::Task<int> nestedQCoro(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await nestedQCoro(levels - 1);
    co_return below + 1;
}

void bareWithPool(benchmark::State &state)
{
    for (auto _ : state) {
        for (int i = 0; i < Levels; ++i)
            benchmark::DoNotOptimize(barePooled(i, 1).run());
    }
}
void bareNestedWithPool(benchmark::State &state)
{
    for (auto _ : state) {
        if (bareNested(Levels).run() != Levels)
            std::abort();
    }
}
void awaitCoro(benchmark::State &state)
{
    for (auto _ : state) {
        auto value = eager(nested(Levels));
        if (value.result() != Levels)
            std::abort();
    }
}
// As many coroutines as in the other cases; one in five of them is a start.
void awaitFewLevels(benchmark::State &state)
{
    for (auto _ : state) {
        for (int i = 0; i < Levels / (Few + 1); ++i) {
            auto value = eager(nested(Few));
            if (value.result() != Few)
                std::abort();
        }
    }
}
void awaitInLoop(benchmark::State &state)
{
    for (auto _ : state) {
        auto value = eager(inLoop());
        if (value.result() != Levels * (Levels + 1) / 2)
            std::abort();
    }
}
void awaitInLoopInSight(benchmark::State &state)
{
    for (auto _ : state) {
        auto value = eager(inLoopInSight());
        if (value.result() != Levels * (Levels + 1) / 2)
            std::abort();
    }
}
void awaitValueTask(benchmark::State &state)
{
    for (auto _ : state) {
        auto value = nestedValueTask(Levels);
        if (value.result() != Levels)
            std::abort();
    }
}
void awaitQCoro(benchmark::State &state)
{
    for (auto _ : state) {
        auto task = nestedQCoro(Levels);
        if (!task.isReady())
            std::abort();
    }
}

BENCHMARK(bareWithPool);
BENCHMARK(bareNestedWithPool);
BENCHMARK(awaitCoro);
BENCHMARK(awaitFewLevels);
BENCHMARK(awaitInLoop);
BENCHMARK(awaitInLoopInSight);
BENCHMARK(awaitValueTask);
BENCHMARK(awaitQCoro);

} // namespace
