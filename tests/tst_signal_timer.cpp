// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Awaiting a QTimer, which is awaiting its timeout().

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

class TestSignalTimer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awaitsATimer()
    {
        Log log;
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(1ms);
        auto task = eager([&]() -> Coro<> {
            co_await timer; // active
            log("fired");
            co_await &timer; // not active any more: does not suspend
            log("inactive");
            timer.start(1ms);
            QTimer *const pointer = &timer;
            co_await pointer;
            log("again");
        });
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "fired inactive again");

        QTimer *none = nullptr;
        auto inactive = expectInline([&] {
            return eager([&]() -> Coro<int> {
                co_await none;
                co_await timer;
                co_return 1;
            });
        });
        QCOMPARE(inactive.result(), 1);
    }

    void aTimerThatGoesOrStops()
    {
        auto timer = std::make_unique<QTimer>();
        timer->start(1h);
        auto task = eager([&]() -> Coro<> { co_await timer.get(); });
        timer.reset();
        spin();
        QVERIFY(task.isCancelled());

        QTimer stopped;
        stopped.start(1h);
        auto waiting = eager([&]() -> Coro<> { co_await stopped; });
        stopped.stop();
        spin();
        QVERIFY(!waiting.isReady()); // it may be started again
        stopped.start(1ms);
        VERIFY_UNTIL(waiting.isReady());
    }
};

QTEST_GUILESS_MAIN(TestSignalTimer)
#include "tst_signal_timer.moc"
