// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/valuetask.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <QCoroCore>

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::copyable<ValueTask<int>> && std::movable<ValueTask<int>> &&
              std::default_initializable<ValueTask<int>>);
static_assert(std::is_nothrow_move_constructible_v<ValueTask<QString>> &&
              std::is_nothrow_move_assignable_v<ValueTask<QString>>);
static_assert(sizeof(ValueTask<int>) == 2 * sizeof(void *));
static_assert(std::same_as<ValueTask<int>::value_type, int>);
static_assert(std::same_as<decltype(std::declval<const ValueTask<QString> &>().result()), const QString &>);
static_assert(std::same_as<decltype(ready(std::declval<const QString &>())), ValueTask<QString>>);
static_assert(QCoro::Awaitable<ValueTask<int>>);

namespace {

ValueTask<int> now(int n) { co_return n; }
ValueTask<int> later(int n)
{
    co_await yieldNow();
    co_return n;
}
ValueTask<int> failing(bool suspend)
{
    if (suspend)
        co_await yieldNow();
    throw std::runtime_error("failed");
}
ValueTask<int> chain(int depth)
{
    if (depth == 0) {
        co_await yieldNow();
        co_return 0;
    }
    co_return 1 + co_await chain(depth - 1);
}

} // namespace

class TestValueTask : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }

    void aCoroutineStartsWhenItIsCalled()
    {
        auto value = expectInline([] { return now(3); });
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        QCOMPARE(value.result(), 3);
        auto pending = later(4);
        QVERIFY(!pending.isReady());
        QVERIFY(pending.isTask());
        VERIFY_UNTIL(pending.isReady());
        QCOMPARE(pending.takeResult(), 4);
    }
    // It ends in its task, and what it gives comes back from there.
    void aFunctionThatEndsInlineAndHasATask()
    {
        QCOMPARE(Tracked::alive, 0);
        const auto asks = []() -> ValueTask<Tracked> {
            currentTask();
            co_return Tracked(1);
        };
        const auto starts = [&asks]() -> ValueTask<Tracked> {
            const Task<Tracked> child = eager(asks).task();
            co_return Tracked(child.result().value + 1);
        };
        const auto inCoro = [&asks]() -> Coro<Tracked> {
            const Task<Tracked> child = eager(asks).task();
            co_return Tracked(child.result().value + 2);
        };
        const auto through = [&inCoro]() -> ValueTask<Tracked> { co_return co_await inCoro(); };
        QCOMPARE(through().result().value, 3);
        QCOMPARE(eager([&through]() -> Coro<int> { co_return (co_await through()).value; }).result(), 3);
        const auto awaits = [&starts]() -> Coro<int> { co_return (co_await starts()).value; };
        QCOMPARE(starts().result().value, 2);
        QCOMPARE(eager(starts).result().value, 2);
        QCOMPARE(eager(awaits).result(), 2);
        QCOMPARE(Tracked::alive, 0);
    }
    void carriesEveryKindOfResult()
    {
        for (const bool suspend : {false, true}) {
            auto none = [](bool s) -> ValueTask<void> {
                if (s)
                    co_await yieldNow();
            }(suspend);
            auto moveOnly = [](bool s) -> ValueTask<MoveOnly> {
                if (s)
                    co_await yieldNow();
                co_return std::make_unique<int>(1);
            }(suspend);
            auto noDefault = [](bool s) -> ValueTask<NoDefault> {
                if (s)
                    co_await yieldNow();
                co_return NoDefault(2);
            }(suspend);
            auto large = [](bool s) -> ValueTask<Large> {
                if (s)
                    co_await yieldNow();
                Large l;
                l.values[7] = 3;
                co_return l;
            }(suspend);
            int target = 4;
            auto reference = [](bool s, int &r) -> ValueTask<std::reference_wrapper<int>> {
                if (s)
                    co_await yieldNow();
                co_return r;
            }(suspend, target);
            QCOMPARE(large.isReady(), !suspend);
            VERIFY_UNTIL(reference.isReady());
            none.result();
            QCOMPARE(*moveOnly.result(), 1);
            QCOMPARE(*moveOnly.takeResult(), 1);
            QCOMPARE(noDefault.result().value, 2);
            QCOMPARE(large.result().values[7], 3);
            QCOMPARE(&reference.result().get(), &target);
        }
    }
    void readyNeedsNothing()
    {
        const Cost cost;
        auto value = ready(QStringLiteral("v"));
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        QVERIFY(!value.isCancelled());
        QCOMPARE(value.takeResult(), QStringLiteral("v"));
        ready().result();
        QCOMPARE(cost(), Statistics());
    }
    void movesKeepTheOutcome()
    {
        auto a = ready(std::make_unique<int>(1));
        auto b = std::move(a);
        a = later(2).then([](int n) { return std::make_unique<int>(n); });
        std::swap(a, b);
        QCOMPARE(*a.result(), 1);
        VERIFY_UNTIL(b.isReady());
        QCOMPARE(*b.result(), 2);
    }

    // Errors
    void rule10_readingAPendingOneIsInvalidState()
    {
        auto value = later(1);
        QVERIFY_THROWS_EXCEPTION(InvalidState, value.result());
        QVERIFY_THROWS_EXCEPTION(InvalidState, value.takeResult());
        QVERIFY_THROWS_EXCEPTION(InvalidState, value.exception());
        try {
            value.result();
        } catch (const InvalidState &e) {
            QVERIFY2(QString::fromUtf8(e.what()).contains(QLatin1String("await")), e.what());
        }
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.takeResult(), 1);
    }
    void rule10_emptyOnesAreReadyAndInvalidState()
    {
        ValueTask<int> never;
        auto moved = now(1);
        auto taken = std::move(moved);
        QCOMPARE(taken.takeResult(), 1);
        for (ValueTask<int> *empty : {&never, &moved, &taken}) {
            QVERIFY(empty->isReady());
            QVERIFY(!empty->isTask());
            QVERIFY(!empty->isCancelled());
            QVERIFY(!empty->cancel());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->result());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->takeResult());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->exception());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->task());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->toFuture());
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->then(nullptr, [](int) {}));
            QVERIFY_THROWS_EXCEPTION(InvalidState, empty->then([](int) { return 0; }).result());
            auto awaiting = eager([](ValueTask<int> *v) -> Coro<int> { co_return co_await *v; }, empty);
            QVERIFY_THROWS_EXCEPTION(InvalidState, awaiting.result());
        }
    }
    void anLvalueIsAwaitedAnyNumberOfTimes()
    {
        for (const bool suspend : {false, true}) {
            const auto value = suspend ? later(5) : now(5);
            const auto wait = [this](const ValueTask<int> &v, QString name) -> Coro<int> {
                const int first = co_await v;
                log(name);
                co_return first + co_await v;
            };
            auto one = eager(wait, std::cref(value), QStringLiteral("one")),
                 two = eager(wait, std::cref(value), QStringLiteral("two"));
            const auto next = value.then([](int v) { return v + 1; });
            QCOMPARE(one.isReady(), !suspend);
            VERIFY_UNTIL(one.isReady() && two.isReady() && next.isReady());
            QCOMPARE(one.result() + two.result() + next.result() + value.result(), 10 + 10 + 6 + 5);
        }
        COMPARE_LOG(log, "one two one two");
    }
    void whatFailedIsToldToAll()
    {
        for (const bool suspend : {false, true}) {
            const auto value = failing(suspend);
            const auto wait = [](const ValueTask<int> &v) -> Coro<int> { co_return co_await v; };
            const auto one = eager(wait, std::cref(value)), two = eager(wait, std::cref(value));
            const auto next = value.then([](int) { return 0; }, [](const std::exception &) { return 7; });
            VERIFY_UNTIL(one.isReady() && two.isReady() && next.isReady());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, one.result());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, two.result());
            QCOMPARE(next.result(), 7);
        }
    }
    void aMoveOnlyValueGoesToTheFirst()
    {
        for (const bool suspend : {false, true}) {
            const auto boxed = [](bool suspends) -> ValueTask<std::unique_ptr<int>> {
                if (suspends)
                    co_await yieldNow();
                co_return std::make_unique<int>(5);
            };
            const auto value = boxed(suspend);
            const auto wait = [](const ValueTask<std::unique_ptr<int>> &v) -> Coro<int> {
                const auto box = co_await v;
                co_return *box;
            };
            const auto one = eager(wait, std::cref(value)), two = eager(wait, std::cref(value));
            VERIFY_UNTIL(one.isReady() && two.isReady());
            QCOMPARE(one.result(), 5);
            QVERIFY_THROWS_EXCEPTION(InvalidState, two.result());
        }
    }
    void awaitedAsAnRvalueItIsEmpty()
    {
        for (const bool suspend : {false, true}) {
            auto value = suspend ? later(5) : now(5);
            const auto outer = eager(
                [](ValueTask<int> &v) -> Coro<int> {
                    const int first = co_await std::move(v);
                    try {
                        co_await v;
                    } catch (const InvalidState &) {
                        co_return first;
                    }
                    co_return -1;
                },
                std::ref(value));
            VERIFY_UNTIL(outer.isReady());
            QCOMPARE(outer.result(), 5);
        }
    }
    void theReferenceStaysValidWhileOthersGoOn()
    {
        const auto value = now(5);
        const int &seen = value.result();
        const auto next = value.then([](int v) { return v + 1; });
        QCOMPARE(next.result(), 6);
        QCOMPARE(&value.result(), &seen);
        QVERIFY(!value.isTask());
    }
    void fromAndToQCoro()
    {
        const auto old = [](int n, bool suspend) -> QCoro::Task<int> {
            if (suspend)
                co_await QCoro::sleepFor(1ms);
            co_return n;
        };
        const auto wanted = [](QCoro::Task<int> task) -> QCoro::Task<int> { co_return co_await task; };
        for (const bool suspend : {false, true}) {
            const auto given = [&]() -> ValueTask<int> { return old(3, suspend); };
            const auto value = given();
            QCOMPARE(value.isReady(), !suspend);
            const auto both = eager([&]() -> Coro<int> {
                ValueTask<int> ours = suspend ? later(4) : now(4);
                co_return co_await wanted(std::move(ours)) + co_await value;
            });
            VERIFY_UNTIL(both.isReady());
            QCOMPARE(both.result(), 7);
        }
    }

    void exceptionsComeOutWhereTheResultIsRead()
    {
        for (const bool suspend : {false, true}) {
            auto value = failing(suspend);
            VERIFY_UNTIL(value.isReady());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
            QVERIFY(value.exception());
            QVERIFY(!value.isCancelled());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.takeResult());
        }
    }
    void taskSharesTheOutcome()
    {
        auto value = now(6);
        Task<int> task = value.task();
        QVERIFY(task.isDone());
        QVERIFY(value.isTask());
        QCOMPARE(task.result(), 6);
        QVERIFY(value.task() == task);
        QCOMPARE(value.takeResult(), 6);
        QCOMPARE(task.result(), 6);
        Task<int> failed = failing(false).task();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.result());
    }
    void toFuture()
    {
        QCOMPARE(now(1).toFuture().result(), 1);
        QCOMPARE(*ready(std::make_unique<int>(2)).toFuture().takeResult(), 2);
        QFuture<int> pending = later(3).toFuture();
        VERIFY_UNTIL(pending.isFinished());
        QCOMPARE(pending.result(), 3);
        QFuture<int> failed = failing(true).toFuture();
        VERIFY_UNTIL(failed.isFinished());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.result());
    }

    // Rule 5, last part: an rvalue's awaiter goes on at once; a chain of them is one turn and constant stack.
    void rule5_aChainOfRvaluesEndsInOneTurn()
    {
        const StartPolicyScope nestAll({.maxDepth = 1'000}); // the way down takes stack, most with a sanitizer
        auto outer = chain(999);
        const Cost cost;
        VERIFY_UNTIL(outer.isReady());
        QCOMPARE(outer.result(), 999);
        QCOMPARE(cost(), (Statistics{.loopTurns = 1, .batches = 1}));
    }
    void rule5_anLvaluesAwaiterIsQueued()
    {
        auto outer = [this](bool rvalue) -> Coro<void> {
            auto inner = later(0);
            if (rvalue)
                co_await std::move(inner);
            else
                co_await inner;
            log(rvalue ? "rvalue" : "lvalue");
        };
        auto other = [this]() -> Coro<void> {
            co_await yieldNow();
            log("other");
        };
        auto a = eager(outer, false), b = eager(outer, true), c = eager(other);
        VERIFY_UNTIL(a.isReady() && b.isReady() && c.isReady());
        COMPARE_LOG(log, "rvalue other lvalue");
    }

    // Rule 9
    void rule9_aDroppedPendingOneRunsOn()
    {
        {
            auto dropped = [](Log &words) -> ValueTask<void> {
                co_await yieldNow();
                words("ran");
            }(log);
        }
        VERIFY_UNTIL(log.words() == QLatin1String("ran"));
    }
    void rule10_aDetachedExceptionIsLoggedWithTheTasksName()
    {
        Messages messages;
        failing(true).task().setName(QStringLiteral("sync"));
        QString said;
        VERIFY_UNTIL(!(said = messages.take()).isEmpty());
        QCOMPARE(said, QStringLiteral("The exception of sync was never retrieved: failed"));
    }
};

QTEST_GUILESS_MAIN(TestValueTask)
#include "tst_valuetask.moc"
