// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Which task has kept the event loop busy for longest. Not installed.
*/

#include <qeager/detail/tracer.h>

#include <QtCore/qstring.h>

#include <chrono>
#include <memory>
#include <vector>

namespace QEager::detail {

/*! Observes one thread. A span ends when its owner says so; what a task runs in it counts for that span.

    An inline start that is not yet a task is part of what started it, unless somebody else wants to see starts. */
class LongestRun final : public Tracer
{
public:
    using Clock = std::chrono::steady_clock;
    struct Run
    {
        QString task; //!< its name; empty: none ran
        std::chrono::nanoseconds duration{0};
    };

    //! What ran longest since the last call. \a nested: what runs on this stack has been waiting for a nested loop
    //! since then.
    Run endSpan(Clock::time_point now, bool nested);

    bool seesStarts() const noexcept override { return false; }
    void startsInline(quint64 start, const QString *name, const Activation *starter) noexcept override;
    void becomesTask(quint64 start, TaskStateBase &task) noexcept override;
    void endsInline(quint64 start, const std::exception_ptr &error) noexcept override;
    void suspends(TaskStateBase &task, const Awaited &awaited, const std::source_location &where) noexcept override;
    void resumes(TaskStateBase &task) noexcept override;
    void ends(TaskStateBase &task, const std::exception_ptr &error) noexcept override;

private:
    // What runs on this stack, as far as it was seen.
    struct Entry
    {
        const TaskStateBase *task; // to be compared only; null: an inline start
        quint64 start; // 0: not seen
        quint64 id; // of the task
        QString name; // the one it was given
        std::chrono::nanoseconds duration{0}; // in this span
    };
    void begin(Entry entry, Clock::time_point now);
    template <typename IsIt>
    void end(IsIt isIt);
    void count(Clock::time_point now);
    void compare(const Entry &entry);

    std::vector<Entry> m_running; // the innermost last
    Clock::time_point m_counted{}; // until then
    Run m_longest;
};

//! Has a LongestRun observe the calling thread, for as long as it lives.
class LongestRunObserver
{
public:
    LongestRunObserver();
    Q_DISABLE_COPY_MOVE(LongestRunObserver)
    ~LongestRunObserver();
    LongestRun *operator->() const noexcept { return m_run.get(); }

private:
    const std::shared_ptr<LongestRun> m_run = std::make_shared<LongestRun>();
    std::shared_ptr<TraceSource> m_source;
};

} // namespace QEager::detail
