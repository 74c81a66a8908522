// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The most frequent case in an application: a coroutine returns a cached value, and another one awaits it, a thousand
// times in a loop. It is a member of a QObject, a member of a plain class, or a free function.
//
// Then a member of a QObject that does suspend, once. The counter "turns" says how many turns of the event loop it
// takes from the end of what it awaits to the end of the coroutine that awaits it.

#include <qeager/eager.h>

#include <QCoroFuture>

#include <QtCore/qpromise.h>

#include <cstdlib>

#include "shared/cachednames.h"
#include "shared/main.h"

namespace {

constexpr int SumOfLengths = 10 + 2 * 90 + 3 * 900 + 4 * 24; // of the numbers below 1,024

template <typename Loop>
void inLoop(benchmark::State &state)
{
    Loop loop;
    for (auto _ : state) {
        if (loop.read(CachedNames) != SumOfLengths)
            std::abort();
    }
}

template <typename With>
class Loader : public QObject
{
public:
    using Number = typename With::template Task<int, Loader>;
    Q_NEVER_INLINE Number load(QFuture<int> from)
    {
        const int number = co_await from;
        co_return number;
    }
    Q_NEVER_INLINE Number next(QFuture<int> from)
    {
        const int number = co_await load(from);
        co_return number + 1;
    }
};

template <typename With>
void suspendingMember(benchmark::State &state)
{
    Loader<With> loader;
    int turns = 0;
    for (auto _ : state) {
        QPromise<int> promise;
        promise.start();
        auto task = loader.next(promise.future());
        promise.addResult(1);
        promise.finish();
        for (turns = 0; !task.isReady(); ++turns)
            QCoreApplication::processEvents();
    }
    state.counters["turns"] = turns;
}

BENCHMARK(inLoop<MembersInLoop<WithValueTask, QObject>>)->Name("objectMember");
BENCHMARK(inLoop<MembersInLoop<WithQCoroTask, QObject>>)->Name("objectMemberQCoro");
BENCHMARK(inLoop<MembersInLoop<WithBareCoroutine, QObject>>)->Name("objectMemberBare");
BENCHMARK(inLoop<MembersInLoop<WithValueTask, PlainClass>>)->Name("plainMember");
BENCHMARK(inLoop<MembersInLoop<WithQCoroTask, PlainClass>>)->Name("plainMemberQCoro");
BENCHMARK(inLoop<MembersInLoop<WithBareCoroutine, PlainClass>>)->Name("plainMemberBare");
BENCHMARK(inLoop<FreeInLoop<WithValueTask>>)->Name("freeFunction");
BENCHMARK(inLoop<FreeInLoop<WithQCoroTask>>)->Name("freeFunctionQCoro");
BENCHMARK(inLoop<FreeInLoop<WithBareCoroutine>>)->Name("freeFunctionBare");
BENCHMARK(suspendingMember<WithValueTask>)->Name("suspendingMember");
BENCHMARK(suspendingMember<WithQCoroTask>)->Name("suspendingMemberQCoro");

} // namespace
