// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "virtualclock_p.h"

#include "deliveries_p.h"

#include <qeager/detail/waiter.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qpointer.h>

#include <algorithm>
#include <cstring>

namespace QEager::detail {

using namespace std::chrono;

namespace {

constexpr auto Year = hours(24 * 365);

} // namespace

// Later than any real time, see Clock. What is added to that, and the hundred years that a sleep may last, do not
// overflow.
VirtualClock::VirtualClock(bool flows)
    : m_began(steady_clock::now() + 100 * Year), m_end(flows ? latest() : m_began), m_flows(flows)
{
    m_runtime.timers().setClock(this);
}

VirtualClock::~VirtualClock() { m_runtime.timers().setClock(nullptr); }

VirtualClock::TimePoint VirtualClock::latest() const noexcept { return m_began + 50 * Year; }

VirtualClock *VirtualClock::current()
{
    return static_cast<VirtualClock *>(Runtime::current().timers().clock()); // there are no others
}

bool VirtualClock::mayMove() const noexcept
{
    const auto first = m_runtime.timers().firstDeadline();
    return first && *first <= m_end && !m_last.isDone();
}

VirtualClock::TimePoint VirtualClock::setEnd(TimePoint end)
{
    const TimePoint before = std::exchange(m_end, end);
    look();
    return before;
}

TaskHandle VirtualClock::stopAfter(TaskHandle task)
{
    TaskHandle before = std::exchange(m_last, std::move(task));
    look();
    return before;
}

void VirtualClock::moveTo(TimePoint time) noexcept { m_now = std::max(m_now, time); }

bool VirtualClock::isHeld() const
{
    const auto tasks = m_runtime.tasks();
    return std::any_of(tasks.begin(), tasks.end(), [](const Ref<TaskStateBase> &task) {
        const Waiter *const waiter = task->waiter();
        const char *const what = waiter ? waiter->waitsFor().what : "";
        return std::strcmp(what, "offload") == 0 || std::strcmp(what, "thread") == 0;
    });
}

// A timer that is always due has its turn in each turn of the event loop.
void VirtualClock::look()
{
    if (!mayMove())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start(0, this);
}

void VirtualClock::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    if (!mayMove())
        return;
    m_timer.start(1, this); // for an event loop that is run in here, and not at once, where timers cannot be excluded
    if (isHeld())
        return;
    // Only the loop knows whether it has anything else to do. Other timers do not count: they are of the real time.
    const QPointer<VirtualClock> self(this);
    QEventLoop loop;
    const bool hadEvents = deliversIn(loop, QEventLoop::AllEvents | QEventLoop::X11ExcludeTimers);
    if (!self)
        return;
    m_timer.stop();
    if (hadEvents || m_runtime.hasReady() || !mayMove()) {
        look();
        return;
    }
    m_runtime.handle([this] {
        moveTo(*m_runtime.timers().firstDeadline());
        m_runtime.timers().wakeDue(m_now);
        look();
    });
}

} // namespace QEager::detail
