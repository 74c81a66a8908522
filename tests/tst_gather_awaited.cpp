// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    gather(), gatherSettled() and race() of what is not started but awaited: signals, sleeps, QFutures, timers,
    functions on a pool, handles, QCoro's things, alone and beside coroutines.
*/

#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/shield.h>
#include <qeager/startpolicy.h>

#include "shared/end.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QCoroSignal>
#include <QCoroTimer>

#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <stop_token>

using namespace QEager;
using namespace std::chrono_literals;

class Sender : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void sent();
    void told(int value);
    void both(int value, const QString &text);
};

namespace {

using Nothing = std::monostate;
template <typename... Parts>
using GatherOf = decltype(gather(std::declval<Parts>()...));
template <typename... Parts>
using RaceOf = decltype(race(std::declval<Parts>()...));
using Told = decltype(QEager::signal(std::declval<Sender *>(), &Sender::told));
using Both = decltype(QEager::signal(std::declval<Sender *>(), &Sender::both));
static_assert(std::same_as<GatherOf<QFuture<MoveOnly>, Sleep, Told>, ValueTask<std::tuple<MoveOnly, Nothing, int>>>);
static_assert(std::same_as<GatherOf<Both &>, ValueTask<std::tuple<std::tuple<int, QString>>>>);
static_assert(std::same_as<GatherOf<std::vector<QFuture<int>> &>, ValueTask<std::vector<int>>>);
static_assert(std::same_as<GatherOf<QList<TaskHandle>>, ValueTask<std::vector<Nothing>>>);
static_assert(std::same_as<GatherOf<QFuture<Task<int>>>, ValueTask<std::tuple<Task<int>>>>,
              "which has begin() and end(), too");
static_assert(std::same_as<RaceOf<Coro<int>, std::chrono::seconds>, ValueTask<std::variant<int, Nothing>>>);
static_assert(std::same_as<RaceOf<std::vector<QFuture<int>>>, ValueTask<RaceResult<int>>>);
static_assert(std::same_as<decltype(gatherSettled(std::declval<QFuture<int>>(), 1s)),
                           ValueTask<std::tuple<Outcome<int>, Outcome<void>>>>);

template <typename T>
QPromise<T> begun()
{
    QPromise<T> promise;
    promise.start();
    return promise;
}
template <typename T>
void finish(QPromise<T> &promise, T value)
{
    promise.addResult(std::move(value));
    promise.finish();
}
//! An awaitable of no library, which cannot be copied or moved.
struct Gate
{
    Gate() = default;
    Q_DISABLE_COPY_MOVE(Gate)
    std::coroutine_handle<> waiting;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { waiting = handle; }
    int await_resume() const noexcept { return 4; }
};
static_assert(Part<Gate &> && !Part<Gate>);

} // namespace

class TestGatherAwaited : public QObject
{
    Q_OBJECT
    Log log;
    std::unique_ptr<Sender> sender;

private Q_SLOTS:
    void init()
    {
        log.clear();
        sender = std::make_unique<Sender>();
    }
    void cleanup() { checkNothingIsLeft(); }

