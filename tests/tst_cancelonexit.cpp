// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/cancelonexit.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::copyable<CancelOnExit<int>> && !std::movable<CancelOnExit<int>>);

class TestCancelOnExit : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> body(bool block)
    {
        log(1);
        if (block)
            co_await yieldNow();
        log(2);
        co_return 3;
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void line12_awaitedInside_data()
    {
        QTest::addColumn<bool>("block");
        QTest::newRow("block") << true;
        QTest::newRow("sync") << false;
    }
    void line12_awaitedInside()
    {
        QFETCH(bool, block);
        auto outer = eager([this, block]() -> Coro<int> {
            CancelOnExit guard(eager(body(block)));
            log("a");
            co_return co_await *guard;
        });
        VERIFY_UNTIL(outer.isReady());
        QCOMPARE(outer.result(), 3);
        QCOMPARE(log.words(), block ? QStringLiteral("1 a 2") : QStringLiteral("1 2 a"));
    }
    void line13_leftWhilePending()
    {
        Task<int> task;
        {
            CancelOnExit guard(eager(body(true)));
            task = guard->task();
        }
        log("left");
        QVERIFY(!task.isDone());
        auto awaiting = eager([](Task<int> t) -> Coro<int> { co_return co_await t; }(task));
        VERIFY_UNTIL(awaiting.isReady());
        QVERIFY_THROWS_EXCEPTION(Cancelled, awaiting.result());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "1 left");
    }
    void line14_leftWhenFinished()
    {
        Task<int> task;
        {
            CancelOnExit guard(eager(body(false)));
            log("a");
            task = guard->task();
        }
        QVERIFY(!task.isCancelled());
        QCOMPARE(task.result(), 3);
        COMPARE_LOG(log, "1 2 a");
    }
    void leftByAnException()
    {
        Task<int> task;
        try {
            CancelOnExit guard(eager(body(true)));
            task = guard->task();
            throw 1;
        } catch (int) {
        }
        VERIFY_UNTIL(task.isDone());
        QVERIFY(task.isCancelled());
    }
    void notLookedAtAtAll()
    {
        {
            CancelOnExit guard(eager(body(true)));
        }
        spin(3);
        COMPARE_LOG(log, "1");
        QCOMPARE(allTasks().size(), 0);
    }
    void theAwaitingTaskIsCancelledInsideTheBlock()
    {
        auto outer = eager([this]() -> Coro<void> {
            CancelOnExit guard(eager(body(true)));
            co_await sleep(1h);
        });
        outer.cancel();
        VERIFY_UNTIL(outer.isReady());
        spin(2);
        COMPARE_LOG(log, "1 2"); // it had its turn before; asked to end afterwards, it was done
        QCOMPARE(allTasks().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCancelOnExit)
#include "tst_cancelonexit.moc"
