// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    LoopMonitor: measures how long the event loop of a thread keeps its events waiting.

    \code
    QEager::LoopMonitor monitor;            // in main(), after the QApplication
    const int result = app.exec();
    qInfo().noquote() << monitor.report().text();
    \endcode

    It works in any Qt application, whether that uses QEager's coroutines or not. To use it without touching the source,
    set `QEAGER='latency=FILE'`, see configure.h, or use the plugin `qeager`.
*/

#include <qeager/global.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <memory>

namespace QEager {

//! What a LoopMonitor has seen. This is a copy, which you may use on any thread.
struct LoopReport
{
    //! A summary of many durations. A percentile is never below the exact one, and at most one sixteenth above it;
    //! `max` is exact. All members are zero if there was none.
    struct Durations
    {
        quint64 count = 0;
        std::chrono::nanoseconds p50{0}, p95{0}, p99{0}, max{0};
    };
    //! One of the longest busy spans.
    struct Stall
    {
        QDateTime began; //!< UTC
        std::chrono::nanoseconds duration{0};
        QString task; //!< name of the task that ran longest in it, see LoopMonitor; empty if none did
        std::chrono::nanoseconds taskDuration{0}; //!< how long that task ran in it
    };

    QString thread; //!< objectName() of the thread; without one "main" in the main thread, otherwise empty
    QDateTime began; //!< when the watching began; UTC
    std::chrono::nanoseconds watched{0}; //!< how long since then
    std::chrono::nanoseconds busy{0}; //!< sum of all busy spans
    Durations busySpans; //!< see LoopMonitor
    Durations latency; //!< how long posted events waited for their turn
    QList<Stall> stalls; //!< the longest busy spans, longest first, at most LoopMonitor::KeptStalls

    //! Returns a few lines for people, with durations in milliseconds.
    QEAGER_EXPORT QString text() const;
    //! Returns the same for programs, as a JSON object. Durations are in nanoseconds, in members whose names end in
    //! "Ns".
    QEAGER_EXPORT QByteArray json() const;
    /*! Writes json() to \a path. A file that is there is replaced; a device or a pipe is written to. If this cannot be
        done, or not completely, the file from before remains as it was (unless its folder takes no new files), and
        there is a warning in the category `qeager`. Only the owner of the new file may read and write it. In a folder
        that others can write to, such as /tmp, a symbolic link or a pipe is refused: somebody else may have put it
        there.
        \return whether everything was written. */
    QEAGER_EXPORT bool save(const QString &path) const;
};

/*! Watches the event loop of the thread on which it is made, until it is destroyed. Make, use and destroy it on that
    thread.

    **Busy spans.** In the application's thread, a span begins when the loop wakes, or with the first event that is
    delivered after the loop has looked for events. It ends when the loop looks again. So a nested loop or
    processEvents() ends it, because events get their turn there, and what follows belongs to another span. The last
    span ends with the loop. A span without any event counts from 0.1 ms on. What a platform does between its events is
    not seen.

    In other threads, Qt does not show events as they are delivered. There, a span is the processor time that the thread
    has taken from one look to the next. So a handler that sleeps counts as idle, and what is done after the last look
    does not count. (On Windows, it is the time from waking to blocking, without timers.)

    **Tasks.** A stall names the task that ran longest in it. What a coroutine does in its eager phase, before it is a
    task, counts for the code that started it, which may be a task. While a TraceRecorder records, each start is seen
    and named. What runs in a nested loop counts for itself, not for the task that runs that loop. The time of a task is
    clock time, and at most that of the stall.

    **Latency.** The monitor posts events of its own (probes) to measure how long a posted event waits. It posts one
    only while the loop is awake, and at most one every `probeInterval`. So an idle loop is left idle, and a busy one
    gets at most that many
    more events.

    **Cost**: a test for each delivered event, a clock reading for each span, two for each turn of a task, and 16 KiB. A
    coroutine that finishes inline costs no more than without a monitor. An application may have any number of monitors.

    A thread without an event dispatcher (one that Qt did not start, or before there is a QCoreApplication) cannot be
    watched. Then there is a warning, and the report stays empty. If the dispatcher goes before the monitor, the
    watching ends there.
*/
class QEAGER_EXPORT LoopMonitor
{
public:
    //! At most this many stalls are kept, so memory is bounded.
    static constexpr int KeptStalls = 16;

    //! Begins to watch. \a probeInterval is in nanoseconds; with zero or less there are no probes, and no latency in
    //! the report.
    explicit LoopMonitor(std::chrono::nanoseconds probeInterval = std::chrono::milliseconds(10));
    Q_DISABLE_COPY_MOVE(LoopMonitor)
    //! Ends the watching. Writes nothing.
    ~LoopMonitor();

    //! Returns whether there is a dispatcher to watch.
    bool isWatching() const noexcept;
    //! Returns what was seen from the beginning until now. The span that has not ended is not included. So a report
    //! that you make in an event handler lacks the span of that handler.
    LoopReport report() const;

private:
    class Watcher;
    std::unique_ptr<Watcher> m_watcher;
};

} // namespace QEager
