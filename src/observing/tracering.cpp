// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What one thread records.

#include <qeager/detail/activation.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/unhandled.h>
#include <qeager/tracerecorder.h>

#include "tracerecording_p.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace QEager::detail {

using EventKind = TraceEvent::Kind;

namespace {

// A ring is bounded in bytes, too.
QString bounded(const QString &text)
{
    if (text.size() <= TraceRecorder::LongestText)
        return text;
    qsizetype kept = TraceRecorder::LongestText - 1;
    if (text.at(kept - 1).isHighSurrogate())
        --kept;
    return text.first(kept) + u'\u2026';
}

void setStarter(TraceEvent &event, const Activation *starter)
{
    if (!starter)
        return;
    event.parentStart = starter->options ? starter->options->traced : 0;
    event.parentTask = starter->task ? starter->task->id() : 0;
}

void setOutcome(TraceEvent &event, const std::exception_ptr &error)
{
    using Outcome = TraceEvent::Outcome;
    if (!error) {
        event.outcome = Outcome::Value;
        return;
    }
    event.outcome = isCancelledError(error) ? Outcome::Cancelled : Outcome::Exception;
    event.text = bounded(describe(error));
}

} // namespace

TraceRing::TraceRing(std::shared_ptr<const TraceClock> clock, int thread, quint64 identity, QString threadName)
    : m_clock(std::move(clock)), m_thread(thread), m_identity(identity), m_threadName(std::move(threadName))
{
}

TraceEvent TraceRing::eventOf(EventKind kind, const TaskStateBase *task) const
{
    TraceEvent event;
    event.kind = kind;
    event.thread = m_thread;
    if (!task)
        return event;
    event.task = task->id();
    // In each, because those before it may not have been recorded, or have made room.
    event.name = bounded(task->givenName());
    return event;
}

qint64 TraceRing::now() const
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now() - m_clock->zero).count();
}

void TraceRing::add(TraceEvent event)
{
    if (!m_clock->records.load(std::memory_order_relaxed))
        return;
    event.time = now();
    keep(std::move(event));
}

void TraceRing::keep(TraceEvent event)
{
    const QMutexLocker lock(&m_mutex);
    if (m_events.size() < m_clock->capacity) {
        m_events.push_back(std::move(event));
        return;
    }
    m_events[m_oldest] = std::move(event);
    m_oldest = (m_oldest + 1) % m_clock->capacity;
    ++m_dropped;
}

void TraceRing::appendTo(QList<TraceEvent> &events) const
{
    const QMutexLocker lock(&m_mutex);
    const auto oldest = m_events.begin() + std::ptrdiff_t(m_oldest);
    std::copy(oldest, m_events.end(), std::back_inserter(events));
    std::copy(m_events.begin(), oldest, std::back_inserter(events));
}

quint64 TraceRing::dropped() const
{
    const QMutexLocker lock(&m_mutex);
    return m_dropped;
}

quint64 TraceRing::size() const
{
    const QMutexLocker lock(&m_mutex);
    return m_events.size() + m_dropped;
}

void TraceRing::clear()
{
    std::vector<TraceEvent> old; // goes after the lock
    const QMutexLocker lock(&m_mutex);
    old.swap(m_events);
    m_oldest = 0;
    m_dropped = 0;
}

// -- what happens

void TraceRing::startsInline(quint64 start, const QString *name, const Activation *starter) noexcept
{
    TraceEvent event = eventOf(EventKind::Start);
    event.start = start;
    if (name)
        event.name = bounded(*name);
    setStarter(event, starter);
    add(std::move(event));
}

void TraceRing::becomesTask(quint64 start, TaskStateBase &task) noexcept
{
    TraceEvent event = eventOf(EventKind::Task, &task);
    event.start = start;
    add(std::move(event));
}

void TraceRing::endsInline(quint64 start, const std::exception_ptr &error) noexcept
{
    TraceEvent event = eventOf(EventKind::Finish);
    event.start = start;
    setOutcome(event, error);
    add(std::move(event));
}

void TraceRing::posts(TaskStateBase &task, PostReason reason, const Activation *starter) noexcept
{
    TraceEvent event = eventOf(EventKind::Post, &task);
    event.reason = reason;
    setStarter(event, starter);
    add(std::move(event));
}

void TraceRing::begins(TaskStateBase &task) noexcept
{
    m_beginning = &task;
    TraceEvent event = eventOf(EventKind::Start, &task);
    event.reason = task.postReason();
    add(std::move(event));
}

void TraceRing::suspends(TaskStateBase &task, const Awaited &awaited, const std::source_location &where) noexcept
{
    TraceEvent event = eventOf(EventKind::Suspend, &task);
    event.awaited = QLatin1StringView(awaited.what);
    event.awaitedTask = awaited.task ? awaited.task->id() : awaited.taskElsewhere;
    event.where = where;
    add(std::move(event));
}

void TraceRing::queues(TaskStateBase &task) noexcept { add(eventOf(EventKind::Queue, &task)); }

void TraceRing::resumes(TaskStateBase &task) noexcept
{
    if (std::exchange(m_beginning, nullptr) != &task)
        add(eventOf(EventKind::Resume, &task));
}

void TraceRing::ends(TaskStateBase &task, const std::exception_ptr &error) noexcept
{
    TraceEvent event = eventOf(EventKind::Finish, &task);
    setOutcome(event, error);
    add(std::move(event));
}

void TraceRing::cancels(TaskStateBase &task, const QString &message) noexcept
{
    TraceEvent event = eventOf(EventKind::Cancel, &task);
    event.text = bounded(message);
    add(std::move(event));
}

void TraceRing::wasBusy(std::chrono::steady_clock::time_point began, std::chrono::nanoseconds duration) noexcept
{
    if (!m_clock->records.load(std::memory_order_relaxed))
        return;
    const qint64 begin = std::chrono::nanoseconds(began - m_clock->zero).count();
    if (begin < m_busyUntil)
        return; // another LoopMonitor has said so
    m_busyUntil = begin + duration.count();
    TraceEvent event = eventOf(EventKind::Busy);
    event.time = std::max<qint64>(begin, 0); // it may have begun before this recording
    event.duration = std::max<qint64>(m_busyUntil - event.time, 0);
    keep(std::move(event));
}

} // namespace QEager::detail
