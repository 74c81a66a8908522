// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of CPython's asyncio.gather() and asynkit's eager tasks in it that QEager matches. The numbers in the
// names are those of docs/conformance.md.

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/parts.h"

using namespace QEager;

class TestConformanceGather : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }

    void line62_gatheringTasksThatCanBeAwaitedAgain()
    {
        const auto task = [this](const char *name, int yields) {
            return createTask(giving(log, name, yields, 1), {.eagerStart = true});
        };
        const auto sync = task("sync", 0), blocking = task("blocking", 1);
        QVERIFY(sync.isDone());
        QVERIFY(!blocking.isDone());
        const auto all = gather(sync, blocking);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "sync sync=1 blocking blocking=1");
        QCOMPARE(all.result(), std::tuple(1, 1));
        const auto again = [](Task<int> a, Task<int> b) -> Coro<int> { co_return co_await a + co_await b; };
        const auto sum = expectInline([&] { return eager(again, sync, blocking); });
        QCOMPARE(sum.result(), 2);
    }
    void line135_aGatherOfSynchronousPartsIsDoneOnReturn()
    {
        const auto awaiting = [this]() -> Coro<int> {
            auto all = gather(giving(log, "a", 0, 1), giving(log, "b", 0, 2));
            log("gathered-", all.isReady());
            const auto [a, b] = co_await std::move(all);
            co_return a + b;
        };
        const auto sum = expectInline([&] { return eager(awaiting); });
        QVERIFY(sum.isReady());
        QVERIFY(!sum.isTask());
        COMPARE_LOG(log, "a a=1 b b=2 gathered-true");
        QCOMPARE(sum.result(), 3);
    }
};

QTEST_GUILESS_MAIN(TestConformanceGather)
#include "tst_conformance_gather.moc"
