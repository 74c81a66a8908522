// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    gatherSettled(): what it gives. How it is cancelled is in tst_gather_cancel.cpp.
*/

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/parts.h"
#include "shared/tracked.h"

using namespace QEager;

namespace {

template <typename... Parts>
using SettledOf = decltype(gatherSettled(std::declval<Parts>()...));
template <typename... Parts>
concept CanGather = requires(Parts &&...parts) { gatherSettled(std::forward<Parts>(parts)...); };

static_assert(std::same_as<SettledOf<Coro<MoveOnly>, Coro<>, Task<bool> &>,
                           ValueTask<std::tuple<Outcome<MoveOnly>, Outcome<void>, Outcome<bool>>>>);
static_assert(std::same_as<SettledOf<std::vector<Coro<bool>>>, ValueTask<std::vector<Outcome<bool>>>>);
static_assert(std::same_as<SettledOf<std::vector<Coro<>>, GatherOptions>, ValueTask<std::vector<Outcome<void>>>>);
static_assert(!CanGather<> && !CanGather<std::vector<Coro<>> &> && !CanGather<Coro<> &>);

Coro<> nothing(int yields, bool fails)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    if (fails)
        throw std::runtime_error("nothing");
}

} // namespace

class TestGatherSettled : public QObject
{
    Q_OBJECT
    Log log;

    template <typename T>
    void say(const Outcome<T> &outcome)
    {
        try {
            if constexpr (std::is_void_v<T>) {
                outcome.value();
                log("void");
            } else {
                log(outcome.value());
            }
        } catch (const std::exception &e) {
            log(outcome.isCancelled() ? "cancelled:" : "failed:", e.what());
        }
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { QCOMPARE(allTasks(), QList<TaskHandle>()); }

    void synchronousOutcomes()
    {
        Messages messages;
        {
            const auto all = expectInline([this] {
                return gatherSettled(giving(log, "a", 0, 1), failing(log, "b", 0), nothing(0, false), nothing(0, true));
            });
            QVERIFY(all.isReady());
            QVERIFY(!all.isTask());
            QVERIFY(!all.exception());
            COMPARE_LOG(log, "a a=1 b b!");
            log.clear();
            std::apply([this](const auto &...outcome) { (say(outcome), ...); }, all.result());
        }
        COMPARE_LOG(log, "1 failed:b void failed:nothing");
        QCOMPARE(messages.take(), QString());
    }
    void synchronousOutcomesOfARange()
    {
        Messages messages;
        for (const qsizetype limit : {0, 1}) {
            log.clear();
            auto parts = rangeOf(failing(log, "a", 0), giving(log, "b", 0, 2), failing(log, "c", 0));
            const auto all = expectInline([&] { return gatherSettled(std::move(parts), {.limit = limit}); });
            QVERIFY(all.isReady());
            QVERIFY(!all.isTask());
            QVERIFY(!all.exception());
            for (const Outcome<int> &outcome : all.result())
                say(outcome);
            COMPARE_LOG(log, "a a! b b=2 c c! failed:a 2 failed:c");
        }
        QCOMPARE(messages.take(), QString());
    }
    void itWaitsForAllPartsAndLogsNothing()
    {
        Messages messages;
        {
            auto value = eager(giving(log, "a", 3, 1)), error = eager(failing(log, "b", 1)),
                 cancelled = eager(cleaning(log, "c", 1));
            const TaskHandle handle = cancelled.task();
            const auto all = gatherSettled(std::move(value), std::move(error), std::move(cancelled), nothing(0, true),
                                           nothing(1, false));
            handle.cancel(u"c-only"_s);
            const Cost cost;
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(cost().batches, 5u); // three for the slowest part
            COMPARE_LOG(log, "a b c b! c!c-only ~c a=1");
            log.clear();
            std::apply([this](const auto &...outcome) { (say(outcome), ...); }, all.result());
            QVERIFY(!all.exception());
        }
        COMPARE_LOG(log, "1 failed:b cancelled:c-only failed:nothing void");
        QCOMPARE(messages.take(), QString());
    }
    void soItDoesForARange_data()
    {
        QTest::addColumn<int>("limit");
        for (const int limit : {0, 1, 2, 9})
            QTest::addRow("limit %d", limit) << limit;
    }
    void soItDoesForARange()
    {
        QFETCH(const int, limit);
        Messages messages;
        {
            auto value = eager(giving(log, "a", 3, 1)), error = eager(failing(log, "b", 1)),
                 cancelled = eager(cleaning(log, "c", 1)), ended = eager(failing(log, "d", 0));
            const TaskHandle handle = cancelled.task();
            const auto all = gatherSettled(
                rangeOf(std::move(value), std::move(error), std::move(cancelled), std::move(ended)), {.limit = limit});
            handle.cancel(u"c-only"_s);
            VERIFY_UNTIL(all.isReady());
            COMPARE_LOG(log, "a b c d d! b! c!c-only ~c a=1");
            log.clear();
            for (const Outcome<int> &outcome : all.result())
                say(outcome);
        }
        COMPARE_LOG(log, "1 failed:b cancelled:c-only failed:d");
        QCOMPARE(messages.take(), QString());
    }
    void ofNobody()
    {
        const auto all = expectInline([] { return gatherSettled(std::vector<Coro<int>>()); });
        QVERIFY(all.isReady());
        QVERIFY(all.result().empty());
    }
    void aFailureDoesNotStopStarts()
    {
        const auto make = [this](int i) { return i == 2 ? giving(log, "value", 1, i) : failing(log, "error", 1); };
        const auto all = gatherSettled(std::views::iota(0, 4) | std::views::transform(make), {.limit = 1});
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "error error! error error! value value=2 error error!");
        QCOMPARE(all.result().size(), 4u);
    }
    void valuesAreMoved()
    {
        const int before = Tracked::copies;
        const auto part = [](int yields) -> Coro<Tracked> {
            for (int i = 0; i < yields; ++i)
                co_await yieldNow();
            co_return Tracked(5);
        };
        for (const int yields : {0, 1}) {
            auto tuple = gatherSettled(part(0), part(yields));
            auto range = gatherSettled(rangeOf(part(0), part(yields)));
            auto limited = gatherSettled(rangeOf(part(yields), part(0)), {.limit = 1});
            VERIFY_UNTIL(tuple.isReady() && range.isReady() && limited.isReady());
            const auto [first, second] = tuple.takeResult();
            QCOMPARE(first->value + second->value, 10);
            QCOMPARE(range.takeResult()[1]->value + limited.takeResult()[0]->value, 10);
        }
        QCOMPARE(Tracked::copies - before, 0);
        QCOMPARE(Tracked::alive, 0);
    }
    void aTaskWhoseValueWasTakenIsAFailure()
    {
        const auto one = []() -> Coro<MoveOnly> { co_return std::make_unique<int>(1); };
        const Task<MoveOnly> task = eager(one).task();
        const auto all = gatherSettled(task, task);
        QVERIFY(all.isReady());
        const auto &[first, second] = all.result();
        QVERIFY(first);
        QVERIFY(**first == 1);
        QVERIFY(!second);
        QVERIFY_THROWS_EXCEPTION(InvalidState, second.value());
    }
};

QTEST_GUILESS_MAIN(TestGatherSettled)
#include "tst_gather_settled.moc"
