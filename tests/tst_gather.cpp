// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    gather() of parts that succeed: types, synchronous parts, pending ones. Its failures are in tst_gather_failure.cpp,
    requests to end in tst_gather_cancel.cpp, the limit in tst_gather_limit.cpp, gatherSettled() in
    tst_gather_settled.cpp, race() in tst_race.cpp.
*/

#include <qeager/gather.h>

#include "shared/end.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qlist.h>

#include <array>
#include <numeric>
#include <ranges>

using namespace QEager;

namespace {

template <typename... Parts>
using GatherOf = decltype(gather(std::declval<Parts>()...));
template <typename... Parts>
concept CanGather = requires(Parts &&...parts) { gather(std::forward<Parts>(parts)...); };
template <typename... Values>
using OutcomeOf = ValueTask<std::tuple<Values...>>;

using Nothing = std::monostate;
using Function = Coro<QString> (*)();
static_assert(std::same_as<GatherOf<Coro<int>, Coro<>>, OutcomeOf<int, Nothing>>);
static_assert(std::same_as<GatherOf<Coro<MoveOnly>, Coro<bool>>, OutcomeOf<MoveOnly, bool>>);
static_assert(std::same_as<GatherOf<QCoro::Task<int>, QCoro::Task<>>, OutcomeOf<int, Nothing>>);
static_assert(std::same_as<GatherOf<Task<int> &, const Task<> &, Task<bool>>, OutcomeOf<int, Nothing, bool>>);
static_assert(std::same_as<GatherOf<ValueTask<int>, ValueTask<>>, OutcomeOf<int, Nothing>>);
static_assert(std::same_as<GatherOf<Function, Function &>, OutcomeOf<QString, QString>>);

static_assert(std::same_as<GatherOf<std::vector<Coro<int>>>, ValueTask<std::vector<int>>>);
static_assert(std::same_as<GatherOf<std::vector<Coro<>>>, ValueTask<std::vector<Nothing>>>);
static_assert(std::same_as<GatherOf<std::vector<Coro<bool>>>, ValueTask<std::vector<bool>>>);
using OfArray = detail::Unmarked<GatherOf<std::array<Coro<MoveOnly>, 2>>>; // which GCC 12 breaks, as any aggregate
static_assert(std::same_as<OfArray, ValueTask<std::vector<MoveOnly>>>);
static_assert(std::same_as<GatherOf<QList<Task<int>> &>, ValueTask<std::vector<int>>>);
static_assert(std::same_as<GatherOf<const QList<Task<int>> &, GatherOptions>, ValueTask<std::vector<int>>>);
static_assert(std::same_as<GatherOf<std::vector<Function> &>, ValueTask<std::vector<QString>>>);

static_assert(CanGather<std::vector<Coro<int>>> && !CanGather<std::vector<Coro<int>> &>);
static_assert(CanGather<ValueTask<int>> && !CanGather<ValueTask<int> &> && !CanGather<Coro<int> &>);
static_assert(!CanGather<std::vector<ValueTask<int>> &> && !CanGather<std::vector<int>> && !CanGather<int>);
static_assert(!CanGather<>);

template <typename T>
Coro<T> later(T value, int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return value;
}
QCoro::Task<int> legacy(int value)
{
    co_await yieldNow();
    co_return value;
}

} // namespace

class TestGather : public QObject
{
    Q_OBJECT
    Log log;

