// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A clock on the wall that somebody puts forward and back: sleeps and timeouts do not go by it.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QtCore/qdatetime.h>

#include <atomic>
#include <chrono>

#ifdef Q_OS_LINUX
#    include <sys/syscall.h>
#    include <sys/time.h>
#    include <time.h>
#    include <unistd.h>
#endif

using namespace QEager;
using namespace std::chrono_literals;

namespace {

std::atomic<qint64> s_jump = 0; // seconds by which the clock on the wall is wrong
std::atomic<int> s_wallAsked = 0;
std::atomic<int> s_steadyAsked = 0;

} // namespace

#ifdef Q_OS_LINUX

// In place of the C library's, for Qt, GLib and the standard library as well.
extern "C" int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const bool isWall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    ++(isWall ? s_wallAsked : s_steadyAsked);
    const long result = syscall(SYS_clock_gettime, clock, time);
    if (isWall)
        time->tv_sec += s_jump;
    return int(result);
}
extern "C" int gettimeofday(timeval *time, void *) noexcept
{
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}
extern "C" time_t time(time_t *to) noexcept
{
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

#endif

class TestFaultsClock : public QObject
{
    Q_OBJECT

    Log log;

    Coro<> sleeps(const char *name, std::chrono::milliseconds duration)
    {
        co_await QEager::sleep(duration);
        log(name);
    }
    Coro<> isUp(const char *name, std::chrono::milliseconds duration)
    {
        try {
            co_await withTimeout(duration, QEager::sleep(1h));
        } catch (const TimedOut &) {
            log(name);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QSKIP("Nothing stands in the place of this system's clock.");
#endif
    }
    void init() { log.clear(); }
    void cleanup()
    {
        s_jump = 0;
        checkNothingIsLeft(2);
    }

    void isPutForwardAndBack_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("a day forward") << qint64(24 * 3600);
        QTest::newRow("a day back") << qint64(-24 * 3600);
    }
    void isPutForwardAndBack()
    {
        QFETCH(qint64, seconds);
        const QDateTime before = QDateTime::currentDateTimeUtc();
        const auto began = std::chrono::steady_clock::now();
        const auto longest = eager(sleeps("c", 60ms)), shortest = eager(sleeps("a", 10ms));
        const auto timeout = eager(isUp("b", 30ms));
        VERIFY_UNTIL(shortest.isReady());
        s_jump = seconds; // for what waits, and what begins to
        const auto later = eager(sleeps("d", 90ms));
        const qint64 jumped = before.secsTo(QDateTime::currentDateTimeUtc());
        QVERIFY(qAbs(jumped - seconds) < 60); // the clock is the one that everybody asks
        VERIFY_UNTIL(longest.isReady() && timeout.isReady() && later.isReady());
        COMPARE_LOG(log, "a b c d");
        const auto took = std::chrono::steady_clock::now() - began;
        QVERIFY(took >= 90ms);
        QVERIFY(took < 20s);
    }
    void nobodyAsksTheClockOnTheWall()
    {
        const int wall = s_wallAsked;
        const int steady = s_steadyAsked;
        const auto task = eager(sleeps("a", 20ms));
        while (!task.isReady())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCOMPARE(s_wallAsked - wall, 0);
        QVERIFY(s_steadyAsked > steady);
    }
};

QTEST_GUILESS_MAIN(TestFaultsClock)
#include "tst_faults_clock.moc"
