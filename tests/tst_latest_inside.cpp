// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A latest() that is used by its own body.

#include <qeager/latest.h>
#include <qeager/sleep.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

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
    void cleanup() { checkNothingIsLeft(3); }

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
    void calledByItsOwnBodyInItsEagerPhase()
    {
        // As when a search clears the edit whose change it was started by.
        std::optional<Latest<std::function<Coro<>(int)>>> slot;
        slot.emplace([&](int number) -> Coro<> {
            const Guard guard{log, number == 1 ? "first" : "second"};
            if (number == 1) {
                (*slot)(2);
                log("goes on");
            }
            co_await sleep(1h);
            log("never");
        });
        const auto first = (*slot)(1);
        spin(3);
        COMPARE_LOG(log, "goes on ~first");
        QVERIFY(first.isCancelled());
        QCOMPARE(allTasks().size(), 1);
    }
    void isRunningInItsEagerPhase()
    {
        std::optional<Latest<std::function<Coro<>()>>> slot;
        slot.emplace([&]() -> Coro<> {
            log(slot->isRunning());
            co_await yieldNow();
            log(slot->isRunning());
        });
        const auto outcome = (*slot)();
        VERIFY_UNTIL(outcome.isReady());
        COMPARE_LOG(log, "true true");
    }
    void cancelInItsEagerPhase()
    {
        std::optional<Latest<std::function<Coro<>()>>> slot;
        slot.emplace([&]() -> Coro<> {
            slot->cancel(u"enough"_s);
            co_await sleeper(log, "body");
        });
        const auto outcome = (*slot)();
        spin(2);
        COMPARE_LOG(log, "body!enough");
        QVERIFY(outcome.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestLatestInside)
#include "tst_latest_inside.moc"