    void whatIsReadyCostsNothing()
    {
        const Task<int> done = eager(giving(log, "a", 0, 1)).task();
        const TaskHandle handle = done;
        const auto future = QtFuture::makeReadyFuture(2);
        QTimer inactive;
        const auto all =
            expectInline([&] { return gather(done, handle, future, inactive, &inactive, giving(log, "b", 0, 3)); });
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        QCOMPARE(all.result(), std::tuple(1, Nothing(), 2, Nothing(), Nothing(), 3));
        const QList<QFuture<int>> futures{future, QtFuture::makeReadyFuture(4)};
        QCOMPARE(expectInline([&] { return gather(futures); }).result(), (std::vector{2, 4}));
        const auto winner = expectInline([&] { return race(future, giving(log, "never", 0, 1), 1h); });
        QCOMPARE(winner.result().index(), 0u);
        const auto settled = expectInline([&] { return gatherSettled(handle, future); });
        QCOMPARE(std::get<1>(settled.result()).value(), 2);
        COMPARE_LOG(log, "a a=1 b b=3");
    }
    void everyKindAtOnce()
    {
        auto promise = begun<int>();
        QTimer timer;
        timer.start(0ms);
        const Task<int> task = eager(giving(log, "task", 2, 6)).task();
        const auto function = [] { return QStringLiteral("offloaded"); };
        Gate gate;
        auto all = gather(QEager::signal(sender.get(), &Sender::both), promise.future(), timer, QEager::sleep(1ns), 1ns,
                          yieldNow(), offload(function), shield(task), TaskHandle(task), gate,
                          qCoro(sender.get(), &Sender::told), giving(log, "coro", 0, 7));
        COMPARE_LOG(log, "task coro coro=7");
        QVERIFY(!all.isReady());
        Q_EMIT sender->both(1, u"text"_s);
        Q_EMIT sender->told(8);
        finish(promise, 2);
        std::exchange(gate.waiting, {}).resume();
        const auto values = end(std::move(all));
        QCOMPARE(std::get<0>(values), std::tuple(1, u"text"_s));
        QCOMPARE(std::get<1>(values), 2);
        QCOMPARE(std::get<6>(values), u"offloaded"_s);
        QCOMPARE(std::get<7>(values), 6);
        QCOMPARE(std::get<9>(values), 4);
        QCOMPARE(std::get<10>(values), 8);
        QCOMPARE(std::get<11>(values), 7);
    }
    void whatIsPendingCostsATask()
    {
        auto first = begun<int>(), second = begun<int>();
        const Cost cost;
        auto all = gather(first.future(), QtFuture::makeReadyFuture(2), second.future());
        QCOMPARE(cost().tasksCreated, 3u); // two that wait, and the gather
        QCOMPARE(cost().eventsPosted, 0u);
        finish(second, 3);
        finish(first, 1);
        QCOMPARE(end(std::move(all)), std::tuple(1, 2, 3));
        QCOMPARE(cost().tasksCreated, 3u);
    }
    void aRangeOfFutures_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("all at once") << 0;
        QTest::newRow("one after the other") << 1;
    }
    void aRangeOfFutures()
    {
        QFETCH(const int, limit);
        auto first = begun<Tracked>(), second = begun<Tracked>();
        auto all = gather(std::vector{first.future(), second.future()}, {.limit = limit});
        finish(second, Tracked(2));
        spin(3);
        QVERIFY(!all.isReady());
        finish(first, Tracked(1));
        const auto values = end(std::move(all));
        QCOMPARE(values[0].value, 1);
        QCOMPARE(values[1].value, 2);
    }
    void moveOnlyValues()
    {
        auto promise = begun<MoveOnly>();
        const auto function = [] { return std::make_unique<int>(2); };
        auto all = gather(promise.future(), offload(function));
        finish(promise, std::make_unique<int>(1));
        const auto [a, b] = end(std::move(all));
        QCOMPARE(*a + *b, 3);
    }
    void whatIsBegunIsBegunInOrderAndBeforeItReturns()
    {
        QThreadPool pool;
        QSemaphore begin;
        const auto function = [&] { begin.acquire(); };
        const auto all =
            eager(receiver(log, gather(giving(log, "a", 0, 1), offload(function, &pool), giving(log, "b", 0, 2),
                                       QEager::signal(sender.get(), &Sender::sent))));
        Q_EMIT sender->sent(); // it listens already
        log("sent");
        begin.release();
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a a=1 b b=2 sent done");
    }
    void anExceptionOfAFutureIsTheOutcomeAndTheOthersRunOn()
    {
        Messages messages;
        {
            auto promise = begun<int>();
            const auto all = eager(receiver(
                log, gather(giving(log, "a", 9, 1), promise.future(), QEager::signal(sender.get(), &Sender::sent))));
            promise.setException(std::make_exception_ptr(std::runtime_error("no")));
            promise.finish();
            VERIFY_UNTIL(all.isReady());
            COMPARE_LOG(log, "a failed:no");
            Q_EMIT sender->sent();
            VERIFY_UNTIL(allTasks().isEmpty());
            COMPARE_LOG(log, "a failed:no a=1");
        }
        QCOMPARE(messages.take(), QString());
    }
    void aSenderThatDiesIsACancelledPart()
    {
        const auto all =
            eager(receiver(log, gather(QEager::signal(sender.get(), &Sender::sent), giving(log, "a", 1, 1))));
        sender.reset();
        VERIFY_UNTIL(all.isReady());
        QVERIFY(log.words().startsWith(u"a cancelled:"_s) || log.words().startsWith(u"a a=1 cancelled:"_s));
        VERIFY_UNTIL(allTasks().isEmpty());
    }
    void aTimerThatDiesIsNotTheOwner()
    {
        auto timer = std::make_unique<QTimer>();
        timer->start(1h);
        auto all = gatherSettled(*timer, giving(log, "a", 1, 1));
        timer.reset();
        VERIFY_UNTIL(all.isReady());
        const auto [first, second] = all.takeResult();
        QVERIFY(first.isCancelled());
        QVERIFY(second.hasValue());
        QVERIFY_THROWS_EXCEPTION(Cancelled, first.value());
        try {
            first.value();
        } catch (const Cancelled &e) {
            QVERIFY(!e.message().contains(u"owner"_s)); // it was told what any co_await would be
        }
    }
    void gatherSettledGivesAnOutcomeOfEach()
    {
        auto failing = begun<int>(), cancelled = begun<int>();
        auto all = gatherSettled(std::vector{failing.future(), cancelled.future(), QtFuture::makeReadyFuture(3)});
        failing.setException(std::make_exception_ptr(std::runtime_error("no")));
        failing.finish();
        cancelled.future().cancel();
        cancelled.finish();
        const auto outcomes = end(std::move(all));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, outcomes[0].value());
        QVERIFY(outcomes[1].isCancelled());
        QCOMPARE(*outcomes[2], 3);
    }
    void cancellingReachesWhatIsAwaited()
    {
        auto promise = begun<int>();
        QThreadPool pool;
        const auto function = [](std::stop_token stop) {
            while (!stop.stop_requested())
                std::this_thread::yield();
        };
        const Task<int> child = eager(cleaning(log, "child", 1)).task();
        auto kept = eager(cleaning(log, "kept", 0));
        const auto all = eager(receiver(log, gather(promise.future(), 1h, offload(function, &pool), TaskHandle(child),
                                                    shield(kept.task()), QEager::signal(sender.get(), &Sender::sent))));
        QVERIFY(all.cancel(u"stop"_s));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "child kept child!stop ~child cancelled:stop");
        QVERIFY(promise.isCanceled());
        QVERIFY(pool.waitForDone(10'000));
        Q_EMIT sender->sent(); // nobody listens
        promise.finish();
        kept.cancel(u"end"_s);
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "child kept child!stop ~child cancelled:stop kept!end ~kept");
    }
    void aRaceCancelsWhatLoses()
    {
        auto slow = begun<int>(), quick = begun<int>();
        auto all = race(std::vector{slow.future(), quick.future()});
        finish(quick, 2);
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(all.result().index, 1);
        QCOMPARE(all.result().value, 2);
        QVERIFY(slow.isCanceled());
        slow.finish();
    }
    void aRaceOfAButtonAndATimeout()
    {
        const auto wait = [this](std::chrono::nanoseconds limit) {
            return race(QEager::signal(sender.get(), &Sender::told), cleaning(log, "load", 1), limit);
        };
        const auto timedOut = end(wait(1ns));
        QCOMPARE(timedOut.index(), 2u);
        COMPARE_LOG(log, "load load!Another part ended first. ~load");
        auto pressed = wait(1h);
        Q_EMIT sender->told(5);
        QCOMPARE(std::get<0>(end(std::move(pressed))), 5);
    }
    void afterASynchronousWinnerNothingIsBegunAndWhatRunsIsCancelled()
    {
        auto promise = begun<int>();
        const Task<int> child = eager(cleaning(log, "child", 1)).task();
        const auto function = [this] { log("never"); };
        const auto all = eager(
            receiver(log, race(giving(log, "a", 0, 1), offload(function), 1h, promise.future(), TaskHandle(child))));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "child a a=1 child!Another part ended first. ~child done");
        QVERIFY(promise.isCanceled());
        promise.finish();
        QVERIFY(child.isCancelled());
    }
    void lvaluesAreCopiedOrReferredTo()
    {
        const int before = Tracked::copies;
        auto promise = begun<Tracked>();
        QFuture<Tracked> future = promise.future();
        auto all = gather(future, std::as_const(future));
        future = {}; // it has its own
        finish(promise, Tracked(3));
        const auto [a, b] = end(std::move(all));
        QCOMPARE(a.value + b.value, 6);
        QVERIFY(Tracked::copies - before <= 3);
        const auto function = [kept = Tracked(1)] { return kept.value; };
        auto job = offload(function);
        QCOMPARE(end(gather(std::move(job))), std::tuple(1));
    }
    void theStartPolicyHasNoSay()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        auto promise = begun<int>();
        const auto all =
            gather(promise.future(), QtFuture::makeReadyFuture(2), QEager::signal(sender.get(), &Sender::sent));
        Q_EMIT sender->sent();
        finish(promise, 1);
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(std::get<0>(all.result()), 1);
    }
    void allTasksCanBeGathered()
    {
        static_cast<void>(eager(giving(log, "a", 2, 1)));
        static_cast<void>(eager(sleeper(log, "b")));
        const auto all = gatherSettled(allTasks());
        spin(4);
        COMPARE_LOG(log, "a a=1");
        allTasks().at(1).cancel(u"stop"_s);
        VERIFY_UNTIL(all.isReady());
        QVERIFY(all.result()[0].hasValue());
        QVERIFY(all.result()[1].isCancelled());
    }
    void insideCoroutines()
    {
        auto promise = begun<int>();
        const auto ours = [&]() -> Coro<int> {
            const auto future = promise.future();
            const auto [a, b] = co_await gather(future, giving(log, "b", 1, 2));
            const std::vector futures{future, future}; // GCC 12 cannot make it in the next line
            const auto range = co_await gather(futures);
            co_return a + b + range[0] + range[1];
        };
        const auto theirs = [&]() -> QCoro::Task<int> {
            const auto winner = co_await race(1h, promise.future());
            co_return std::get<1>(winner);
        };
        auto sum = eager(ours), first = eager(theirs);
        finish(promise, 10);
        QCOMPARE(end(std::move(sum)), 32);
        QCOMPARE(end(std::move(first)), 10);
        COMPARE_LOG(log, "b b=2");
    }
};

QTEST_GUILESS_MAIN(TestGatherAwaited)
#include "tst_gather_awaited.moc"
