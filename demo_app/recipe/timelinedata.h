// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A recording as rows of bars on one time axis.
*/

#include <qeager/tracerecorder.h>
#include <qeager/traceslices.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>

#include <vector>

namespace Demo {

//! A task, or a start that never was one.
struct TimelineSubject
{
    quint64 task = 0; //!< 0: it never was one
    quint64 start = 0;
    int thread = 0; //!< where it was seen first
    QString name;
    int parent = -1; //!< the subject that started it; -1: none that was recorded
    int level = 0; //!< how many such there are above it
    qsizetype began = -1; //!< the event that says how it was started: Start or Post; -1: not recorded
    qint64 begin = 0; //!< nanoseconds
    qint64 end = 0; //!< nanoseconds; of one that goes on, where the recording ends
};

struct TimelineBar
{
    enum class Look : quint8 {
        Ended, //!< ran inline, and ended: it never was a task
        Task, //!< ran inline, and became a task
        Begun, //!< had been posted, and began
        Resumed, //!< went on
        Post, //!< a moment: it was posted
        Busy, //!< of the event loop
        Waiting,
        Queued, //!< waits for nothing but its turn
    };

    qint64 begin = 0; //!< nanoseconds
    qint64 end = 0; //!< nanoseconds
    Look look = Look::Busy;
    int subject = -1; //!< -1: the event loop
    qsizetype slice = -1; //!< of what ran, and of a Post
    qsizetype event = -1; //!< what it begins with
};

struct TimelineRow
{
    enum class Kind : quint8 {
        Loop, //!< when a thread's event loop was busy
        Slices, //!< what ran on a thread, at one depth
        Task, //!< a task, from its begin to its end
    };

    Kind kind = Kind::Loop;
    int thread = 0;
    int depth = 0; //!< Slices
    int subject = -1; //!< Task
    QString label;
    std::vector<TimelineBar> bars; //!< in the order of time; they do not overlap

    /*! The one at \a time, or the nearest if that is no further away than \a tolerance; null: there is none. Of several
        that are that near, the longest. */
    const TimelineBar *barAt(double time, double tolerance) const;
    //! The first that ends at or after \a time.
    std::vector<TimelineBar>::const_iterator from(double time) const;
};

struct TimelineData
{
    QList<QEager::TraceEvent> events;
    QList<QEager::TraceSlice> slices;
    std::vector<TimelineSubject> subjects; //!< in the order in which they were seen
    QHash<quint64, int> tasks; //!< the subjects that are tasks, by their ids
    std::vector<TimelineRow> rows; //!< those of each thread, then those of the tasks
    quint64 dropped = 0;
    /*! From the first event about a coroutine to the last, and the busy spans these are in. What the event loop does
        afterwards is not in it: that may be the painting of this. */
    qint64 begin = 0;
    qint64 end = 0;

    //! Of what \a recorder holds now. May be called on any thread.
    static TimelineData of(const QEager::TraceRecorder &recorder);
    static TimelineData of(const QList<QEager::TraceEvent> &events, const QMap<int, QString> &threads,
                           quint64 dropped = 0);

    //! Which subjects \a filter finds: part of the name, or the number of a task. All, if it is empty.
    std::vector<bool> matching(const QString &filter) const;
};

} // namespace Demo
