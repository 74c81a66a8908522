// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "modelparts.h"

#include <algorithm>

namespace Stress {

// Rule 5: the queue is strictly first in, first out.
Model::EntryRef Model::append(std::function<void()> run)
{
    auto entry = std::make_shared<Entry>(Entry{.run = std::move(run)});
    m_queue.push_back(entry);
    return entry;
}

// Rule 5: no task resumes inside another one, and a nested event loop takes over what is left.
void Model::drain()
{
    const TaskRef outer = std::exchange(m_current, nullptr);
    while (!m_queue.empty()) {
        const EntryRef entry = m_queue.front();
        m_queue.pop_front();
        if (std::exchange(entry->isLive, false))
            entry->run();
    }
    m_current = outer;
}

Model::TimerRef Model::addTimer(long milliseconds, std::function<void()> fire)
{
    m_timers.push_back(std::make_shared<Timer>(Timer{.deadline = m_now + milliseconds, .fire = std::move(fire)}));
    return m_timers.back();
}

bool Model::hasTimers() const
{
    return std::any_of(m_timers.begin(), m_timers.end(), [](const TimerRef &timer) { return timer->isLive; });
}

// Rule 5: in the order of the deadlines, and those that are equal in the order in which they began.
void Model::pass(int milliseconds)
{
    for (; milliseconds > 0 && m_externals.empty(); --milliseconds) {
        ++m_now;
        const std::vector<TimerRef> timers = m_timers; // none is due that was not at the last millisecond
        for (const TimerRef &timer : timers) {
            if (timer->isLive && timer->deadline <= m_now) {
                timer->isLive = false;
                timer->fire();
            }
        }
        std::erase_if(m_timers, [](const TimerRef &timer) { return !timer->isLive; });
        drain();
    }
}

} // namespace Stress
