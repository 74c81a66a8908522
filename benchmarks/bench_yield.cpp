// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Many tasks that let each other run: 100 x 1,000 yields, compared with queued calls, one per turn and in batches.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/main.h"

using namespace QEager;

namespace {

constexpr int Tasks = 100;
constexpr int Yields = 1'000;

Q_NEVER_INLINE Coro<> yielding(int *done)
{
    for (int i = 0; i < Yields; ++i)
        co_await yieldNow();
    ++*done;
}

void yields(benchmark::State &state)
{
    for (auto _ : state) {
        int done = 0;
        for (int i = 0; i < Tasks; ++i)
            eager(yielding(&done));
        while (done < Tasks)
            QCoreApplication::processEvents();
    }
    state.SetItemsProcessed(state.iterations() * Tasks * Yields);
}

void queuedCallsInBatches(benchmark::State &state)
{
    for (auto _ : state) {
        int done = 0;
        for (int turn = 0; turn < Yields; ++turn) {
            for (int i = 0; i < Tasks; ++i)
                QMetaObject::invokeMethod(qApp, [&done] { ++done; }, Qt::QueuedConnection);
            QCoreApplication::processEvents();
        }
        if (done != Tasks * Yields)
            std::abort();
    }
    state.SetItemsProcessed(state.iterations() * Tasks * Yields);
}

BENCHMARK(yields)->Unit(benchmark::kMillisecond);
BENCHMARK(queuedCallsInBatches)->Unit(benchmark::kMillisecond);

} // namespace