    Coro<> outer()
    {
        log("outer");
        auto inner = eager(giving(log, "inner", 0, 2));
        log("/outer");
        co_await std::move(inner);
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void synchronousPartsRunInlineInOrder()
    {
        auto all = expectInline([this] { return gather(giving(log, "a", 0, 1), outer(), giving(log, "c", 0, 3)); });
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        COMPARE_LOG(log, "a a=1 outer inner inner=2 /outer c c=3");
        QCOMPARE(all.result(), std::tuple(1, Nothing(), 3));
    }
    void soDoesARange()
    {
        auto parts = rangeOf(giving(log, "a", 0, 1), giving(log, "b", 0, 2));
        auto all = expectInline([&parts] { return gather(std::move(parts)); });
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        COMPARE_LOG(log, "a a=1 b b=2");
        QCOMPARE(all.result(), (std::vector{1, 2}));
        const auto flags = expectInline([] { return gather(rangeOf(later(true, 0), later(false, 0))); });
        QCOMPARE(flags.result(), (std::vector{true, false}));
    }
    void ofNobody()
    {
        const auto all = expectInline([] { return gather(std::vector<Coro<int>>()); });
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        QVERIFY(all.result().empty());
    }
    void aViewMakesThePartsOneAfterTheOther()
    {
        const auto make = [this](int i) {
            log("make", i);
            return giving(log, "part", 0, i);
        };
        const auto all = expectInline([&] { return gather(std::views::iota(1, 3) | std::views::transform(make)); });
        COMPARE_LOG(log, "make1 part part=1 make2 part part=2");
        QCOMPARE(all.result(), (std::vector{1, 2}));
    }
    void aCoroutineThatAwaitsSynchronousPartsNeedsNoTask()
    {
        auto sum = expectInline([this] {
            return eager([this]() -> Coro<int> {
                const auto [a, nothing, c] = co_await gather(giving(log, "a", 0, 1), outer(), giving(log, "c", 0, 3));
                const std::vector<int> more = co_await gather(rangeOf(giving(log, "d", 0, 4), giving(log, "e", 0, 5)));
                co_return a + c + more[0] + more[1];
            });
        });
        QVERIFY(sum.isReady());
        QVERIFY(!sum.isTask());
        QCOMPARE(sum.result(), 13);
    }
    void valuesAreMoved()
    {
        const int before = Tracked::copies;
        for (const int yields : {0, 1, 2}) { // the second part is the slower one
            const auto [a, b] = end(gather(later(std::make_unique<int>(1), yields / 2), later(Tracked(2), yields)));
            QCOMPARE(*a + b.value, 3);
            const auto range = end(gather(rangeOf(later(Tracked(3), yields / 2), later(Tracked(4), yields))));
            QCOMPARE(range[0].value + range[1].value, 7);
            const auto limited =
                end(gather(rangeOf(later(Tracked(5), yields), later(Tracked(6), yields)), {.limit = 1}));
            QCOMPARE(limited[0].value + limited[1].value, 11);
        }
        QCOMPARE(Tracked::copies - before, 0);
    }
    void aValueNeedsNoDefault()
    {
        const auto [a, b] = end(gather(later(NoDefault(1), 0), later(NoDefault(2), 1)));
        const auto range = end(gather(rangeOf(later(NoDefault(3), 1), later(NoDefault(4), 0))));
        QCOMPARE(a.value + b.value + range[0].value + range[1].value, 10);
    }
    void everyKindOfPart()
    {
        Task<int> lvalue = eager(later(3, 1)).task();
        const auto lambda = [] { return later(5, 1); };
        auto all = gather(
            later(1, 1), eager(later(2, 1)), lvalue, eager(later(4, 1)).task(), lambda, legacy(6),
            [] { return legacy(7); }, later(8, 0), ready(9));
        QVERIFY(!all.isReady());
        QCOMPARE(end(std::move(all)), std::tuple(1, 2, 3, 4, 5, 6, 7, 8, 9));
        QCOMPARE(lvalue.result(), 3);
    }
    void everyKindOfRange()
    {
        QList<Task<int>> tasks = {eager(later(1, 1)).task(), eager(later(2, 2)).task()};
        QCOMPARE(end(gather(tasks)), (std::vector{1, 2}));
        QCOMPARE(tasks[1].result(), 2);
        QCOMPARE(end(gather(std::as_const(tasks))), (std::vector{1, 2})); // done by now
        std::vector functions = {+[] { return later(3, 1); }, +[] { return later(4, 0); }};
        QCOMPARE(end(gather(functions)), (std::vector{3, 4}));
        const auto make = [](int i) { return later(i, i); };
        QCOMPARE(end(gather(std::views::iota(0, 4) | std::views::transform(make))), (std::vector{0, 1, 2, 3}));
        QCOMPARE(end(gather(rangeOf(legacy(5), legacy(6)))), (std::vector{5, 6}));
    }
    void resultsAreInTheOrderOfTheParts()
    {
        auto all = eager(receiver(log, gather(giving(log, "a", 3, 1), giving(log, "b", 0, 2), giving(log, "c", 1, 3))));
        COMPARE_LOG(log, "a b b=2 c");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b b=2 c c=3 a=1 done");
        QCOMPARE(end(gather(later(1, 3), later(2, 0), later(3, 1))), std::tuple(1, 2, 3));
        QCOMPARE(end(gather(rangeOf(later(0, 0), later(1, 3), later(2, 0), later(3, 1)))), (std::vector{0, 1, 2, 3}));
    }
    void pendingPartsCostATaskEachAndOneForAll()
    {
        const WholeDrains wholeDrains;
        const Cost cost;
        auto all = gather(later(1, 1), later(2, 0), later(3, 1));
        QVERIFY(!all.isReady());
        QVERIFY(all.isTask());
        QCOMPARE(cost().tasksCreated, 3u);
        QCOMPARE(cost().eventsPosted, 1u);
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(cost().tasksCreated, 3u);
        QCOMPARE(cost().batches, 3u); // the parts end; their ends are counted; the gather ends
        QCOMPARE(cost().eventsPosted, 1u); // in one turn
    }
    void aHundredPartsCostNoMoreTurnsThanOne()
    {
        const WholeDrains wholeDrains;
        const auto one = [](int) { return later(1, 1); };
        const auto awaiting = [&]() -> Coro<qsizetype> {
            const auto values = co_await gather(std::views::iota(0, 100) | std::views::transform(one));
            log("resumed");
            co_return std::accumulate(values.begin(), values.end(), qsizetype(0));
        };
        const Cost cost;
        const auto all = eager(awaiting);
        QCOMPARE(cost().tasksCreated, 102u);
        QCOMPARE(cost().eventsPosted, 1u);
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(all.result(), 100);
        QCOMPARE(cost().tasksCreated, 102u);
        QCOMPARE(cost().batches, 3u);
        QCOMPARE(cost().eventsPosted, 1u); // in one turn
        COMPARE_LOG(log, "resumed");
    }
    void nobodyIsResumedBeforeTheLastPart()
    {
        const auto yielding = [this](int i) { return giving(log, "p", i, i); };
        const auto all = eager(receiver(log, gather(std::views::iota(1, 4) | std::views::transform(yielding))));
        const Cost cost;
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "p p p p=1 p=2 p=3 done");
        QCOMPARE(cost().batches, 5u); // three for the slowest part
    }
    void aPartsTaskIsAChildOfWhoeverGathers()
    {
        const auto who = []() -> Coro<QString> {
            co_await yieldNow();
            co_return currentTask().parent().name();
        };
        const auto awaiting = [&]() -> Coro<std::tuple<QString, QString>> { co_return co_await gather(who, who); };
        const auto names = eager(awaiting, {.name = QStringLiteral("me")});
        VERIFY_UNTIL(names.isReady());
        QCOMPARE(names.result(), std::tuple(QStringLiteral("me"), QStringLiteral("me")));
    }
    void aTaskWithFurtherHandlesIsCopiedAndUsableAfterwards()
    {
        const int before = Tracked::copies;
        Task<Tracked> pending = eager(later(Tracked(5), 1)).task();
        for (int i = 0; i < 2; ++i) { // the second time it is done
            const auto [first, second] = end(gather(pending, pending));
            QCOMPARE(first.value + second.value, 10);
            QCOMPARE(pending.result().value, 5);
        }
        QCOMPARE(Tracked::copies - before, 4);
        const auto again =
            end(eager([](Task<Tracked> task) -> Coro<int> { co_return (co_await task).value; }, pending));
        QCOMPARE(again, 5);
    }
    void aMoveOnlyValueIsTakenOutOfItsTask()
    {
        Task<MoveOnly> task = eager(later(MoveOnly(new int(5)), 1)).task();
        const auto [value] = end(gather(task));
        QCOMPARE(*value, 5);
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.result());
        QVERIFY_THROWS_EXCEPTION(InvalidState, end(gather(task)));
    }
    void theOnlyHandleOfATaskGivesItsValueAway()
    {
        const int before = Tracked::copies;
        Task<Tracked> task = eager(later(Tracked(5), 1)).task();
        auto all = gather(task);
        task = {};
        const auto [value] = end(std::move(all));
        QCOMPARE(value.value, 5);
        QCOMPARE(Tracked::copies - before, 0);
    }
};

QTEST_GUILESS_MAIN(TestGather)
#include "tst_gather.moc"
