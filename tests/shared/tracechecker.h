// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether a file is a Chrome trace that viewers show as it is meant.
*/

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>
#include <QtCore/qstringlist.h>

class TraceChecker
{
public:
    explicit TraceChecker(const QByteArray &json)
    {
        QJsonParseError error;
        const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
        if (error.error != QJsonParseError::NoError)
            fail(error.errorString());
        if (!root.value("traceEvents").isArray())
            fail(QStringLiteral("no traceEvents"));
        dropped = root.value("otherData").toObject().value("dropped").toInteger(-1);
        const QJsonArray array = root.value("traceEvents").toArray();
        for (const QJsonValue &value : array) {
            events.append(value.toObject());
            check(events.constLast());
        }
        for (const QStringList &open : std::as_const(m_slices)) {
            if (!open.isEmpty())
                fail(QStringLiteral("slice without end: ") + open.join(u' '));
        }
        for (const Asynchronous &task : std::as_const(m_tasks)) {
            if (!task.ended)
                fail(QStringLiteral("task without end: ") + task.name);
        }
        for (const QString &phase : std::as_const(m_flows)) {
            if (phase != "f")
                fail(QStringLiteral("flow without end"));
        }
        for (const int thread : std::as_const(m_threads)) {
            if (!threadNames.contains(thread))
                fail(QStringLiteral("thread %1 has no name").arg(thread));
        }
    }

