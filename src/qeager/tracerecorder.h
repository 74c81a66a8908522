// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TraceRecorder: what ran inline, what was posted and why, what waited for what, and for how long.

    \code
    QEager::TraceRecorder recorder;
    recorder.start();
    …
    recorder.write(QStringLiteral("trace.json"));   // for ui.perfetto.dev, chrome://tracing or Qt Creator
    \endcode

    Without touching the source of an application: `QEAGER='trace=FILE'`, see configure.h.
*/

#include <qeager/global.h>
#include <qeager/traceevent.h>

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <memory>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace QEager {

namespace detail {
class TraceRecording;
}

/*! Records the starts and tasks of all threads, each in a ring of its own: the oldest events make room for the newest.

    While none records, a start costs what it always costs. While one does, an event costs some 120 ns and 150 bytes,
    and a start that finishes inline is two events; it still makes no task, posts nothing, and Statistics count the
    same.

    A QObject for the sake of its slots: `connect(button, &QPushButton::clicked, &recorder, &TraceRecorder::writeNow)`.
    All its own members may be called on any thread, and before there is a QCoreApplication. Events point into the code
    that was recorded: see TraceEvent. Python has no counterpart. */
class QEAGER_EXPORT TraceRecorder : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype DefaultCapacity = 65'536;
    //! So many rings are kept of threads that have ended; what was in older ones is dropped, and counted.
    static constexpr int KeptThreads = 64;
    //! So many UTF-16 code units are kept of a name or a message; one that is cut ends with "…".
    static constexpr qsizetype LongestText = 200;

    //! Of \a eventsPerThread events, at least one. Their memory is taken as they come.
    explicit TraceRecorder(qsizetype eventsPerThread = DefaultCapacity, QObject *parent = nullptr);
    //! Stops, and writes the file of writeAtExit() if that has not been written. Tasks go on.
    ~TraceRecorder() override;
    Q_DISABLE_COPY_MOVE(TraceRecorder)

    bool isRecording() const;

    //! What the rings hold now, of all threads, in the order of time. Recording goes on meanwhile.
    QList<TraceEvent> events() const;
    //! How many events had to make room, on all threads, since the last clear().
    quint64 dropped() const;
    /*! Of TraceEvent::thread: that of the QThread when it was first seen, or "main", or "thread 2". Empty for a number
        of which nothing is recorded. */
    QString threadName(int thread) const;

    /*! Writes the events as Chrome trace JSON to \a device, which is open. False, and a warning in the category
        `qeager`, when it did not take all of it.

        On the track of each thread a slice for every stretch in which a coroutine ran; for each task an asynchronous
        slice from its start, or the start's being posted, to its end; arrows from there to each resume; the counters
        "tasks" and "ready". Times are in microseconds, as the format wants it, with decimals. */
    bool write(QIODevice *device) const;
    /*! The same, to the file \a path. A file that is there stays as it is until the new one is complete (unless its
        folder takes no new files); what is no regular file (a pipe, a device) is written to. */
    bool write(const QString &path) const;
    /*! Writes to \a path when QCoreApplication has ended, after the last task of the main thread, or when this is
        destroyed, whichever comes first. Once; an empty one: no more. */
    void writeAtExit(const QString &path);

public Q_SLOTS:
    /*! Records from here on: at once on the calling thread; on others that have used QEager from their next event on,
        which this posts; on those to come from their first start on. What runs meanwhile is seen from its next
        suspension on. Several recorders may record. */
    void start();
    //! Records no more, on any thread. What was recorded stays; start() goes on behind it.
    void stop();
    //! Forgets all events.
    void clear();
    //! Writes to the file of writeAtExit(), which is written at the exit all the same. False, and a warning, when there
    //! is none.
    bool writeNow() const;

private:
    std::shared_ptr<detail::TraceRecording> m_recording;
};

} // namespace QEager
