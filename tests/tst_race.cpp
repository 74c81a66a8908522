// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    race(): who wins, and what becomes of the others. How it is cancelled before there is a winner is in
    tst_gather_cancel.cpp.
*/

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qlist.h>

#include <ranges>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

template <typename... Parts>
using RaceOf = decltype(race(std::declval<Parts>()...));
template <typename... Parts>
concept CanRace = requires(Parts &&...parts) { race(std::forward<Parts>(parts)...); };

static_assert(std::same_as<RaceOf<Coro<int>, Coro<>, Coro<int>>, ValueTask<std::variant<int, std::monostate, int>>>);
static_assert(std::same_as<RaceOf<QCoro::Task<bool>, Task<MoveOnly> &>, ValueTask<std::variant<bool, MoveOnly>>>);
static_assert(std::same_as<RaceOf<std::vector<Coro<MoveOnly>>>, ValueTask<RaceResult<MoveOnly>>>);
static_assert(std::same_as<RaceOf<QList<Task<>> &>, ValueTask<RaceResult<void>>>);
static_assert(std::same_as<decltype(RaceResult<void>::value), std::monostate>);
static_assert(!CanRace<> && !CanRace<Coro<int> &> && !CanRace<std::vector<Coro<int>> &> && !CanRace<int>);

template <typename T>
Coro<T> later(T value, int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return value;
}
QCoro::Task<int> legacy(Log &log, int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    log("legacy");
    co_return 7;
}

} // namespace

class TestRace : public QObject
{
    Q_OBJECT
    Log log;
    int before = 0;

private Q_SLOTS:
    void init()
    {
        log.clear();
        before = Tracked::copies;
    }
    void cleanup()
    {
        checkNothingIsLeft();
        QCOMPARE(Tracked::copies, before);
    }