    //! An empty trace, which is not valid, if there is no such file.
    static TraceChecker read(const QString &path)
    {
        QFile file(path);
        return TraceChecker(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }

    QList<QJsonObject> events;
    QList<QJsonObject> loopSpans; //!< how long an event loop was busy
    QMap<int, QString> threadNames;
    qint64 dropped = -1;

    //! Empty: it is valid.
    QString problem() const { return m_problem; }

    //! What is on the tracks of threads and tasks: "B:load E s t b:load …".
    QString phases() const
    {
        QStringList words;
        for (const QJsonObject &event : events) {
            const QString phase = event.value("ph").toString();
            if (phase == "C" || phase == "M" || phase == "X")
                continue;
            const bool named = phase == "B" || phase == "b" || phase == "n";
            words.append(named ? phase + ':' + event.value("name").toString() : phase);
        }
        return words.join(u' ');
    }
    //! The values of a counter, in their order.
    QString counter(const char *name) const
    {
        QStringList values;
        for (const QJsonObject &event : events) {
            if (event.value("ph") == "C")
                values.append(QString::number(event.value("args").toObject().value(QLatin1String(name)).toInt(-1)));
        }
        return values.join(u' ');
    }

private:
    static constexpr double Rounding = 0.0005; // of microseconds with three decimals
    struct Asynchronous
    {
        QString name;
        bool ended = false;
    };

    // What an event of a phase has, and (behind the bar) may have: names of members with the types of their values.
    void checkMembers(const QJsonObject &event, const QString &phase)
    {
        static const QMap<QString, QString> all{
            {"M", "args:o name:s |"},
            {"B", "name:s cat:s args:o |"},
            {"E", "| args:o"},
            {"b", "name:s cat:s id:n args:o |"},
            {"n", "name:s cat:s id:n args:o |"},
            {"e", "name:s cat:s id:n args:o |"},
            {"s", "name:s cat:s id:n bp:s |"},
            {"t", "name:s cat:s id:n bp:s |"},
            {"f", "name:s cat:s id:n bp:s |"},
            {"C", "name:s args:o |"},
            {"X", "name:s cat:s dur:n |"},
        };
        if (!all.contains(phase)) {
            fail(QStringLiteral("unknown phase ") + phase);
            return;
        }
        QStringList keys = event.keys();
        const QString members = QStringLiteral("ph:s pid:n tid:n ts:n ") + all.value(phase);
        for (const QString &member : members.section(u'|', 0, 0).split(u' ', Qt::SkipEmptyParts)) {
            if (!hasMember(event, member) || !keys.removeOne(member.section(u':', 0, 0)))
                fail(phase + QStringLiteral(" without ") + member);
        }
        for (const QString &member : members.section(u'|', 1).split(u' ', Qt::SkipEmptyParts)) {
            if (keys.removeOne(member.section(u':', 0, 0)) && !hasMember(event, member))
                fail(phase + QStringLiteral(" with another ") + member);
        }
        if (!keys.isEmpty())
            fail(phase + QStringLiteral(" with ") + keys.join(u' '));
    }
    static bool hasMember(const QJsonObject &event, const QString &member)
    {
        const QJsonValue value = event.value(member.section(u':', 0, 0));
        const QChar type = member.back();
        return type == QLatin1Char('s')   ? !value.toString().isEmpty()
               : type == QLatin1Char('n') ? value.isDouble()
                                          : value.isObject();
    }

    void check(const QJsonObject &event)
    {
        const QString phase = event.value("ph").toString();
        const QString name = event.value("name").toString();
        const int thread = event.value("tid").toInt(-1);
        const qint64 id = event.value("id").toInteger();
        checkMembers(event, phase);
        if (event.value("ts").toDouble() < m_time)
            fail(QStringLiteral("time goes back"));
        m_time = event.value("ts").toDouble();
        if (thread < 1 || event.value("pid").toInteger() < 1)
            fail(QStringLiteral("no thread or process"));
        QStringList &open = m_slices[thread];
        if (phase == "M") {
            if (name == "thread_name")
                threadNames.insert(thread, event.value("args").toObject().value("name").toString());
            else if (name != "process_name")
                fail(QStringLiteral("unknown metadata ") + name);
            return;
        }
        m_threads.insert(thread);
        if (phase == "X") {
            if (!open.isEmpty() || m_time < m_spanEnd.value(thread) - Rounding)
                fail(QStringLiteral("spans overlap"));
            m_spanEnd[thread] = m_time + event.value("dur").toDouble();
            loopSpans.append(event);
        } else if (phase == "B") {
            if (m_time < m_spanEnd.value(thread) - Rounding)
                fail(QStringLiteral("spans overlap"));
            open.append(name);
        } else if (phase == "E") {
            if (open.isEmpty())
                fail(QStringLiteral("end without slice"));
            else
                open.removeLast();
        } else if (phase == "b") {
            if (m_tasks.contains(id))
                fail(QStringLiteral("two slices for one task: ") + name);
            m_tasks.insert(id, {name});
        } else if (phase == "n" || phase == "e") {
            if (!m_tasks.contains(id) || m_tasks.value(id).ended)
                fail(QStringLiteral("outside its task: ") + name);
            if (phase == "e") {
                if (m_tasks.value(id).name != name)
                    fail(QStringLiteral("another name at the end: ") + name);
                m_tasks[id].ended = true;
            }
        } else if (phase == "s" || phase == "t" || phase == "f") {
            const QString last = m_flows.value(id);
            if ((phase == "s") != last.isEmpty() || last == "f")
                fail(QStringLiteral("flow out of order"));
            if (open.isEmpty())
                fail(QStringLiteral("an arrow to no slice"));
            m_flows.insert(id, phase);
        } else if (phase == "C") {
            const QJsonObject counters = event.value("args").toObject();
            for (const QJsonValue &value : counters) {
                if (value.toInt(-1) < 0)
                    fail(QStringLiteral("a counter that is none"));
            }
        }
    }
    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = QStringLiteral("event %1: %2").arg(events.size()).arg(problem);
    }

    QString m_problem;
    double m_time = 0;
    QMap<int, QStringList> m_slices;
    QMap<int, double> m_spanEnd;
    QMap<qint64, Asynchronous> m_tasks;
    QMap<qint64, QString> m_flows;
    QSet<int> m_threads;
};
