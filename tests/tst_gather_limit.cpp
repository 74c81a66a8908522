// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    GatherOptions::limit.
*/

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qlist.h>

#include <algorithm>
#include <ranges>

using namespace QEager;

class TestGatherLimit : public QObject
{
    Q_OBJECT
    Log log;
    int running = 0;
    int most = 0;

    //! Takes so many turns; says when it begins and ends.
    Coro<int> part(int index, int yields, Tracked = Tracked())
    {
        log(index);
        most = std::max(most, ++running);
        for (int i = 0; i < yields; ++i)
            co_await yieldNow();
        --running;
        log("/", index);
        co_return index;
    }
    Coro<int> failure(int index, int yields, Tracked = Tracked())
    {
        log(index);
        for (int i = 0; i < yields; ++i)
            co_await yieldNow();
        log("!", index);
        throw std::runtime_error("failure");
    }
    std::vector<Coro<int>> parts(std::initializer_list<int> yields)
    {
        std::vector<Coro<int>> all;
        for (const int each : yields)
            all.push_back(part(int(all.size()), each));
        return all;
    }
    Coro<int> sleeping(const char *name, int turns, Tracked = Tracked()) { return cleaning(log, name, turns); }

private Q_SLOTS:
    void init()
    {
        log.clear();
        running = most = 0;
    }
    void cleanup() { checkNothingIsLeft(); }

