// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/activation.h>
#include <qeager/detail/taskstate.h>

#include "longestrun_p.h"

#include <algorithm>
#include <utility>

namespace QEager::detail {

namespace {

class Source final : public TraceSource
{
public:
    explicit Source(std::shared_ptr<LongestRun> run) : m_run(std::move(run)) {}
    std::shared_ptr<Tracer> makeTracer() override { return &threadState() == m_thread ? m_run : nullptr; }

private:
    const ThreadState *const m_thread = &threadState();
    const std::shared_ptr<LongestRun> m_run;
};

} // namespace

LongestRun::Run LongestRun::endSpan(Clock::time_point now, bool nested)
{
    if (!nested)
        count(now);
    for (Entry &entry : m_running) {
        compare(entry);
        entry.duration = {};
    }
    m_counted = now;
    return std::exchange(m_longest, {});
}

// Time up to now is that of the innermost, which has run since the last change.
void LongestRun::count(Clock::time_point now)
{
    if (!m_running.empty())
        m_running.back().duration += now - m_counted;
    m_counted = now;
}

void LongestRun::compare(const Entry &entry)
{
    if (entry.duration <= m_longest.duration)
        return;
    if (!entry.name.isEmpty())
        m_longest = {entry.name, entry.duration};
    else if (entry.id)
        m_longest = {QStringLiteral("Task-%1").arg(entry.id), entry.duration};
}

void LongestRun::begin(Entry entry, Clock::time_point now)
{
    count(now);
    m_running.push_back(std::move(entry));
}

template <typename IsIt>
void LongestRun::end(IsIt isIt)
{
    const auto last = std::find_if(m_running.rbegin(), m_running.rend(), isIt);
    if (last == m_running.rend())
        return; // it began before this was there, or is an inline start
    count(Clock::now());
    const auto it = std::prev(last.base());
    std::for_each(it, m_running.end(), [this](const Entry &entry) { compare(entry); });
    m_running.erase(it, m_running.end()); // what is above has lost its end
}

void LongestRun::startsInline(quint64 start, const QString *name, const Activation *) noexcept
{
    begin({nullptr, start, 0, name ? *name : QString()}, Clock::now());
}

void LongestRun::becomesTask(quint64 start, TaskStateBase &task) noexcept
{
    const auto seen = std::find_if(m_running.begin(), m_running.end(),
                                   [start](const Entry &entry) { return start && entry.start == start; });
    if (seen != m_running.end()) {
        seen->task = &task;
        seen->id = task.id();
        return;
    }
    const Activation *const running = threadState().current;
    if (running && running->task == &task) // else it is one further below on the stack
        begin({&task, 0, task.id(), task.givenName()}, Clock::now());
}

void LongestRun::endsInline(quint64 start, const std::exception_ptr &) noexcept
{
    end([start](const Entry &entry) { return !entry.task && entry.start == start; });
}

void LongestRun::suspends(TaskStateBase &task, const Awaited &, const std::source_location &) noexcept
{
    end([&task](const Entry &entry) { return entry.task == &task; });
}

void LongestRun::resumes(TaskStateBase &task) noexcept
{
    const Activation *const running = threadState().current;
    const auto now = Clock::now();
    if (!running || !running->parent) // by an event loop, a nested one if something runs
        m_counted = now;
    begin({&task, 0, task.id(), task.givenName()}, now);
}

void LongestRun::ends(TaskStateBase &task, const std::exception_ptr &) noexcept
{
    end([&task](const Entry &entry) { return entry.task == &task; });
}

LongestRunObserver::LongestRunObserver() : m_source(std::make_shared<Source>(m_run)) { addTraceSource(m_source); }

LongestRunObserver::~LongestRunObserver() { removeTraceSource(m_source); }

} // namespace QEager::detail
