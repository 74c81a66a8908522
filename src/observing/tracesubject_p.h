// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whom an event of a trace is about, and what that is called. Not installed.
*/

#include <qeager/traceevent.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace QEager::detail {

//! A task, or a start that never was one.
struct TraceSubject
{
    int thread = 0; // 0 for a task
    quint64 number = 0;

    static TraceSubject of(const TraceEvent &event)
    {
        return event.task ? TraceSubject{0, event.task} : TraceSubject{event.thread, event.start};
    }
    friend bool operator==(const TraceSubject &, const TraceSubject &) = default;
    friend size_t qHash(const TraceSubject &subject, size_t seed = 0)
    {
        return qHashMulti(seed, subject.thread, subject.number);
    }
};

//! The last names that were given.
class TraceNames
{
public:
    explicit TraceNames(const QList<TraceEvent> &events)
    {
        for (const TraceEvent &event : events) {
            if (!event.name.isEmpty())
                m_names.insert(TraceSubject::of(event), event.name);
        }
    }
    //! "Task-7", or "start 3", for one that has none.
    QString of(const TraceSubject &subject) const
    {
        if (const QString name = m_names.value(subject); !name.isEmpty())
            return name;
        const QString fallback = subject.thread ? QStringLiteral("start %1") : QStringLiteral("Task-%1");
        return fallback.arg(subject.number);
    }

private:
    QHash<TraceSubject, QString> m_names;
};

} // namespace QEager::detail
