// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    LoopMonitor: how long the event loop of a thread keeps its events waiting.

    \code
    QEager::LoopMonitor monitor;            // in main(), behind the QApplication
    const int result = app.exec();
    qInfo().noquote() << monitor.report().text();
    \endcode

    It works in any Qt application, whether that uses QEager's coroutines or not. Without touching its source:
    `QEAGER='latency=FILE'`, see configure.h, and the plugin `qeager`.
*/

#include <qeager/global.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <memory>

namespace QEager {

//! What a LoopMonitor has seen: a copy, which may go to any thread.
struct LoopReport
{
    /*! Of many durations. A percentile is at most one sixteenth above the exact one and never below it; `max` is exact.
        All zero when there was none. */
    struct Durations
    {
        quint64 count = 0;
        std::chrono::nanoseconds p50{0}, p95{0}, p99{0}, max{0};
    };
    //! A busy span that is among the longest.
    struct Stall
    {
        QDateTime began; //!< UTC
        std::chrono::nanoseconds duration{0};
        QString task; //!< name of the task that ran longest in it; empty when none did, see LoopMonitor
        std::chrono::nanoseconds taskDuration{0}; //!< how long that ran in it
    };

    QString thread; //!< its objectName(), else "main", else empty
    QDateTime began; //!< of the watching; UTC
    std::chrono::nanoseconds watched{0}; //!< since then
    std::chrono::nanoseconds busy{0}; //!< sum of the busy spans
    Durations busySpans; //!< see LoopMonitor
    Durations latency; //!< how long posted events waited for their turn
    QList<Stall> stalls; //!< the longest busy spans, longest first, at most LoopMonitor::KeptStalls

    //! For people: a few lines, durations in milliseconds.
    QEAGER_EXPORT QString text() const;
    //! The same for programs: an object of JSON, durations in nanoseconds, in members whose names end in "Ns".
    QEAGER_EXPORT QByteArray json() const;
    /*! Writes json() to \a path, in the place of the file that is there; a device or a pipe is written to. False if
        that can not be done, or not completely: that is a warning in category `qeager`, and a file that was there
        before is left as it was (unless its folder takes no new files). */
    QEAGER_EXPORT bool save(const QString &path) const;
};

/*! Watches the event loop of the thread it is made on, until it is destroyed. Belongs to that thread; so does every
    call.

    **Busy spans.** In the application's thread, a span begins when the loop wakes, or with the first event that is
    delivered after it has looked for events, and ends when it looks again: a nested loop, and processEvents(), end it,
    because events get their turn there, and what follows them is another. The last one ends with the loop. One without
    any event counts from 0.1 ms on. What a platform does between its events is not seen. In other threads Qt does not
    show events as they are delivered: there a span is the processor time that the thread has taken from one look to the
    next, so a handler that sleeps counts as idle (on Windows it is the time from waking to blocking, without timers),
    and what is done after the last look is not counted.

    **Tasks.** A stall names the task that ran longest in it. What a coroutine does in its eager phase, before it is a
    task, is the doing of the code that started it, which may be a task; a TraceRecorder that records has each start
    seen, and named. What runs in a nested loop counts for itself, not for the task which runs that loop. A task's time
    is that of the clock, and at most the stall's.

    **Latency.** Events of its own (probes) measure how long a posted event waits. One is posted when the loop is awake
    already, and at most every `probeInterval`. So an idle loop is left idle, and a busy one gets at most that many more
    events.

    Costs a test for each delivered event, a clock reading for each span, two for each turn of a task, and 16 KiB; a
    coroutine that finishes inline costs what it does without. An application has as many of these as it likes.

    A thread without an event dispatcher (one that Qt did not start, or before there is a QCoreApplication) can not be
    watched: that is a warning, and the report stays empty. When the thread's dispatcher goes before this does, the
    watching ends there.
*/
class QEAGER_EXPORT LoopMonitor
{
public:
    //! So many stalls are kept; memory is bounded.
    static constexpr int KeptStalls = 16;

    /*! Zero or less: no probes, and no latency in the report. */
    explicit LoopMonitor(std::chrono::nanoseconds probeInterval = std::chrono::milliseconds(10));
    Q_DISABLE_COPY_MOVE(LoopMonitor)
    //! Writes nothing.
    ~LoopMonitor();

    //! Whether there is a dispatcher to watch.
    bool isWatching() const noexcept;
    //! From the beginning until now. The span that has not ended is not in it, so a report made in an event handler
    //! lacks that one.
    LoopReport report() const;

private:
    class Watcher;
    std::unique_ptr<Watcher> m_watcher;
};

} // namespace QEager
