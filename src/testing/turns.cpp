// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/test.h>

#include "deliveries_p.h"
#include "turns_p.h"
#include "virtualclock_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <limits>

namespace QEager::detail {

using namespace std::chrono;

namespace {

// Waits for events if there are none and \a waits, and delivers them.
bool turn(QEventLoop &loop, QEventLoop::ProcessEventsFlags flags)
{
    const bool delivered = deliversIn(loop, flags);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // of what was deleted outside any loop
    return delivered;
}

} // namespace

bool turnUntilQuiet(milliseconds limit, Threads threads)
{
    const QDeadlineTimer deadline(std::max(limit, milliseconds::zero()));
    Runtime &runtime = Runtime::current();
    runtime.watchDispatcher(); // inside a task, or the end of its batch would stay in the queue
    QEventLoop loop;
    for (;;) {
        turn(loop, QEventLoop::AllEvents); // timers, too
        const bool delivered = turn(loop, QEventLoop::AllEvents | QEventLoop::X11ExcludeTimers);
        const VirtualClock *const clock = VirtualClock::current();
        const bool timePasses = clock && clock->mayMove();
        const bool isHeld = timePasses && clock->isHeld();
        const bool goesOn = timePasses && (!isHeld || threads == Threads::AreWaitedFor);
        if (!delivered && !runtime.hasReady() && !goesOn)
            return true;
        if (deadline.hasExpired())
            return false;
        if (isHeld && !delivered)
            turn(loop, QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents); // the clock's timer ends it
    }
}

bool turnUntilDone(const TaskHandle &task, milliseconds limit)
{
    bool isUp = limit <= milliseconds::zero();
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&isUp] { isUp = true; });
    constexpr milliseconds longest(std::numeric_limits<int>::max());
    if (!isUp)
        timer.start(std::min(limit, longest));
    const QPointer<VirtualClock> clock(VirtualClock::current());
    const TaskHandle outer = clock ? clock->stopAfter(task) : TaskHandle();
    QEventLoop loop;
    // Windows' event loop delivers what was posted, and waits for more all the same. So it waits when nothing is left.
    while (!task.isDone() && !isUp) {
        const bool delivered = turn(loop, QEventLoop::AllEvents);
        if (!delivered && !task.isDone() && !isUp)
            turn(loop, QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    if (clock)
        clock->stopAfter(outer);
    return task.isDone();
}

} // namespace QEager::detail

bool QEager::Test::settle(std::chrono::milliseconds limit, std::source_location where)
{
    if (!QCoreApplication::instance()) {
        detail::failTest(
            QStringLiteral("settle() needs a QCoreApplication: begin the test with QTEST_GUILESS_MAIN(), or "
                           "make one."),
            where);
        return false;
    }
    if (detail::turnUntilQuiet(limit, detail::Threads::AreOutside))
        return true;
    detail::failTest(
        QStringLiteral("There was something to do even after %1 ms: %2").arg(limit.count()).arg(detail::whatAllDo()),
        where);
    return false;
}
