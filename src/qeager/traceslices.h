// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    traceSlices(): turns the events of a TraceRecorder into stretches of time, for a view.

    \code
    const QList<QEager::TraceEvent> events = recorder.events();
    for (const QEager::TraceSlice &slice : QEager::traceSlices(events))
        painter.drawRect(x(slice.begin), slice.depth * rowHeight, width(slice.duration()), rowHeight);
    \endcode
*/

#include <qeager/global.h>
#include <qeager/traceevent.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace QEager {

/*! A stretch of time in which a coroutine ran: from its start or resume until it waited or ended. It may also be the
    moment at which a start was posted.

    This is a plain value, which you can copy and keep. The slices of a thread nest as the starts did, so those of the
    same depth do not overlap.
*/
struct TraceSlice
{
    int thread = 0; //!< same as TraceEvent::thread
    int depth = 0; //!< number of slices of this thread that contain it
    qint64 begin = 0; //!< nanoseconds, as in TraceEvent::time
    //! Nanoseconds. If it is still running, the time of the last event of all; for a post, the same as \a begin.
    qint64 end = 0;
    quint64 task = 0; //!< 0: a start that was no task
    quint64 start = 0; //!< number of the inline start that it begins with; 0: none
    //! The last name that was given. Without one it is "Task-7", or "start 3" for a start that was no task.
    QString name{};
    qsizetype first = 0; //!< index of the event with which it begins: Start, Resume or Post
    //! The index of the event that ends it: its own Suspend or Finish. If that was not recorded, it is the event that
    //! ends the slice around it. For a post, it is the same as \a first. If it is still running, it is -1.
    qsizetype last = -1;

    bool isRunning() const noexcept { return last < 0; }
    qint64 duration() const noexcept { return end - begin; } //!< nanoseconds
};

/*! Returns the slices of \a events, in the order in which they begin; a slice comes before those inside it.

    The events must be in the order of time, as TraceRecorder::events() returns them. If the beginning of a stretch was
    not recorded, or has made room for newer events, there is no slice for it. The indexes refer to this list only. Any
    thread. Python has no counterpart.
*/
QEAGER_EXPORT QList<TraceSlice> traceSlices(const QList<TraceEvent> &events);

} // namespace QEager
