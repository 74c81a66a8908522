// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/timeout.h>
#include <qeager/errors.h>

namespace QEager::detail {

using namespace std::chrono;

TimeoutEntry::TimeoutEntry(std::optional<nanoseconds> duration) { start(duration); }

void TimeoutEntry::start(std::optional<nanoseconds> duration)
{
    m_hasDeadline = duration && *duration > nanoseconds::zero();
    if (m_hasDeadline) {
        setDeadline(*duration);
        if (m_task)
            arm();
    } else if (duration) {
        Runtime::current().append(this);
    }
}

void TimeoutEntry::arm()
{
    Runtime::current().timers().add(this);
    m_armed = true;
}

void TimeoutEntry::stop() noexcept
{
    Runnable::unlink();
    m_hasDeadline = false;
    if (std::exchange(m_armed, false))
        Runtime::current().timers().remove(this);
}

void TimeoutEntry::bound()
{
    CancelScope::bound();
    if (m_hasDeadline)
        arm();
}

QString TimeoutEntry::whyAsked() const { return QStringLiteral("The time of withTimeout() was up."); }

void TimeoutEntry::expire()
{
    m_armed = false;
    m_hasDeadline = false;
    m_expired = true;
    askToEnd();
}

void TimeoutEntry::reschedule(std::optional<nanoseconds> duration)
{
    if (m_expired || m_left)
        throw InvalidState(
            QStringLiteral("This Timeout is over: it can be rescheduled only before it expires, inside its body."));
    stop();
    start(duration);
}

std::optional<nanoseconds> TimeoutEntry::remaining() const
{
    if (m_hasDeadline)
        return m_deadline - Runtime::current().timers().now();
    return Runnable::isLinked() || m_expired ? std::optional(nanoseconds::zero()) : std::nullopt;
}

bool TimeoutEntry::leave() noexcept
{
    if (std::exchange(m_left, true))
        return false;
    stop();
    unbind();
    if (!takeBack() || othersHaveAsked())
        return false;
    // A task that is closed ends with Cancelled: who catches TimedOut might go on with what is no more.
    return !(m_task && m_task->isClosing()) && !Runtime::current().isClosing();
}

} // namespace QEager::detail
