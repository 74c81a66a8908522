// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/timerqueue.h>

#include "portreceiver_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>

#include <algorithm>
#include <limits>

namespace QEager::detail {

using namespace std::chrono;

Clock::~Clock() = default;

void TimerEntry::setDeadline(nanoseconds duration)
{
    constexpr auto longest = hours(24 * 365 * 100); // so that the deadline does not overflow
    TimerQueue &timers = Runtime::current().timers();
    m_deadline = timers.now() + std::min<nanoseconds>(duration, longest);
    m_order = timers.m_nextOrder++;
}

void SleepAwaiter::begin()
{
    if (m_duration <= nanoseconds::zero()) {
        yield();
        return;
    }
    setDeadline(m_duration);
    Runtime::current().timers().add(this);
}

void SleepAwaiter::giveUp() noexcept { Runtime::current().timers().remove(this); }

bool TimerQueue::before(const TimerEntry *a, const TimerEntry *b) noexcept
{
    return a->m_deadline != b->m_deadline ? a->m_deadline < b->m_deadline : a->m_order < b->m_order;
}

void TimerQueue::place(std::size_t index, TimerEntry *entry) noexcept
{
    m_heap[index] = entry;
    entry->m_index = index;
}

void TimerQueue::siftUp(std::size_t index) noexcept
{
    TimerEntry *const entry = m_heap[index];
    while (index > 0) {
        const std::size_t parent = (index - 1) / 2;
        if (!before(entry, m_heap[parent]))
            break;
        place(index, m_heap[parent]);
        index = parent;
    }
    place(index, entry);
}

void TimerQueue::siftDown(std::size_t index) noexcept
{
    TimerEntry *const entry = m_heap[index];
    for (;;) {
        std::size_t child = 2 * index + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && before(m_heap[child + 1], m_heap[child]))
            ++child;
        if (!before(m_heap[child], entry))
            break;
        place(index, m_heap[child]);
        index = child;
    }
    place(index, entry);
}

void TimerQueue::add(TimerEntry *entry)
{
    m_heap.push_back(entry);
    siftUp(m_heap.size() - 1);
    if (m_heap.front() != entry)
        return;
    try {
        arm();
    } catch (...) {
        remove(entry);
        throw;
    }
}

void TimerQueue::remove(TimerEntry *entry) noexcept
{
    const std::size_t index = entry->m_index;
    TimerEntry *const last = m_heap.back();
    m_heap.pop_back();
    if (last == entry)
        return;
    place(index, last);
    siftUp(index);
    siftDown(last->m_index);
    // The timer stays armed: firing early costs less than re-arming, and wakes nobody.
}

void TimerQueue::arm()
{
    if (m_heap.empty())
        return;
    const TimePoint first = m_heap.front()->m_deadline;
    if (m_timerId && m_armedFor <= first)
        return;
    Runtime &runtime = Runtime::current();
    QObject *const receiver = runtime.receiver();
    if (!QAbstractEventDispatcher::instance()) {
        // No event loop was ever made here: the first one to run arms the timer.
        QCoreApplication::postEvent(receiver, new QEvent(Port::Receiver::timerEvent()));
        return;
    }
    if (m_clock) {
        m_clock->firstDeadlineChanged();
        return;
    }
    if (m_timerId)
        receiver->killTimer(m_timerId);
    const auto wait = ceil<milliseconds>(std::max(first - steady_clock::now(), steady_clock::duration::zero()));
    constexpr milliseconds longest(std::numeric_limits<int>::max());
    m_timerId = receiver->startTimer(static_cast<int>(std::min(wait, longest).count()), Qt::PreciseTimer);
    m_armedFor = first;
}

void TimerQueue::setClock(Clock *clock)
{
    const TimePoint before = now();
    m_clock = clock;
    const auto shift = now() - before;
    for (TimerEntry *const entry : m_heap) // all alike: the heap remains one
        entry->m_deadline += shift;
    stop();
    arm();
}

void TimerQueue::stop()
{
    if (!m_timerId)
        return;
    if (QObject *const receiver = Runtime::current().receiver())
        receiver->killTimer(m_timerId);
    m_timerId = 0;
}

std::optional<TimerQueue::TimePoint> TimerQueue::firstDeadline() const noexcept
{
    return m_heap.empty() ? std::nullopt : std::optional(m_heap.front()->m_deadline);
}

void TimerQueue::wakeDue(TimePoint now)
{
    while (!m_heap.empty() && m_heap.front()->m_deadline <= now) {
        TimerEntry *const first = m_heap.front();
        remove(first);
        first->due();
    }
}

void TimerQueue::fired()
{
    wakeDue(steady_clock::now());
    if (m_timerId) {
        Runtime::current().receiver()->killTimer(m_timerId);
        m_timerId = 0;
    }
    arm();
}

} // namespace QEager::detail
