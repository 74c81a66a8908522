// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A latest() that is used by its own body.

#include <qeager/latest.h>
#include <qeager/sleep.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/loop.h"

#include <functional>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

class TestLatestInside : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        spin(3);
        QCOMPARE(allTasks().size(), 0);
        QVERIFY(currentTask().isNull());
    }

    void calledByItsOwnBodyWhenResumed()
    {
        std::optional<Latest<std::function<Coro<>(int)>>> slot;
        slot.emplace([&](int number) -> Coro<> {
            const Guard guard{log, number == 1 ? "first" : "second"};
            co_await yieldNow();
            if (number == 1) {
                (*slot)(2);
                log("goes on");
                co_await sleep(1h);
                log("never");
            }
            log("second");
            co_await sleep(1h);
        });
        const auto first = (*slot)(1);
        VERIFY_UNTIL(first.isReady());
        spin(2);
        QVERIFY(first.isCancelled());
        COMPARE_LOG(log, "goes on second ~first");
        QCOMPARE(allTasks().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLatestInside)
#include "tst_latest_inside.moc"
