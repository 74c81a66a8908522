// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Groups whose children end with a value; how they are started, fail, are cancelled, closed, and where they run is in
// tst_taskgroup_*.

#include <qeager/sleep.h>
#include <qeager/taskgroup.h>

#include "shared/grouptest.h"

#include <memory>
#include <optional>

using namespace QEager;

namespace {

template <typename T>
using BodyOf = Coro<T> (*)(TaskGroup &);
template <typename Body>
concept GroupBody = requires(Body body) { withTaskGroup(body); };

static_assert(std::same_as<decltype(withTaskGroup(std::declval<BodyOf<MoveOnly>>())), Coro<MoveOnly>>);
static_assert(std::same_as<decltype(withTaskGroup(std::declval<BodyOf<void>>())), Coro<>>);
static_assert(!GroupBody<Coro<> (*)()> && !GroupBody<Coro<>>, "a body takes the group");
static_assert(std::copyable<TaskGroup> && !std::is_default_constructible_v<TaskGroup>);
static_assert(noexcept(std::declval<TaskGroup &>().size()) && noexcept(std::declval<TaskGroup &>().isOpen()));
static_assert(std::same_as<decltype(std::declval<TaskGroup &>().start(std::declval<Coro<int>>())), ValueTask<int>>);
static_assert(std::same_as<decltype(std::declval<TaskGroup &>().post(std::declval<Coro<int>>())), Task<int>>);
static_assert(std::same_as<decltype(std::declval<TaskGroup &>().createTask(std::declval<Coro<int>>())), Task<int>>);

Coro<MoveOnly> moveOnly(int turns)
{
    co_await yields(turns);
    co_return std::make_unique<int>(3);
}
template <typename F>
QString refusal(F f)
{
    try {
        f();
    } catch (const InvalidState &e) {
        return e.message();
    }
    return QStringLiteral("nothing was thrown");
}

} // namespace

