// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Requests to what awaits several at its edges: posted by the StartPolicy, between a failure and its own turn, while
    it starts a part.
*/

#include <qeager/gather.h>
#include <qeager/startpolicy.h>

#include "shared/end.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <ranges>

using namespace QEager;

namespace {

Coro<Tracked> tracked(int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return Tracked(5);
}

} // namespace

class TestGatherEdges : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        for (const TaskHandle &left : allTasks())
            left.cancel();
        VERIFY_UNTIL(allTasks().isEmpty());
    }

    void cancelledBetweenAFailureAndItsOwnTurn_data() { addForms(); }
    void cancelledBetweenAFailureAndItsOwnTurn()
    {
        QFETCH(const int, form);
        const bool failed = Form(form) <= Form::Limited;
        Messages messages; // of a failure that came too late
        for (int turns = 0; turns < 8; ++turns) {
            const auto all = several(Form(form), failing(log, "a", 1), cleaning(log, "b", 1), cleaning(log, "c", 1));
            spin(turns);
            if (!all.cancel(u"stop"_s)) {
                QVERIFY((failed && turns > 2) || (isRace(Form(form)) && turns > 4));
                QVERIFY(!all.isCancelled());
                QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
            } else {
                VERIFY_UNTIL(all.isReady());
                QCOMPARE(messageOf(all), u"stop"_s);
                QCOMPARE(allTasks(), QList<TaskHandle>()); // all parts have ended
            }
            cleanup();
        }
    }
    void postedByThePolicyItIsCancelledAllTheSame()
    {
        const auto cancels = [this](auto start) {
            log.clear();
            const Task<int> a = eager(cleaning(log, "a", 1)).task(), b = eager(cleaning(log, "b", 0)).task();
            const auto all = [&] {
                const StartPolicyScope scope({.maxDepth = 0});
                return start(a, b);
            }();
            if (!all.cancel(u"stop"_s))
                log("too late");
            log(runUntil([&] { return all.isReady(); }) ? messageOf(all) : u"It does not end."_s);
            return log.words();
        };
        const QString expected = u"a b a!stop b!stop ~b ~a stop"_s;
        using Handle = const Task<int> &;
        QCOMPARE(cancels([](Handle a, Handle b) { return gather(a, b); }), expected);
        QCOMPARE(cancels([](Handle a, Handle b) { return gather(rangeOf(a, b)); }), expected);
        QCOMPARE(cancels([](Handle a, Handle b) { return gather(rangeOf(a, b), {.limit = 2}); }), expected);
        QCOMPARE(cancels([](Handle a, Handle b) { return gatherSettled(a, b); }), expected);
        QCOMPARE(cancels([](Handle a, Handle b) { return race(a, b); }), expected);
        QCOMPARE(cancels([](Handle a, Handle b) { return race(rangeOf(a, b)); }), expected);
    }
    void postedByThePolicyItFailsAtOnceAllTheSame()
    {
        const auto fails = [this](auto start) {
            log.clear();
            Messages messages;
            auto a = named("a", failing(log, "a", 1)), b = named("b", failing(log, "b", 4)),
                 c = named("c", giving(log, "c", 9, 3));
            auto all = [&] {
                const StartPolicyScope scope({.maxDepth = 0});
                return start(std::move(a), std::move(b), std::move(c));
            }();
            const auto awaiting = eager(receiver(log, std::move(all)));
            if (!runUntil([&] { return awaiting.isReady() && allTasks().isEmpty(); }))
                log("It does not end.");
            return log.words() + u'\n' + messages.take();
        };
        const QString expected = u"a b c a! failed:a b! c=3\nThe exception of b was never retrieved: b"_s;
        using Part = ValueTask<int> &&;
        QCOMPARE(fails([](Part a, Part b, Part c) { return gather(std::move(a), std::move(b), std::move(c)); }),
                 expected);
        QCOMPARE(
            fails([](Part a, Part b, Part c) { return gather(rangeOf(std::move(a), std::move(b), std::move(c))); }),
            expected);
    }
    void aPartThatCancelsTheOutcomeWhileItStartsIsTheLastOne()
    {
        ValueTask<std::vector<int>> all;
        const auto make = [&](int i) -> Coro<int> {
            log(i);
            if (i == 0)
                co_await yieldNow();
            if (i == 1)
                all.cancel(u"stop"_s);
            co_return i;
        };
        all = gather(std::views::iota(0, 4) | std::views::transform(make), {.limit = 1});
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(messageOf(all), u"stop"_s);
        COMPARE_LOG(log, "0 1");
    }
    void theOnlyHandleOfATaskIsGivenAway_data()
    {
        QTest::addColumn<int>("yields");
        QTest::newRow("done") << 0;
        QTest::newRow("pending") << 1;
    }
    void theOnlyHandleOfATaskIsGivenAway()
    {
        QFETCH(const int, yields);
        const auto sum = [](auto outcome) {
            const auto [a, b] = end(std::move(outcome));
            return a.value + b.value;
        };
        const int before = Tracked::copies;
        // In `co_await gather(createTask(...), createTask(...))` the temporary handles live as long as here.
        QCOMPARE(sum(gather(eager(tracked, yields).task(), eager(tracked, yields).task())), 10);
        QCOMPARE(Tracked::copies - before, 0);
    }
    void theAwaiterOfAPendingOutcomeTakesItsValues()
    {
        const auto awaiting = []() -> Coro<int> {
            const auto [a, b] = co_await gather(tracked(1), tracked(1));
            co_return a.value + b.value;
        };
        const int before = Tracked::copies;
        const auto sum = eager(awaiting);
        VERIFY_UNTIL(sum.isReady());
        QCOMPARE(sum.result(), 10);
        QCOMPARE(Tracked::copies - before, 0);
    }
    void theAwaiterOfAPendingValueTaskTakesItsValue()
    {
        const auto awaiting = []() -> Coro<int> { co_return (co_await eager(tracked, 1)).value; };
        const int before = Tracked::copies;
        const auto value = eager(awaiting);
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 5);
        QCOMPARE(Tracked::copies - before, 0);
    }
};

QTEST_GUILESS_MAIN(TestGatherEdges)
#include "tst_gather_edges.moc"
