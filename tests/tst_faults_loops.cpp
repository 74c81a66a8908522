// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What random programs have found (tests/stress): event loops that run where nobody expects them, and owners that die
// before a turn comes.

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/test.h>
#include <qeager/timeout.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qmetaobject.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

//! Calls a function whenever somebody begins to listen.
class Busy : public QObject
{
    Q_OBJECT

public:
    std::function<void()> whenListened;

Q_SIGNALS:
    void fired(int value);

protected:
    void connectNotify(const QMetaMethod &member) override
    {
        if (whenListened && member == QMetaMethod::fromSignal(&Busy::fired))
            whenListened();
    }
};

class TestFaultsLoops : public QObject
{
    Q_OBJECT

    Log m_log;

    Coro<> listen(Busy *busy, bool suspend, const char *name = "heard")
    {
        if (suspend)
            co_await yieldNow();
        try {
            const int value = co_await QEager::signal(busy, &Busy::fired);
            m_log(name, value);
        } catch (const Cancelled &) {
            m_log("cancelled");
            throw;
        }
    }
    static Coro<> sleepForLong() { co_await QEager::sleep(1h); }
    static Frame listenInFrame(TestFaultsLoops *self, Busy *busy)
    {
        const int value = co_await QEager::signal(busy, &Busy::fired);
        self->m_log("heard", value);
    }

private Q_SLOTS:
    void init() { m_log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // -- what connectNotify() does
    void emittedWhileTheWaitBegins_data() { addPhases(); }
    void emittedWhileTheWaitBegins()
    {
        QFETCH(bool, suspend);
        Busy busy;
        busy.whenListened = [&] {
            Q_EMIT busy.fired(1);
            spin(2);
            Q_EMIT busy.fired(2);
            m_log("begun");
        };
        const auto task = eager(listen(&busy, suspend));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(m_log, "begun heard1"); // not before it is suspended, and the first counts
    }
    void inACoroutineOfNobody()
    {
        Busy busy;
        busy.whenListened = [&] {
            Q_EMIT busy.fired(1);
            spin(2);
            m_log("begun");
        };
        const Frame frame = listenInFrame(this, &busy);
        VERIFY_UNTIL(frame.isDone());
        COMPARE_LOG(m_log, "begun heard1");
    }
    void cancelledWhileTheWaitBegins_data() { addPhases(); }
    void cancelledWhileTheWaitBegins()
    {
        QFETCH(bool, suspend);
        Busy busy;
        busy.whenListened = [&] {
            currentTask().cancel();
            spin(2);
            Q_EMIT busy.fired(1);
            m_log("begun");
        };
        const auto task = eager(listen(&busy, suspend));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(m_log, "begun cancelled");
    }
    void closedWhileTheWaitBegins_data() { addPhases(); }
    void closedWhileTheWaitBegins()
    {
        QFETCH(bool, suspend);
        Busy busy;
        auto owner = std::make_unique<QObject>();
        busy.whenListened = [&] {
            owner.reset();
            spin(2);
            m_log("begun");
        };
        const auto task = eager(listen(&busy, suspend), {.owner = owner.get()});
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(m_log, "begun cancelled");
        QVERIFY(task.isCancelled());
    }
    // -- events that were posted before the one in which a task runs an event loop
    void aLoopReachesWhatWasPostedBehindARequest()
    {
        const auto asked = eager(sleepForLong());
        std::thread([&asked] { asked.cancel(); }).join(); // its event comes first, and drains all
        bool isReached = false;
        const auto loops = post([&]() -> Coro<> {
            const QDeadlineTimer deadline(2s);
            while (!isReached && !deadline.hasExpired())
                QCoreApplication::processEvents();
            m_log(isReached);
            co_return;
        });
        const auto other = post([&isReached]() -> Coro<> {
            isReached = true;
            co_return;
        });
        VERIFY_UNTIL(asked.isReady() && loops.isDone() && other.isDone());
        COMPARE_LOG(m_log, "true");
    }

    // -- owners of parts
    void anOwnerThatDiesBeforeTheTurnOfItsPart_data()
    {
        QTest::addColumn<bool>("limit");
        QTest::newRow("in the same call") << false;
        QTest::newRow("after a turn") << true;
    }
    void anOwnerThatDiesBeforeTheTurnOfItsPart()
    {
        QFETCH(bool, limit);
        auto owner = std::make_unique<QObject>();
        const auto kill = [&]() -> Coro<> {
            if (limit)
                co_await yieldNow();
            owner.reset();
        };
        const auto run = [&]() -> Coro<> {
            m_log("never");
            co_return;
        };
        std::vector<PartWithOptions<std::function<Coro<>()>>> parts;
        parts.push_back(part(std::function<Coro<>()>(kill), {}));
        parts.push_back(part(std::function<Coro<>()>(run), {.owner = owner.get()}));
        const auto all = gatherSettled(std::move(parts), {.limit = limit ? 1 : 0});
        VERIFY_UNTIL(all.isReady());
        m_log(all.result()[0].hasValue(), all.result()[1].isCancelled());
        COMPARE_LOG(m_log, "truetrue");
    }

    // -- deadlines that are equal
    void aTimeoutThatBeganBeforeASleepComesFirst()
    {
        Test::VirtualTime time(Test::VirtualTime::Flow::WhenTold);
        const auto sleeper = [&]() -> Coro<> {
            co_await QEager::sleep(2ms);
            m_log("slept");
        };
        const auto waiting = [&]() -> Coro<> { co_await shield(sleeper()); };
        const auto waiter = [&]() -> Coro<> {
            try {
                co_await withTimeout(2ms, waiting()); // both begin in the eager phase
            } catch (const TimedOut &) {
                m_log("timedOut");
            }
        };
        const auto task = eager(waiter());
        QVERIFY(time.advance(2ms));
        QVERIFY(task.isReady());
        COMPARE_LOG(m_log, "timedOut slept");
    }
};

QTEST_GUILESS_MAIN(TestFaultsLoops)
#include "tst_faults_loops.moc"
