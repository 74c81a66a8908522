// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/statistics.h>

#include "shared/elsewhere.h"
#include "shared/loop.h"

using namespace QEager;

static_assert(std::is_trivially_copyable_v<Statistics>);

class TestStatistics : public QObject
{
    Q_OBJECT

    static Coro<int> sync() { co_return 1; }
    static Coro<void> twoTurns()
    {
        co_await yieldNow();
        co_await yieldNow();
    }

private Q_SLOTS:
    void rule2_countsASynchronousStart()
    {
        const Cost cost;
        QCOMPARE(eager(sync()).result(), 1);
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
    }
    void rule3_countsASuspension()
    {
        const Cost cost;
        auto task = eager(twoTurns());
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eventsPosted = 1}));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eventsPosted = 2, .loopTurns = 2, .batches = 2}));
    }
    void countsAPostedStart()
    {
        const Cost cost;
        auto task = post(sync());
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eventsPosted = 1}));
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(cost(),
                 (Statistics{.tasksCreated = 1, .eventsPosted = 1, .loopTurns = 1, .batches = 1, .postedStarts = 1}));
    }
    void manyInOneBatchNeedOneEvent()
    {
        const Cost cost;
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 100; ++i)
            tasks.push_back(post(sync()));
        VERIFY_UNTIL(tasks.back().isDone());
        QCOMPARE(
            cost(),
            (Statistics{.tasksCreated = 100, .eventsPosted = 1, .loopTurns = 1, .batches = 1, .postedStarts = 100}));
    }
    void eachThreadCountsItsOwn()
    {
        const Cost cost;
        const auto [first, then] = elsewhere([] {
            const Statistics before = Statistics::current();
            eager(sync());
            return std::pair(before, Statistics::current());
        });
        QCOMPARE(first, Statistics());
        QCOMPARE(then, (Statistics{.eagerFinished = 1}));
        QCOMPARE(cost(), Statistics());
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
