// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TraceRecorder: records what ran inline, what was posted and why, what waited for what, and for how long.

    \code
    QEager::TraceRecorder recorder;
    recorder.start();
    …
    recorder.write(QStringLiteral("trace.json"));   // for ui.perfetto.dev, chrome://tracing or Qt Creator
    \endcode

    To record without touching the source of an application, set `QEAGER='trace=FILE'`, see configure.h.
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

    While no recorder records, a start costs what it always costs. While one does, an event takes some 120 ns and 150
    bytes, and a start that finishes inline is two events. It still makes no task and posts nothing, and Statistics
    count the same.

    This is a QObject because of its slots: `connect(button, &QPushButton::clicked, &recorder,
    &TraceRecorder::writeNow)`. You may call all its own members on any thread, and before there is a QCoreApplication.
    Events point into the code that was recorded, see TraceEvent. Python has no counterpart.
*/
class QEAGER_EXPORT TraceRecorder : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype DefaultCapacity = 65'536;
    //! At most this many rings of threads that have ended are kept. The events in older ones are dropped, and counted.
    static constexpr int KeptThreads = 64;
    //! At most this many UTF-16 code units of a name or a message are kept. A text that was cut ends with "…".
    static constexpr qsizetype LongestText = 200;

    //! Makes a recorder that keeps \a eventsPerThread events of each thread, at least one. It allocates memory as they
    //! come.
    explicit TraceRecorder(qsizetype eventsPerThread = DefaultCapacity, QObject *parent = nullptr);
    //! Stops recording, and writes the file of writeAtExit() if that has not been written. Tasks go on.
    ~TraceRecorder() override;
    Q_DISABLE_COPY_MOVE(TraceRecorder)

    bool isRecording() const;

    //! Returns the events that the rings hold now, of all threads, in the order of time. Recording goes on meanwhile.
    QList<TraceEvent> events() const;
    //! Returns how many events have made room for newer ones, on all threads, since the last clear().
    quint64 dropped() const;
    //! Returns the name for a number in TraceEvent::thread: that of the QThread when it was first seen, or "main", or
    //! "thread 2". It is empty if nothing is recorded for that number.
    QString threadName(int thread) const;

    /*! Writes the events as Chrome trace JSON to \a device, which must be open.

        The track of each thread has a slice for every stretch in which a coroutine ran. Each task has an asynchronous
        slice from its start, or from when the start was posted, to its end. Arrows lead from there to each resume.
        There are two counters, "tasks" and "ready". Times are in microseconds, as the format requires, with decimals.
        \return whether the device took everything. If not, there is a warning in the category `qeager`.
    */
    bool write(QIODevice *device) const;
    //! Writes the same to the file \a path. A file that is there remains as it is until the new one is complete (unless
    //! its folder takes no new files). Only the owner of the new file may read and write it. Anything but a regular
    //! file (a pipe, a device) is written to. In a folder that others can write to, such as /tmp, a symbolic link or a
    //! pipe is refused: somebody else may have put it there. Then there is a warning, and the result is false.
    bool write(const QString &path) const;
    //! Writes to \a path, once: when QCoreApplication ends, after the last task of the main thread, or when this is
    //! destroyed, whichever comes first. An empty path revokes this.
    void writeAtExit(const QString &path);

public Q_SLOTS:
    /*! Starts recording. On the calling thread this happens at once. On other threads that have used QEager it happens
        with their next event, which this posts. On later threads it happens with their first start. What is running
        already is seen from its next suspension on. Several recorders may record at the same time. */
    void start();
    //! Stops recording on all threads. What was recorded stays, and start() continues after it.
    void stop();
    //! Forgets all events.
    void clear();
    /*! Writes to the file of writeAtExit() now. The file is still written at the exit.
        \return whether it was written. If not, or if there is no such file, there is a warning. */
    bool writeNow() const;

private:
    std::shared_ptr<detail::TraceRecording> m_recording;
};

} // namespace QEager
