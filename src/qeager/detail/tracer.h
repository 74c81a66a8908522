// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How the runtime is observed: it tells the Tracers of its thread what happens to starts and tasks.

    Without one, ThreadState::tracers is null, and that is all an observed place asks. An inline start does not even ask
    that: a Tracer that wants to see starts sets ThreadState::freeDepth to zero, so that they all go to slowStart().
*/

#include <qeager/global.h>
#include <qeager/traceevent.h>

#include <chrono>
#include <exception>
#include <memory>
#include <source_location>
#include <utility>
#include <vector>

namespace QEager::detail {

struct Activation;
class TaskStateBase;
struct Awaited;

/*! Observes one thread. Called on it, in the middle of things: it may look at what it is given, and must not use QEager
    otherwise, nor throw. References are valid during the call. */
class QEAGER_EXPORT Tracer
{
public:
    Tracer() = default;
    Q_DISABLE_COPY_MOVE(Tracer)
    virtual ~Tracer();

    /*! False: it does without startsInline() and endsInline(), and an inline start costs what it does without any
        Tracer. (Where another one wants them, this one is called, too.) */
    virtual bool seesStarts() const noexcept { return true; }

    /*! A body is about to run on its starter's stack: its number on this thread, its name (null: it was given none),
        and what runs now, its starter (null: code outside any coroutine). */
    virtual void startsInline(quint64, const QString *, const Activation *) noexcept {}
    //! The inline start of that number is this task from here on. Zero: one that was not seen.
    virtual void becomesTask(quint64, TaskStateBase &) noexcept {}
    //! It has ended, with \a error or (null) with a value, and never was a task.
    virtual void endsInline(quint64, const std::exception_ptr &) noexcept {}

    //! A start is given to the event loop of this thread or another; the last is its starter.
    virtual void posts(TaskStateBase &, PostReason, const Activation *) noexcept {}
    //! A posted start's turn has come: resumes() follows at once.
    virtual void begins(TaskStateBase &) noexcept {}
    /*! The task waits from here on. (When the wait can not begin after all, resumes() follows at once.) */
    virtual void suspends(TaskStateBase &, const Awaited &, const std::source_location &) noexcept {}
    //! It is appended to the ready queue, to be resumed.
    virtual void queues(TaskStateBase &) noexcept {}
    virtual void resumes(TaskStateBase &) noexcept {}
    //! It has ended, with \a error or (null) with a value; also one that never began.
    virtual void ends(TaskStateBase &, const std::exception_ptr &) noexcept {}
    //! It is asked to end, or closed.
    virtual void cancels(TaskStateBase &, const QString &) noexcept {}
    //! A LoopMonitor says: the event loop was busy for so long. Now that has ended.
    virtual void wasBusy(std::chrono::steady_clock::time_point, std::chrono::nanoseconds) noexcept {}
};

//! Makes the Tracers of one observer: one for each thread.
class QEAGER_EXPORT TraceSource
{
public:
    TraceSource() = default;
    Q_DISABLE_COPY_MOVE(TraceSource)
    virtual ~TraceSource();
    //! For the calling thread. Any thread; a thread keeps its own until it ends or the source is removed.
    virtual std::shared_ptr<Tracer> makeTracer() = 0;
};

/*! From here on \a source observes: the calling thread at once, others from their next event on, and threads that use
    QEager for the first time later, from then on. Any thread. */
QEAGER_EXPORT void addTraceSource(const std::shared_ptr<TraceSource> &source);
//! Takes it back, in the same manner.
QEAGER_EXPORT void removeTraceSource(const std::shared_ptr<TraceSource> &source);

//! Those of one thread, in the order in which their sources came.
class Tracers
{
public:
    template <typename... Parameters, typename... Arguments>
    Q_NEVER_INLINE void tell(void (Tracer::*what)(Parameters...) noexcept, Arguments &&...arguments) const
    {
        for (const Entry &entry : m_entries)
            (entry.tracer.get()->*what)(arguments...);
    }
    //! Makes them those of the sources there are now.
    void update();
    bool isEmpty() const noexcept { return m_entries.empty(); }
    bool seeStarts() const noexcept;
    quint64 nextStart() noexcept { return ++m_lastStart; }

private:
    struct Entry
    {
        std::shared_ptr<TraceSource> source;
        std::shared_ptr<Tracer> tracer;
    };
    std::vector<Entry> m_entries;
    quint64 m_lastStart = 0;
};

} // namespace QEager::detail