class TestTaskGroup : public GroupTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // Synchronous
    void synchronousChildrenCostNothing()
    {
        auto sum = expectInline([] {
            return eager(withTaskGroup([](TaskGroup &group) -> Coro<int> {
                const auto first = group.start(after(0, 1)), second = group.start(after(0, 2));
                group.start(yields(0));
                auto third = group.start(moveOnly(0));
                co_return first.result() + second.result() + *third.takeResult();
            }));
        });
        QVERIFY(sum.isReady());
        QVERIFY(!sum.isTask());
        QCOMPARE(sum.result(), 6);
        const auto nested = expectInline([] {
            return eager(withTaskGroup([](TaskGroup &group) -> Coro<int> {
                const auto inner = group.start(withTaskGroup([](TaskGroup &) { return after(0, 4); }));
                const int own = co_await withTaskGroup([](TaskGroup &) { return after(0, 5); });
                co_return inner.result() + own;
            }));
        });
        QCOMPARE(nested.result(), 9);
    }
    void aBodyThatSuspendsCostsNoMoreThanWithoutAGroup()
    {
        const WholeDrains wholeDrains;
        const Statistics plain = costOf(yields(3));
        QCOMPARE(costOf(withTaskGroup([](TaskGroup &) { return yields(3); })), plain);
        QCOMPARE(costOf(withTaskGroup([](TaskGroup &group) -> Coro<> {
                     group.start(yields(0));
                     co_await yields(3);
                 })),
                 (Statistics{.tasksCreated = 1,
                             .eventsPosted = plain.eventsPosted,
                             .eagerFinished = plain.eagerFinished + 1,
                             .loopTurns = plain.loopTurns,
                             .batches = plain.batches}));
        // Waiting for a child: a batch for its end, which tells the group, one for the group, in the turn in which the
        // child ends.
        QCOMPARE(costOf(withTaskGroup([](TaskGroup &group) -> Coro<> {
                     group.start(yields(3));
                     co_return;
                 })),
                 (Statistics{.tasksCreated = 2,
                             .eventsPosted = plain.eventsPosted,
                             .eagerFinished = plain.eagerFinished,
                             .loopTurns = plain.loopTurns,
                             .batches = plain.batches + 2}));
    }

    // Values
    void itGivesTheValueOfItsBody_data()
    {
        QTest::addColumn<int>("bodyTurns");
        QTest::addColumn<int>("childTurns");
        QTest::newRow("synchronous") << 0 << 0;
        QTest::newRow("body suspends") << 2 << 0;
        QTest::newRow("child suspends") << 0 << 2;
        QTest::newRow("child is longer") << 2 << 4;
        QTest::newRow("body is longer") << 4 << 2;
    }
    void itGivesTheValueOfItsBody()
    {
        QFETCH(const int, bodyTurns);
        QFETCH(const int, childTurns);
        auto moved = eager(withTaskGroup([=](TaskGroup &group) -> Coro<MoveOnly> {
            group.start(yields(childTurns));
            auto value = std::make_unique<int>(7);
            co_await yields(bodyTurns);
            co_return value;
        }));
        auto counted = eager(withTaskGroup([=](TaskGroup &group) -> Coro<NoDefault> {
            group.start(yields(childTurns));
            co_await yields(bodyTurns);
            co_return NoDefault(8);
        }));
        auto nothing = eager(withTaskGroup([=](TaskGroup &group) -> Coro<> {
            group.start(yields(childTurns));
            co_await yields(bodyTurns);
        }));
        QCOMPARE(moved.isReady(), bodyTurns + childTurns == 0);
        VERIFY_UNTIL(moved.isReady() && counted.isReady() && nothing.isReady());
        QCOMPARE(*moved.takeResult(), 7);
        QCOMPARE(counted.result().value, 8);
        nothing.result();
    }
    void childrenGiveTheirValues()
    {
        int sum = 0;
        MoveOnly last;
        QCOMPARE(endOf(withTaskGroup([&](TaskGroup &group) -> Coro<> {
                     auto started = group.start(after(1, 1));
                     const auto posted = group.post(after(1, 2)), created = group.createTask(after(1, 4));
                     auto moved = group.start(moveOnly(1));
                     sum = co_await std::move(started);
                     sum += co_await posted;
                     sum += co_await created;
                     last = co_await std::move(moved);
                 })),
                 QStringLiteral("value/0"));
        QCOMPARE(sum, 7);
        QCOMPARE(*last, 3);
    }

    // Members
    void childrenAddChildrenAfterTheBodyHasEnded()
    {
        std::optional<TaskGroup> kept;
        const auto again = [&](int left, const auto &self) -> Coro<> {
            co_await yieldNow();
            log(left);
            if (left > 0)
                kept->start(self(left - 1, self));
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     kept = group;
                     group.start(again(3, again));
                     log("body");
                     co_return;
                 })),
                 QStringLiteral("body 3 2 1 0 after value/0"));
    }
    void nestedGroupsEndFromTheInside()
    {
        QCOMPARE(endOf(runner([this](TaskGroup &outer) -> Coro<> {
                     outer.start(step("outer", 6));
                     const auto inner = [this, &outer](TaskGroup &group) -> Coro<> {
                         group.start(step("inner", 2));
                         outer.start(step("added", 3));
                         co_return;
                     };
                     co_await withTaskGroup(inner);
                     log("between");
                 })),
                 QStringLiteral("outer inner added inner-end added-end between outer-end after value/0"));
    }
    void sizeAndIsOpen()
    {
        std::optional<TaskGroup> kept;
        const auto state = [&] { log(kept->size(), kept->isOpen() ? "+" : "-"); };
        auto task = eager(withTaskGroup([&](TaskGroup &group) -> Coro<> {
            kept = group;
            state();
            const auto ready = group.start(yields(0));
            state();
            group.start(yields(1));
            auto longer = group.start(yields(3));
            state();
            co_await yields(2);
            state();
            co_await longer;
            state();
        }));
        VERIFY_UNTIL(task.isReady());
        state();
        COMPARE_LOG(log, "0+ 0+ 2+ 1+ 0+ 0-");
    }
    void aCopyIsTheSameGroupAndRefusesAfterItsEnd()
    {
        std::optional<TaskGroup> kept;
        auto task = eager(withTaskGroup([&](TaskGroup &group) -> Coro<> {
            TaskGroup copy = group;
            kept = copy;
            copy.start(step("child"));
            log(group.size());
            co_return;
        }));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "child 1 child-end");
        kept->cancel(); // nothing
        for (const QString &message :
             {refusal([&] { kept->start(tracked(Tracked())); }), refusal([&] { kept->post(tracked(Tracked())); }),
              refusal([&] { kept->createTask(tracked(Tracked())); })}) {
            QVERIFY2(message.startsWith(QStringLiteral("TaskGroup::")), qPrintable(message));
            QVERIFY2(message.contains(QStringLiteral("have ended")), qPrintable(message));
        }
        QCOMPARE(Tracked::alive, 0);
    }
    void whatItHoldsLivesUntilItsEnd()
    {
        auto task = eager(withTaskGroup([this, held = Tracked(5)](TaskGroup &group) -> Coro<> {
            group.start([](Log &words, const Tracked &reference) -> Coro<> {
                co_await yields(2);
                words("child:", reference.value);
            }(log, held));
            log("body");
            co_return;
        }));
        QCOMPARE(Tracked::alive, 1);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(Tracked::alive, 0);
        COMPARE_LOG(log, "body child:5");
    }
    void aChildDropsTheLastReferences()
    {
        struct Held
        {
            std::optional<TaskGroup> group;
            ValueTask<> host, child;
            Tracked tracked;
        };
        auto held = std::make_shared<Held>();
        const auto child = [this](std::shared_ptr<Held> last) -> Coro<> {
            co_await yieldNow();
            last.reset(); // the handles of the group, of its host and of itself
            log("dropped:", Tracked::alive);
            co_await yieldNow();
            log("on");
        };
        held->host = eager(runner([&](TaskGroup &group) -> Coro<> {
            held->group = group;
            held->child = group.start(child(held));
            co_return;
        }));
        held.reset();
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "dropped:0 on after");
    }
    void manyChildrenEndInAsManyTurnsAsFew()
    {
        const auto start = [this](int count) {
            return runner([this, count](TaskGroup &group) -> Coro<> {
                for (int i = 0; i < count; ++i)
                    group.start(yields(2));
                log(group.size());
                co_return;
            });
        };
        const Statistics few = costOf(start(2)), many = costOf(start(1000));
        QCOMPARE(many.batches, few.batches);
        QCOMPARE(many.tasksCreated, 1001u);
        COMPARE_LOG(log, "2 after 1000 after");
    }
};

QTEST_GUILESS_MAIN(TestTaskGroup)
#include "tst_taskgroup.moc"
