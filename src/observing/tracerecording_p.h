// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a TraceRecorder keeps: a ring of events for each thread. Not installed.
*/

#include <qeager/detail/tracer.h>

#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qmutex.h>
#include <QtCore/qstring.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace QEager {
class TraceRecorder;
}

namespace QEager::detail {

//! Of all rings of a recording.
struct TraceClock
{
    const std::size_t capacity; // of a ring
    const std::chrono::steady_clock::time_point zero = std::chrono::steady_clock::now();
    std::atomic<bool> records = false; // relaxed: what is recorded is behind the lock of its ring
};

//! Written by its thread, read by any; the lock is hardly ever contended.
class TraceRing final : public Tracer
{
public:
    TraceRing(std::shared_ptr<const TraceClock> clock, int thread, quint64 identity, QString threadName);

    int thread() const noexcept { return m_thread; }
    quint64 identity() const noexcept { return m_identity; }
    QString threadName() const { return m_threadName; }

    void appendTo(QList<TraceEvent> &events) const;
    quint64 dropped() const;
    quint64 size() const; //!< those that were dropped included
    void clear();

    void startsInline(quint64 start, const QString *name, const Activation *starter) noexcept override;
    void becomesTask(quint64 start, TaskStateBase &task) noexcept override;
    void endsInline(quint64 start, const std::exception_ptr &error) noexcept override;
    void posts(TaskStateBase &task, PostReason reason, const Activation *starter) noexcept override;
    void begins(TaskStateBase &task) noexcept override;
    void suspends(TaskStateBase &task, const Awaited &awaited, const std::source_location &where) noexcept override;
    void queues(TaskStateBase &task) noexcept override;
    void resumes(TaskStateBase &task) noexcept override;
    void ends(TaskStateBase &task, const std::exception_ptr &error) noexcept override;
    void cancels(TaskStateBase &task, const QString &message) noexcept override;
    void wasBusy(std::chrono::steady_clock::time_point began, std::chrono::nanoseconds duration) noexcept override;

private:
    TraceEvent eventOf(TraceEvent::Kind kind, const TaskStateBase *task = nullptr) const;
    qint64 now() const;
    void add(TraceEvent event);
    void keep(TraceEvent event);

    const std::shared_ptr<const TraceClock> m_clock;
    const int m_thread;
    const quint64 m_identity;
    const QString m_threadName;
    const TaskStateBase *m_beginning = nullptr; // resumes() follows
    qint64 m_busyUntil = std::numeric_limits<qint64>::min(); // the event loop, as far as is known
    mutable QMutex m_mutex;
    std::vector<TraceEvent> m_events;
    std::size_t m_oldest = 0; // once it is full
    quint64 m_dropped = 0;
};

class TraceRecording final : public TraceSource
{
public:
    explicit TraceRecording(std::size_t capacity) : clock(new TraceClock{capacity}) {}
    std::shared_ptr<Tracer> makeTracer() override;
    //! \a self is this.
    void setRecording(bool records, const std::shared_ptr<TraceSource> &self);

    std::vector<std::shared_ptr<TraceRing>> rings() const;
    QMap<int, QString> threadNames() const;
    quint64 dropped() const;
    void clear();

    const std::shared_ptr<TraceClock> clock;

private:
    void forgetEnded();

    QMutex m_switching;
    mutable QMutex m_mutex;
    std::vector<std::shared_ptr<TraceRing>> m_rings; // in the order of their threads' numbers
    int m_threads = 0;
    quint64 m_forgotten = 0; // events
};

//! Those that are to be written when the application has ended.
void writeTracesAtExit();
//! The same of one that is being destroyed.
void writeAtOwnEnd(const TraceRecorder &recorder);

//! Chrome trace JSON of \a events, in the order of time. False when \a device does not take it.
bool writeChromeTrace(QIODevice &device, const QList<TraceEvent> &events, const QMap<int, QString> &threadNames,
                      quint64 dropped);

} // namespace QEager::detail
