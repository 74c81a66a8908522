// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A chain of coroutines in which each awaits the next, and the last one suspends once. Measures the time from the start
// to the end of all. The counter "turns" says how many turns of the event loop a chain of 100 takes to complete.

#include <qeager/eager.h>
#include <qeager/qcoro.h>
#include <qeager/sleep.h>

#include <QCoroFuture>

#include <QtCore/qpromise.h>

#include <memory>

#include "shared/main.h"

using namespace QEager;

namespace {

Q_NEVER_INLINE Coro<int> coros(int length, QFuture<void> until)
{
    if (length == 0) {
        co_await until;
        co_return 0;
    }
    const int below = co_await coros(length - 1, until);
    co_return below + 1;
}
Q_NEVER_INLINE ValueTask<int> valueTasks(int length, QFuture<void> until)
{
    if (length == 0) {
        co_await until;
        co_return 0;
    }
    const int below = co_await valueTasks(length - 1, until);
    co_return below + 1;
}
Q_NEVER_INLINE QCoro::Task<int> qcoroTasks(int length, QFuture<void> until)
{
    if (length == 0) {
        co_await until;
        co_return 0;
    }
    const int below = co_await qcoroTasks(length - 1, until);
    co_return below + 1;
}

//! Starts a chain, finishes what it waits for, and runs the loop until the chain has ended. Returns the turns of our
//! loop.
template <typename Start>
quint64 complete(Start start)
{
    QPromise<void> promise;
    promise.start();
    auto chain = start(promise.future());
    const auto before = Statistics::current();
    promise.finish();
    while (!chain.isReady())
        QCoreApplication::processEvents();
    return (Statistics::current() - before).loopTurns;
}

template <auto Function>
void chain(benchmark::State &state)
{
    const int length = static_cast<int>(state.range(0));
    quint64 turns = 0;
    for (auto _ : state)
        turns = complete([length](QFuture<void> until) { return Function(length, until); });
    state.counters["turns"] = static_cast<double>(turns);
}
ValueTask<int> eagerCoros(int length, QFuture<void> until) { return eager(coros(length, until)); }

BENCHMARK(chain<&eagerCoros>)->Name("chainOfCoros")->Arg(10)->Arg(100);
BENCHMARK(chain<&valueTasks>)->Name("chainOfValueTasks")->Arg(10)->Arg(100);
BENCHMARK(chain<&qcoroTasks>)->Name("chainOfQCoroTasks")->Arg(10)->Arg(100);

} // namespace
