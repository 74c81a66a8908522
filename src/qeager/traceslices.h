// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    traceSlices(): the events of a TraceRecorder as stretches of time, for a view.

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

/*! A stretch for which a coroutine ran: from its start or resume until it waited or ended; or the moment at which a
    start was posted. A plain value, to be copied and kept. Those of a thread nest as the starts did: they do not
    overlap at the same depth. */
struct TraceSlice
{
    int thread = 0; //!< as TraceEvent::thread
    int depth = 0; //!< how many slices of this thread it is in; 0: none
    qint64 begin = 0; //!< nanoseconds, as TraceEvent::time
    qint64 end =
        0; //!< nanoseconds; of one that is still running, the time of the last event of all; of a post, as \a begin
    quint64 task = 0; //!< 0: a start that was no task
    quint64 start = 0; //!< number of the inline start that it begins with; 0: it begins with none
    QString name{}; //!< the last one it was given; without one "Task-7", or "start 3" for a start that was no task
    qsizetype first = 0; //!< index of the event it begins with: Start, Resume or Post
    /*! Index of the event that ends it: its own Suspend or Finish, or, when that was not recorded, the one that ends
        the slice around it; of a post, as \a first. -1: it was still running. */
    qsizetype last = -1;

    bool isRunning() const noexcept { return last < 0; }
    qint64 duration() const noexcept { return end - begin; } //!< nanoseconds
};

/*! The slices of \a events, in the order in which they begin; one that holds others comes before them. The events are
    in the order of time, as TraceRecorder::events() gives them. Where the begin of a stretch was not recorded, or has
    made room for newer events, there is no slice. What it says of a place in the list holds for this list only. Any
    thread. Python has no counterpart. */
QEAGER_EXPORT QList<TraceSlice> traceSlices(const QList<TraceEvent> &events);

} // namespace QEager
