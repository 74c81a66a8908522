// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 5: a request is passed on depth first, in the order of starting, and without recursion.
*/

#include <qeager/gather.h>
#include <qeager/latest.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/loop.h"
#include "shared/stoppable.h"

#include <thread>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

// A sanitizer takes ten times the time, and ten times the stack.
constexpr int Levels = QEAGER_ADDRESS_SANITIZED ? 10'000 : 100'000;
constexpr int FewerLevels = Levels / 5; // the others go the same way

Coro<> asleep() { co_await sleep(1h); }

enum class Kind { Gather, Settled, Race };
ValueTask<> nest(Kind kind, ValueTask<> a, ValueTask<> b)
{
    const auto ignore = [] {};
    switch (kind) {
    case Kind::Gather:
        return gather(std::move(a), std::move(b)).then(ignore);
    case Kind::Settled:
        return gatherSettled(std::move(a), std::move(b)).then(ignore);
    case Kind::Race:
        return race(std::move(a), std::move(b)).then(ignore);
    }
    Q_UNREACHABLE();
}

} // namespace

class TestCancelOrder : public QObject
{
    Q_OBJECT
    Log log;

    ValueTask<> named(const char *name) { return eager(sleeper(log, name)); }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        spin(4);
        QCOMPARE(allTasks(), QList<TaskHandle>());
    }

    void rule5_nested_data()
    {
        QTest::addColumn<int>("outer");
        QTest::addColumn<int>("inner");
        const char *const names[] = {"gather", "settled", "race"};
        for (int outer = 0; outer < 3; ++outer) {
            for (int inner = 0; inner < 3; ++inner)
                QTest::addRow("%s of %s", names[outer], names[inner]) << outer << inner;
        }
    }
    void rule5_nested()
    {
        QFETCH(const int, outer);
        QFETCH(const int, inner);
        auto all = nest(Kind(outer), nest(Kind(inner), named("a"), named("b")), named("c"));
        all.cancel(u"x"_s);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a!x b!x c!x");
    }
    void rule5_leftAndRight()
    {
        auto all = nest(Kind::Gather, nest(Kind::Gather, named("a"), nest(Kind::Gather, named("b"), named("c"))),
                        nest(Kind::Gather, nest(Kind::Gather, named("d"), named("e")), named("f")));
        all.cancel(u"x"_s);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a!x b!x c!x d!x e!x f!x");
    }
    void rule5_chainsOfTasksInBetween()
    {
        const auto awaiting = [](ValueTask<> inner) -> Coro<> { co_await std::move(inner); };
        auto all = nest(Kind::Gather, eager(awaiting(eager(awaiting(nest(Kind::Gather, named("a"), named("b")))))),
                        named("c"));
        all.cancel(u"x"_s);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a!x b!x c!x");
    }
    void rule5_groupAsksItsChildrenInTheOrderOfStarting()
    {
        // The first one starts the second in its eager phase.
        const auto body = [this](TaskGroup &group) -> Coro<> {
            const auto first = [this](TaskGroup g) -> Coro<> {
                g.start(sleeper(log, "b"));
                co_await sleeper(log, "a");
            };
            group.start(first(group));
            group.post(sleeper(log, "c"));
            co_await yieldNow();
            co_await yieldNow();
            group.cancel();
        };
        auto task = eager(withTaskGroup(body));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(
            log,
            "a!Its task group is shutting down. b!Its task group is shutting down. c!Its task group is shutting down.");
    }
    void rule5_scopeAsksItsTasksInTheOrderOfStarting()
    {
        TaskScope scope;
        const auto first = [&]() -> Coro<> {
            scope.eager(sleeper(log, "b"));
            co_await sleeper(log, "a");
        };
        scope.eager(first);
        scope.eager(nest(Kind::Gather, named("c"), named("d")));
        scope.eager(sleeper(log, "e"));
        scope.cancel(u"x"_s);
        VERIFY_UNTIL(scope.isEmpty());
        COMPARE_LOG(log, "a!x b!x c!x d!x e!x");
    }
    void rule5_scopeAsksWhatWasPostedInItsPlace()
    {
        TaskScope scope;
        scope.eager(sleeper(log, "a"));
        scope.post(sleeper(log, "b"));
        scope.post(sleeper(log, "c"));
        scope.eager(sleeper(log, "d"));
        spin(2);
        scope.cancel(u"x"_s);
        VERIFY_UNTIL(scope.isEmpty());
        COMPARE_LOG(log, "a!x b!x c!x d!x");
    }
    void aGroupInAGatherIsAskedInItsPlace()
    {
        const auto body = [this](TaskGroup &group) -> Coro<> {
            group.start(sleeper(log, "a"));
            co_await sleeper(log, "body");
        };
        auto all = gather(withTaskGroup(body), sleeper(log, "b"));
        all.cancel(u"x"_s);
        VERIFY_UNTIL(all.isReady());
        // As in asyncio: the group asks its children when Cancelled comes out of its body.
        COMPARE_LOG(log, "body!x b!x a!Its task group is shutting down.");
    }
    // The first may end there and then, in what its request runs.
    void requestsFromAnotherThreadReachAll()
    {
        TaskScope scope;
        const Stoppable wait([&] {
            log("stops");
            scope.close();
        });
        const Task<> first = scope.eager([&]() -> Coro<> { co_await wait; }).task();
        const Task<> second = eager(sleeper(log, "b")).task();
        std::thread([&] {
            first.cancel();
            second.cancel();
        }).join();
        VERIFY_UNTIL(second.isDone());
        COMPARE_LOG(log, "stops b!");
        QVERIFY(first.isCancelled());
    }
    void whatTheRequestRunsMayMakeAnother() // with a walk of its own, which is over when it goes on
    {
        auto other = nest(Kind::Gather, named("c"), named("d"));
        const Stoppable wait([&] {
            log("stops");
            other.cancel(u"y"_s);
            spin(); // and lets it end
            log("stopped");
        });
        const auto waiting = [&]() -> Coro<> { co_await wait; };
        auto all = nest(Kind::Gather, nest(Kind::Gather, named("a"), eager(waiting)), named("b"));
        all.cancel(u"x"_s);
        VERIFY_UNTIL(all.isReady() && other.isReady());
        COMPARE_LOG(log, "stops a!x c!y d!y stopped b!x");
    }

    // -- however deep
    void deep_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("levels");
        QTest::newRow("gather") << int(Kind::Gather) << Levels;
        QTest::newRow("settled") << int(Kind::Settled) << FewerLevels;
        QTest::newRow("race") << int(Kind::Race) << FewerLevels;
    }
    void deep()
    {
        QFETCH(const int, kind);
        QFETCH(const int, levels);
        auto all = eager(asleep());
        for (int level = 0; level < levels; ++level)
            all = nest(Kind(kind), std::move(all), eager(asleep()));
        all.cancel();
        QVERIFY(runUntil([&] { return all.isReady(); }, 60s));
        QVERIFY(all.isCancelled());
    }
    void deepGroups()
    {
        struct Nest
        {
            int asleep = 0;
            Coro<> group(int level)
            {
                const auto body = [this, level](TaskGroup &children) -> Coro<> {
                    if (level > 0)
                        children.post(group(level - 1)); // a start from here would nest on the stack
                    ++asleep;
                    co_await sleep(1h);
                };
                co_await withTaskGroup(body);
            }
        } nest;
        auto all = eager(nest.group(FewerLevels));
        QVERIFY(runUntil([&] { return nest.asleep > FewerLevels; }, 60s));
        all.cancel();
        QVERIFY(runUntil([&] { return all.isReady(); }, 60s));
        QVERIFY(all.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestCancelOrder)

#include "tst_cancel_order.moc"