    void theFirstToEndWinsWhenTheOthersHaveCleanedUp_data() { addForms(Form::RaceTuple); }
    void theFirstToEndWinsWhenTheOthersHaveCleanedUp()
    {
        QFETCH(const int, form);
        const auto all = eager(
            receiver(log, several(Form(form), cleaning(log, "a", 3), giving(log, "b", 2, 2), cleaning(log, "c", 1))));
        const Cost cost;
        spin(4);
        COMPARE_LOG(log, "a b c b=2");
        VERIFY_UNTIL(all.isReady());
        const QString other = u"Another part ended first."_s;
        QCOMPARE(log.words(), u"a b c b=2 a!%1 c!%1 ~c ~a done"_s.arg(other));
        QCOMPARE(cost().tasksCreated, 0u);
        QCOMPARE(cost().batches, 10u); // two for b, four for a, two each until their ends are counted and acted on
    }
    void itGivesTheWinnersPlaceAndValue()
    {
        auto tuple = race(later(1, 9), later(std::make_unique<int>(2), 1), later(3, 9));
        auto range = race(rangeOf(later(Tracked(1), 9), later(Tracked(2), 9), later(Tracked(3), 1)));
        auto same = race(later(1, 2), later(2, 1));
        auto nothing = race(rangeOf(eager(later(1, 1)).then([] {}), eager(later(1, 2)).then([] {})));
        VERIFY_UNTIL(tuple.isReady() && range.isReady() && same.isReady() && nothing.isReady());
        const auto winner = tuple.takeResult();
        QCOMPARE(winner.index(), 1u);
        QCOMPARE(*std::get<1>(winner), 2);
        const RaceResult<Tracked> first = range.takeResult();
        QCOMPARE(first.index, 2);
        QCOMPARE(first.value.value, 3);
        QCOMPARE(same.result().index(), 1u);
        QCOMPARE(nothing.result().index, 0);
    }
    void anExceptionWinsToo_data() { addForms(Form::RaceTuple); }
    void anExceptionWinsToo()
    {
        QFETCH(const int, form);
        Messages messages;
        const auto all = eager(
            receiver(log, several(Form(form), cleaning(log, "a", 0), failing(log, "b", 1), cleaning(log, "c", 0))));
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(log.words().remove(u"Another part ended first."_s), u"a b c b! a! ~a c! ~c failed:b"_s);
        QCOMPARE(messages.take(), QString());
    }
    void itEndsWithTheOneThatWasCancelled()
    {
        auto first = eager(cleaning(log, "a", 0));
        const TaskHandle handle = first.task();
        const auto all = eager(receiver(log, race(std::move(first), cleaning(log, "b", 0))));
        handle.cancel(u"only-a"_s);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b a!only-a ~a b!Another part ended first. ~b cancelled:only-a");
    }
    void ofTwoInOneTurnTheFirstAndTheOtherIsNotCancelled()
    {
        Messages messages;
        {
            auto b = named("b", giving(log, "b", 1, 2)), a = named("a", giving(log, "a", 1, 1)),
                 c = named("c", failing(log, "c", 1));
            auto all = race(rangeOf(std::move(a), std::move(b), std::move(c)));
            VERIFY_UNTIL(all.isReady());
            COMPARE_LOG(log, "b a c b=2 a=1 c!");
            QCOMPARE(all.result().index, 1);
            QCOMPARE(all.result().value, 2);
        }
        QCOMPARE(messages.take(), QStringLiteral("The exception of c was never retrieved: c"));
    }
    void whoLosesIsDroppedWhateverItEndsWith_data() { addForms(Form::RaceTuple); }
    void whoLosesIsDroppedWhateverItEndsWith()
    {
        QFETCH(const int, form);
        Messages messages;
        {
            auto a = named("a", cleaning(log, "a", 0, Ending::Value)),
                 b = named("b", cleaning(log, "b", 1, Ending::Error)), c = named("c", giving(log, "c", 1, 3));
            const auto all = eager(receiver(log, several(Form(form), std::move(a), std::move(b), std::move(c))));
            VERIFY_UNTIL(all.isReady());
        }
        QCOMPARE(log.words().remove(u"Another part ended first."_s), u"a b c c=3 a! ~a b! ~b done"_s);
        QCOMPARE(messages.take(), QStringLiteral("The exception of b was never retrieved: b"));
    }
    void aSynchronousWinnerEndsItInline()
    {
        const auto tracked = [this](const char *name, Tracked) { return giving(log, name, 0, 1); };
        const auto tuple = expectInline([&] { return race(giving(log, "a", 0, 1), tracked("never", Tracked())); });
        QVERIFY(tuple.isReady());
        QVERIFY(!tuple.isTask());
        QCOMPARE(tuple.result().index(), 0u);
        auto parts = rangeOf(giving(log, "b", 0, 2), tracked("never", Tracked()));
        const auto range = expectInline([&] { return race(std::move(parts)); });
        QVERIFY(range.isReady());
        QVERIFY(!range.isTask());
        QCOMPARE(range.result().value, 2);
        const auto error = expectInline([&] { return race(failing(log, "c", 0), giving(log, "never", 0, 1)); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, error.result());
        COMPARE_LOG(log, "a a=1 b b=2 c c!");
    }
    void aSynchronousWinnerEndsThoseBeforeIt_data() { addForms(Form::RaceTuple); }
    void aSynchronousWinnerEndsThoseBeforeIt()
    {
        QFETCH(const int, form);
        const auto all = eager(receiver(
            log, several(Form(form), cleaning(log, "a", 2), giving(log, "b", 0, 2), giving(log, "never", 0, 3))));
        COMPARE_LOG(log, "a b b=2");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b b=2 a!Another part ended first. ~a done");
    }
    void whatRunsAlreadyIsCancelledAfterASynchronousWinner()
    {
        auto value = eager(cleaning(log, "value", 1));
        const Task<int> task = eager(cleaning(log, "task", 0)).task();
        const auto all =
            eager(receiver(log, race(giving(log, "now", 0, 1), std::move(value), giving(log, "never", 0, 1), task)));
        COMPARE_LOG(log, "value task now now=1");
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(log.words().remove(u"Another part ended first."_s),
                 u"value task now now=1 value! task! ~task ~value done"_s);
        QVERIFY(task.isCancelled());
    }
    void whatIsDoneAlreadyWins()
    {
        const Task<int> done = eager(giving(log, "done", 0, 1)).task();
        const auto all = expectInline([&] { return race(done, done, giving(log, "never", 0, 2)); });
        QCOMPARE(all.result().index(), 0u);
        QCOMPARE(done.result(), 1);
        const auto later = race(cleaning(log, "a", 0), done);
        QVERIFY(!later.isReady());
        VERIFY_UNTIL(later.isReady());
        QCOMPARE(later.result().index(), 1u);
        COMPARE_LOG(log, "done done=1 a a!Another part ended first. ~a");
    }
    void cancelledWhileTheLosersEnd_data() { addForms(Form::RaceTuple); }
    void cancelledWhileTheLosersEnd()
    {
        QFETCH(const int, form);
        const auto all = eager(
            receiver(log, several(Form(form), giving(log, "a", 1, 1), cleaning(log, "b", 9), cleaning(log, "c", 0))));
        spin(5);
        COMPARE_LOG(log, "a b c a=1 b!Another part ended first. c!Another part ended first. ~c");
        log.clear();
        QVERIFY(all.cancel(u"stop"_s));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "~b cancelled:stop");
        QVERIFY(all.isCancelled());
    }
    void theExceptionOfAWinnerThatCameTooLateIsLogged()
    {
        Messages messages;
        {
            auto a = named("a", failing(log, "a", 1));
            const auto all = race(std::move(a), cleaning(log, "b", 9));
            spin(5);
            QVERIFY(all.cancel(u"stop"_s));
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(messageOf(all), u"stop"_s);
        }
        QCOMPARE(messages.take(), QStringLiteral("The exception of a was never retrieved: a"));
    }
    void ofNobodyIsMisuse()
    {
        const auto all = race(std::vector<Coro<int>>());
        QVERIFY(all.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, all.result());
    }
    void anEmptyPartIsMisuse()
    {
        const auto tuple = race(giving(log, "a", 1, 1), Coro<int>());
        QVERIFY_THROWS_EXCEPTION(InvalidState, tuple.result());
        const auto range = race(rangeOf(Task<int>()));
        QVERIFY_THROWS_EXCEPTION(InvalidState, range.result());
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a a=1");
    }
    void aTaskOfQCoroMayWin()
    {
        const auto all = race(cleaning(log, "a", 0), legacy(log, 1));
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(std::get<1>(all.result()), 7);
        COMPARE_LOG(log, "a legacy a!Another part ended first. ~a");
    }
    void aTaskOfQCoroThatLosesIsLeftToItself()
    {
        const auto all = race(legacy(log, 9), giving(log, "b", 1, 2));
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(all.result().index(), 1u);
        COMPARE_LOG(log, "b b=2");
        VERIFY_UNTIL(log.words().endsWith(u"legacy"_s)); // nothing can end it
        COMPARE_LOG(log, "b b=2 legacy");
    }
    void insideATaskOfQCoro()
    {
        const auto foreign = [this]() -> QCoro::Task<int> {
            const auto [a, b] = co_await gather(giving(log, "a", 1, 1), giving(log, "b", 0, 2));
            const auto winner = co_await race(giving(log, "c", 0, 3), cleaning(log, "never", 0));
            co_return a + b + std::get<0>(winner);
        };
        const auto sum = eager(foreign);
        VERIFY_UNTIL(sum.isReady());
        QCOMPARE(sum.result(), 6);
    }
};

QTEST_GUILESS_MAIN(TestRace)
#include "tst_race.moc"
