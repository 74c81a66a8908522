// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/coro.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <algorithm>
#include <stdexcept>

using namespace QEager;

static_assert(!std::copyable<Coro<int>> && std::movable<Coro<int>>);
static_assert(std::is_nothrow_move_constructible_v<Coro<int>> && std::is_nothrow_default_constructible_v<Coro<int>>);
static_assert(sizeof(Coro<Large>) == sizeof(void *));
static_assert(QCoro::Awaitable<Coro<int>>);

class TestCoro : public QObject
{
    Q_OBJECT

    Log log;

    Coro<int> logging(const char *word, int result)
    {
        log(word);
        co_return result;
    }
    static Coro<int> depth(int n) // not with ?:, in which GCC 12 awaits whatever the condition is
    {
        if (n == 0)
            co_return 0;
        co_return 1 + co_await depth(n - 1);
    }
    static Coro<int> suspendedDepth(int n)
    {
        if (n == 0)
            co_await yieldNow();
        else
            n = co_await suspendedDepth(n - 1);
        co_return n + 1;
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void callingRunsNothing()
    {
        {
            auto coro = logging("ran", 1);
            QVERIFY(!coro.isNull());
        }
        COMPARE_LOG(log, "");
    }
    void droppedUnstartedDestroysParameters()
    {
        QCOMPARE(Tracked::alive, 0);
        {
            auto coro = [](Tracked) -> Coro<void> { co_return; }(Tracked(1));
            QCOMPARE(Tracked::alive, 1);
        }
        QCOMPARE(Tracked::alive, 0);
    }
    void awaitingRunsItInThatMoment()
    {
        auto outer = [this]() -> Coro<int> {
            auto inner = logging("inner", 2);
            log("before");
            const int value = co_await std::move(inner);
            log("after");
            co_return value;
        };
        QCOMPARE(expectInline([&] { return eager(outer).takeResult(); }), 2);
        COMPARE_LOG(log, "before inner after");
    }
    void anLvalueIsAwaitedOnceToo()
    {
        auto outer = [this]() -> Coro<int> {
            auto inner = logging("inner", 2);
            const int first = co_await inner;
            log(inner.isNull());
            try {
                co_await inner;
            } catch (const InvalidState &e) {
                log(QString::fromUtf8(e.what()).section(QLatin1Char(':'), 0, 0).remove(QLatin1Char(' ')));
            }
            co_return first;
        };
        QCOMPARE(eager(outer).takeResult(), 2);
        COMPARE_LOG(log, "inner true ThisCoroisempty");
    }
    void emptyOnesAreInvalidState()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(Coro<int>()));
        QVERIFY_THROWS_EXCEPTION(InvalidState, post(Coro<int>()));
        auto coro = logging("moved", 1);
        auto moved = std::move(coro);
        QVERIFY(coro.isNull());
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(std::move(coro)));
        QCOMPARE(eager(std::move(moved)).result(), 1);
        COMPARE_LOG(log, "moved");
    }
    void moveAssignmentDropsTheOld()
    {
        auto first = [](Tracked) -> Coro<int> { co_return 1; }(Tracked());
        first = [](Tracked) -> Coro<int> { co_return 2; }(Tracked());
        QCOMPARE(eager(std::move(first)).result(), 2);
        QCOMPARE(Tracked::alive, 0);
    }
    void carriesEveryKindOfResult()
    {
        auto all = []() -> Coro<int> {
            co_await []() -> Coro<void> { co_return; }();
            MoveOnly moveOnly = co_await []() -> Coro<MoveOnly> { co_return std::make_unique<int>(1); }();
            NoDefault noDefault = co_await []() -> Coro<NoDefault> { co_return 2; }();
            int target = 3;
            int &reference = co_await [](int &r) -> Coro<std::reference_wrapper<int>> { co_return r; }(target);
            Large large = co_await []() -> Coro<Large> {
                Large l;
                l.values.back() = 4;
                co_return l;
            }();
            std::optional<int> converted = co_await []() -> Coro<std::optional<int>> { co_return 5; }();
            std::pair<int, int> braces = co_await []() -> Coro<std::pair<int, int>> { co_return {6, 7}; }();
            co_return *moveOnly + noDefault.value + reference + large.values.back() + *converted + braces.second;
        };
        QCOMPARE(expectInline([&] { return eager(all).takeResult(); }), 1 + 2 + 3 + 4 + 5 + 7);
    }
    void exceptionsPassThroughEveryLevel()
    {
        auto thrower = []() -> Coro<void> {
            throw std::runtime_error("deep");
            co_return;
        };
        auto middle = [&]() -> Coro<void> { co_await thrower(); };
        auto outer = [&]() -> Coro<QString> {
            try {
                co_await middle();
            } catch (const std::runtime_error &e) {
                co_return QString::fromUtf8(e.what());
            }
            co_return QString();
        };
        QCOMPARE(eager(outer).takeResult(), QStringLiteral("deep"));
    }
    void throwingWhileReturningIsTheOutcome()
    {
        struct ThrowsAtEnd
        {
            ~ThrowsAtEnd() noexcept(false) { throw std::runtime_error("at the end"); }
        };
        auto value = eager([]() -> Coro<Tracked> {
            ThrowsAtEnd guard;
            co_return Tracked(1);
        });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
        QCOMPARE(Tracked::alive, 0);
    }
    void parametersGoWhenTheResultIsThere()
    {
        auto inner = [](Tracked) -> Coro<int> { co_return Tracked::alive; };
        auto outer = [&]() -> Coro<void> {
            log(co_await inner(Tracked()));
            log(Tracked::alive);
        };
        eager(outer);
        COMPARE_LOG(log, "2 0"); // the argument and the parameter; then neither
    }
    // Debug builds too: nothing here depends on the compiler's tail calls.
    void oneMillionDeepWithoutSuspending() { QCOMPARE(eager(depth(1'000'000)).takeResult(), 1'000'000); }
    void oneMillionInALoop()
    {
        auto loop = []() -> Coro<int> {
            int sum = 0;
            for (int i = 0; i < 1'000'000; ++i)
                sum += co_await depth(0) + 1;
            co_return sum;
        };
        QCOMPARE(eager(loop).takeResult(), 1'000'000);
    }
    void neitherDepthNorLengthTakesStack()
    {
        struct Reach
        {
            quintptr lowest = ~quintptr(), highest = 0;
            Q_NEVER_INLINE void operator()()
            {
                const auto here = quintptr(__builtin_frame_address(0));
                lowest = std::min(lowest, here);
                highest = std::max(highest, here);
            }
            static Coro<> levels(Reach *reach, int n)
            {
                (*reach)();
                if (n > 0)
                    co_await levels(reach, n - 1);
                (*reach)();
            }
            static Coro<> loop(Reach *reach, int n)
            {
                for (int i = 0; i < n; ++i)
                    co_await levels(reach, 0);
            }
        };
        for (auto *const way : {&Reach::levels, &Reach::loop}) {
            Reach reach;
            const auto task = eager(way(&reach, 10'000));
            VERIFY_UNTIL(task.isReady());
            const quintptr taken = reach.highest - reach.lowest;
            QVERIFY2(taken < 32'768, qPrintable(QString::number(taken)));
        }
    }
    void rule5_aDeepChainEndsInOneTurn()
    {
        auto chain = eager(suspendedDepth(100'000));
        QVERIFY(!chain.isReady());
        const Cost cost;
        VERIFY_UNTIL(chain.isReady());
        QCOMPARE(chain.result(), 100'001);
        QCOMPARE(cost(), (Statistics{.loopTurns = 1, .batches = 1}));
    }

    // Some levels go by drive(), where transfers are no tail calls: nobody can tell which.
    void suspendingAtAnyDepth()
    {
        struct Level
        {
            static Coro<void> run(Log *log, int level, int yieldsAt)
            {
                (*log)("in", level);
                if (level == yieldsAt)
                    co_await yieldNow();
                if (level < 20)
                    co_await run(log, level + 1, yieldsAt);
                (*log)("out", level);
                if (level == 0)
                    throw std::runtime_error("end");
            }
        };
        QString whole;
        for (int yieldsAt = 0; yieldsAt <= 21; ++yieldsAt) { // the last time nobody yields
            log.clear();
            const Cost cost;
            auto task = eager(Level::run(&log, 0, yieldsAt));
            QCOMPARE(task.isReady(), yieldsAt == 21);
            QCOMPARE(cost().tasksCreated, quint64(yieldsAt <= 20));
            VERIFY_UNTIL(task.isReady());
            QCOMPARE(cost().loopTurns, quint64(yieldsAt <= 20));
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
            if (yieldsAt == 0)
                whole = log.words();
            QCOMPARE(log.words(), whole);
            QCOMPARE(whole.count(QLatin1Char(' ')), 41);
        }
    }
};

QTEST_GUILESS_MAIN(TestCoro)
#include "tst_coro.moc"