    void neverMoreRunAtOnce_data()
    {
        QTest::addColumn<int>("limit");
        for (const int limit : {1, 2, 3, 7, 99, 100, 1000})
            QTest::addRow("%d", limit) << limit;
    }
    void neverMoreRunAtOnce()
    {
        QFETCH(const int, limit);
        const auto make = [this](int i) { return part(i, 1 + i * 7 % 5); };
        const auto all = gather(std::views::iota(0, 100) | std::views::transform(make), {.limit = limit});
        QCOMPARE(running, std::min(limit, 100));
        const Cost cost;
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(most, std::min(limit, 100));
        QVERIFY(std::ranges::equal(all.result(), std::views::iota(0, 100)));
        QCOMPARE(cost().tasksCreated, quint64(100 - std::min(limit, 100)));
    }
    void theNextStartsWhenOneHasEnded()
    {
        const auto all = gather(parts({3, 1, 1, 6, 1, 1}), {.limit = 2});
        COMPARE_LOG(log, "0 1");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "0 1 /1 /0 2 /2 3 4 /4 5 /5 /3");
        QCOMPARE(all.result(), (std::vector{0, 1, 2, 3, 4, 5}));
        QCOMPARE(most, 2);
    }
    void oneIsOneAfterTheOther()
    {
        const auto all = gather(parts({2, 1, 3}), {.limit = 1});
        const Cost cost;
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "0 /0 1 /1 2 /2");
        QCOMPARE(cost().batches,
                 12u); // of each part: its own, one until its end is counted, one until that is acted on
    }
    void zeroAndLessAreAll()
    {
        for (const qsizetype limit : {0, -1}) {
            most = 0;
            const auto all = gather(parts({1, 1, 1, 1}), {.limit = limit});
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(most, 4);
        }
    }
    void synchronousPartsDoNotCount()
    {
        const auto all = gather(parts({0, 1, 0, 0, 1, 0, 0, 1, 0}), {.limit = 1});
        COMPARE_LOG(log, "0 /0 1");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "0 /0 1 /1 2 /2 3 /3 4 /4 5 /5 6 /6 7 /7 8 /8");
        QCOMPARE(all.result(), (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    }
    void synchronousPartsAreAllDoneOnReturn()
    {
        auto range = parts({0, 0, 0});
        const auto all = expectInline([&] { return gather(std::move(range), {.limit = 2}); });
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        COMPARE_LOG(log, "0 /0 1 /1 2 /2");
        QCOMPARE(all.result(), (std::vector{0, 1, 2}));
        const auto none = expectInline([] { return gather(std::vector<Coro<int>>(), {.limit = 2}); });
        QVERIFY(none.isReady());
        QVERIFY(none.result().empty());
    }
    void aViewMakesItsPartsWhenTheirTurnComes()
    {
        const auto make = [this](int i) {
            log("make");
            return part(i, 1);
        };
        const auto all = gather(std::views::iota(0, 3) | std::views::transform(make), {.limit = 1});
        COMPARE_LOG(log, "make 0");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "make 0 /0 make 1 /1 make 2 /2");
    }
    void anLvalueContainerIsCopied()
    {
        auto tasks = std::make_unique<QList<Task<int>>>();
        for (int i = 0; i < 3; ++i)
            tasks->append(eager(part(i, 2)).task());
        const QList<Task<int>> handles = *tasks;
        auto all = gather(*tasks, {.limit = 1});
        tasks.reset();
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(all.result(), (std::vector{0, 1, 2}));
        QCOMPARE(handles[2].result(), 2);
    }
    void aFailureStopsFurtherStarts()
    {
        std::vector<Coro<int>> range;
        range.push_back(part(0, 9));
        range.push_back(failure(1, 1));
        range.push_back(part(2, 1));
        range.push_back(part(3, 0));
        const auto all = gather(std::move(range), {.limit = 2});
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "0 1 !1");
        QCOMPARE(Tracked::alive, 1); // the parameter of the one that runs
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "0 1 !1 /0");
    }
    void soDoesASynchronousFailure()
    {
        std::vector<Coro<int>> range;
        range.push_back(part(0, 2));
        range.push_back(failure(1, 0));
        range.push_back(part(2, 0));
        const auto all = gather(std::move(range), {.limit = 3});
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        QCOMPARE(Tracked::alive, 1);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "0 1 !1 /0");
    }
    void theFirstFailureByTimeIsTheOutcome()
    {
        Messages messages;
        auto all = eager(receiver(log, gather(rangeOf(named("late", failing(log, "late", 4)), named("v", part(0, 6)),
                                                      named("soon", failing(log, "soon", 1))),
                                              {.limit = 3})));
        VERIFY_UNTIL(all.isReady() && allTasks().isEmpty());
        QVERIFY(log.words().contains(u"failed:soon late! /0"_s));
        QCOMPARE(messages.take(), u"The exception of late was never retrieved: late"_s);
    }
    void aRequestStopsFurtherStarts()
    {
        std::vector<Coro<int>> range;
        range.push_back(sleeping("a", 3));
        range.push_back(part(1, 1));
        range.push_back(sleeping("b", 1));
        range.push_back(part(3, 1));
        range.push_back(part(4, 0));
        const auto all = eager(receiver(log, gather(std::move(range), {.limit = 2})));
        spin(4);
        COMPARE_LOG(log, "a 1 /1 b");
        QVERIFY(all.cancel(u"stop"_s));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a 1 /1 b a!stop b!stop ~b ~a cancelled:stop");
        QVERIFY(all.isCancelled());
        QCOMPARE(Tracked::alive, 0); // nothing of those that were not started
    }
    void aRequestInAnyTurnStopsFurtherStarts_data()
    {
        QTest::addColumn<bool>("settled");
        QTest::newRow("gather") << false;
        QTest::newRow("gatherSettled") << true;
    }
    void aRequestInAnyTurnStopsFurtherStarts()
    {
        QFETCH(const bool, settled);
        for (int turns = 0; turns < 6; ++turns) { // after two a part has ended, after three the next one runs
            log.clear();
            const auto ignore = [] {};
            std::vector<Coro<int>> range;
            range.push_back(sleeping("a", 2));
            range.push_back(part(1, 1));
            range.push_back(sleeping("b", 2));
            range.push_back(part(3, 0));
            const auto all = settled ? gatherSettled(std::move(range), {.limit = 2}).then(ignore)
                                     : gather(std::move(range), {.limit = 2}).then(ignore);
            spin(turns);
            const bool started = log.words().contains(u"b"_s);
            QCOMPARE(started, turns >= 3);
            QVERIFY(all.cancel(u"stop"_s));
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(messageOf(all), u"stop"_s);
            QCOMPARE(allTasks(), QList<TaskHandle>());
            QVERIFY(log.words().contains(u"a!stop"_s));
            QVERIFY(log.words().contains(u"~a"_s));
            QCOMPARE(log.words().contains(u"b"_s), started);
            QVERIFY(!log.words().contains(u"3"_s));
        }
    }
    void aHundredThousandPartsThatDoNotSuspend()
    {
        const auto make = [](int i) -> Coro<int> {
            if (i == 0)
                co_await yieldNow(); // so that all others are started by a task
            co_return i;
        };
        const auto all = gather(std::views::iota(0, 100000) | std::views::transform(make), {.limit = 1});
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(all.result().size(), 100000u);
        QCOMPARE(all.result().back(), 99999);
    }
};

QTEST_GUILESS_MAIN(TestGatherLimit)
#include "tst_gather_limit.moc"
