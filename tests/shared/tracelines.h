// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The events of a trace as lines to compare: tasks and starts are numbered in the order in which they first appear.
*/

#include <qeager/traceevent.h>

#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>

#include <utility>

//! Of threads other than the first, a line begins with the thread's number and a colon.
inline QStringList traceLines(const QList<QEager::TraceEvent> &events)
{
    QMap<std::pair<int, quint64>, quint64> numbers; // tasks belong to thread 0
    const auto number = [&numbers](int thread, quint64 id) -> quint64 {
        if (!id)
            return 0;
        quint64 &mine = numbers[{thread, id}];
        if (!mine)
            mine = quint64(numbers.size());
        return mine;
    };
    QStringList lines;
    for (QEager::TraceEvent event : events) {
        event.task = number(0, event.task);
        event.start = event.task ? 0 : number(event.thread, event.start);
        event.parentTask = number(0, event.parentTask);
        event.parentStart = event.parentTask ? 0 : number(event.thread, event.parentStart);
        event.awaitedTask = number(0, event.awaitedTask);
        const QString thread = event.thread == 1 ? QString() : QStringLiteral("%1: ").arg(event.thread);
        lines.append(thread + event.toString());
    }
    return lines;
}

//! Compares all events with lines; a difference is shown line by line.
#define COMPARE_TRACE(events, ...) QCOMPARE(traceLines(events).join(u'\n'), QStringList({__VA_ARGS__}).join(u'\n'))
