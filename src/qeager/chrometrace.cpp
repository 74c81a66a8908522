// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The Trace Event Format of Chrome, which Perfetto and Qt Creator open: one event a line, in the order of time.

#include "tracerecording_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>

namespace QEager::detail {

using Kind = TraceEvent::Kind;

namespace {

// Where the busy spans of a thread's event loop are: beside what ran, which they would overlap.
constexpr int LoopTracks = 1'000'000;

// A task, or a start that never was one.
struct Subject
{
    int thread; // 0 for a task
    quint64 number;
    friend bool operator==(const Subject &, const Subject &) = default;
    friend size_t qHash(const Subject &subject, size_t seed = 0)
    {
        return qHashMulti(seed, subject.thread, subject.number);
    }
};

Subject subjectOf(const TraceEvent &event)
{
    return event.task ? Subject{0, event.task} : Subject{event.thread, event.start};
}

constexpr QLatin1StringView operator""_L(const char *text, std::size_t size) { return {text, qsizetype(size)}; }

// Half a surrogate pair becomes a question mark: QJsonDocument would escape it, and not every reader takes that.
QString readable(const QString &text) { return QString::fromUtf8(text.toUtf8()); }

// Nothing that is empty or zero.
void add(QJsonObject &object, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, readable(text));
}
void add(QJsonObject &object, QLatin1StringView name, quint64 number)
{
    if (number)
        object.insert(name, qint64(number));
}

double micros(qint64 nanoseconds) { return double(nanoseconds) / 1000; }

class Writer
{
public:
    Writer(QIODevice &device, const QList<TraceEvent> &events) : m_device(device), m_events(events)
    {
        for (const TraceEvent &event : events) {
            if (!event.name.isEmpty())
                m_names.insert(subjectOf(event), event.name);
            if (isFlowPoint(event))
                ++m_flowPoints[event.task];
            if (event.kind == Kind::Busy)
                m_busy.insert(event.thread);
        }
    }

    bool write(const QMap<int, QString> &threadNames, quint64 dropped)
    {
        put("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"dropped\":" + QByteArray::number(dropped) +
            "},\"traceEvents\":[");
        putName("process_name", QCoreApplication::applicationName(), 1);
        for (auto [thread, name] : threadNames.asKeyValueRange())
            putName("thread_name", name, thread);
        for (const int thread : std::as_const(m_busy))
            putName("thread_name", threadNames.value(thread) + QStringLiteral(": event loop"), LoopTracks + thread);
        for (const TraceEvent &event : m_events) {
            m_now = event.time;
            if (event.kind == Kind::Busy)
                busy(event);
            else
                each(event);
        }
        closeAll();
        put("\n]}\n");
        flush();
        return m_works;
    }

private:
    void putName(const char *whose, const QString &name, int thread)
    {
        if (name.isEmpty())
            return;
        putLine('M', QLatin1StringView(whose), 0, thread, {{"args"_L, QJsonObject{{"name"_L, readable(name)}}}});
    }

    // What an arrow goes to, and the first of which it comes from.
    static bool isFlowPoint(const TraceEvent &event)
    {
        return event.task && (event.kind == Kind::Post || event.kind == Kind::Start || event.kind == Kind::Resume);
    }

    QString nameOf(const Subject &subject) const
    {
        const QString fallback = subject.thread ? QStringLiteral("start %1") : QStringLiteral("Task-%1");
        return m_names.value(subject, fallback.arg(subject.number));
    }

    void each(const TraceEvent &event)
    {
        const Subject subject = subjectOf(event);
        if (event.kind != Kind::Finish)
            beginTask(event); // also one whose begin was not recorded
        switch (event.kind) {
        case Kind::Post:
            beginSlice(event, QStringLiteral("post ") + nameOf(subject));
            flow(event);
            endSlice(event);
            m_ready.insert(event.task);
            break;
        case Kind::Start:
        case Kind::Resume:
            m_ready.remove(event.task);
            beginSlice(event, nameOf(subject));
            flow(event);
            break;
        case Kind::Task:
            break;
        case Kind::Queue:
            m_ready.insert(event.task);
            break;
        case Kind::Suspend:
            endSlice(event);
            break;
        case Kind::Cancel:
            asynchronous('n', event, QStringLiteral("cancel"));
            break;
        case Kind::Finish:
            endSlice(event);
            m_ready.remove(event.task);
            if (m_open.remove(event.task))
                asynchronous('e', event, nameOf(subject));
            break;
        case Kind::Busy:
            break;
        }
        count();
    }

    void busy(const TraceEvent &event)
    {
        putLine('X', QStringLiteral("busy"), event.time, LoopTracks + event.thread,
                {{"cat"_L, "loop"_L}, {"dur"_L, micros(event.duration)}});
    }

    // -- one slice a task

    void beginTask(const TraceEvent &event)
    {
        if (!event.task || m_open.contains(event.task))
            return;
        m_open.insert(event.task, event.thread);
        asynchronous('b', event, nameOf(subjectOf(event)));
    }
    void asynchronous(char phase, const TraceEvent &event, const QString &name)
    {
        putLine(phase, name, event.time, event.thread,
                {{"cat"_L, "task"_L}, {"id"_L, qint64(event.task)}, {"args"_L, arguments(event)}});
    }

    // -- what runs on a thread

    void beginSlice(const TraceEvent &event, const QString &name)
    {
        m_running[event.thread].append(subjectOf(event));
        putLine('B', name, event.time, event.thread, {{"cat"_L, "run"_L}, {"args"_L, arguments(event)}});
    }
    void endSlice(const TraceEvent &event)
    {
        QList<Subject> &running = m_running[event.thread];
        if (!running.contains(subjectOf(event)))
            return; // its begin was not recorded, or it did not run
        bool found = false;
        while (!found) { // what is above it has lost its end
            found = running.takeLast() == subjectOf(event);
            putLine('E', {}, event.time, event.thread,
                    found ? QJsonObject{{"args"_L, arguments(event)}} : QJsonObject());
        }
    }
    void flow(const TraceEvent &event)
    {
        if (!isFlowPoint(event))
            return;
        const int points = m_flowPoints.value(event.task);
        const int passed = ++m_flowPassed[event.task];
        if (points < 2)
            return;
        const char phase = passed == 1 ? 's' : passed < points ? 't' : 'f';
        putLine(phase, QStringLiteral("resume"), event.time, event.thread,
                {{"cat"_L, "flow"_L}, {"id"_L, qint64(event.task)}, {"bp"_L, "e"_L}});
    }

    void count()
    {
        const QJsonObject counts{{"tasks"_L, m_open.size()}, {"ready"_L, m_ready.size()}};
        if (counts == m_counts)
            return;
        m_counts = counts;
        putLine('C', QStringLiteral("QEager"), m_now, 1, {{"args"_L, counts}});
    }

    // What goes on when the recording ends.
    void closeAll()
    {
        for (auto [thread, running] : m_running.asKeyValueRange()) {
            for (qsizetype i = running.size(); i > 0; --i)
                putLine('E', {}, m_now, thread, {});
        }
        for (auto [task, thread] : m_open.asKeyValueRange()) {
            TraceEvent end;
            end.task = task;
            end.time = m_now;
            end.thread = thread;
            asynchronous('e', end, nameOf({0, task}));
        }
    }

    // -- as text

    static QJsonObject arguments(const TraceEvent &event)
    {
        QJsonObject all;
        add(all, "task"_L, event.task);
        add(all, "start"_L, event.start);
        add(all, "parent"_L, event.parentTask);
        add(all, "parentStart"_L, event.parentStart);
        add(all, "posted"_L, toString(event.reason));
        add(all, "awaits"_L, QString(event.awaited));
        add(all, "awaitsTask"_L, event.awaitedTask);
        if (event.kind == Kind::Suspend && event.where.line()) {
            add(all, "where"_L,
                QStringLiteral("%1:%2").arg(QString::fromUtf8(event.where.file_name())).arg(event.where.line()));
            add(all, "function"_L, QString::fromUtf8(event.where.function_name()));
        }
        add(all, "outcome"_L, toString(event.outcome));
        add(all, "message"_L, event.text);
        return all;
    }

    void putLine(char phase, const QString &name, qint64 time, int thread, QJsonObject line)
    {
        line.insert("ph"_L, QString(QLatin1Char(phase)));
        add(line, "name"_L, name);
        line.insert("pid"_L, QCoreApplication::applicationPid());
        line.insert("tid"_L, thread);
        line.insert("ts"_L, micros(time));
        put((m_first ? "\n" : ",\n") + QJsonDocument(line).toJson(QJsonDocument::Compact));
        m_first = false;
    }
    void put(const QByteArray &text)
    {
        m_buffer += text;
        if (m_buffer.size() > 64 * 1024)
            flush();
    }
    void flush()
    {
        m_works = m_works && m_device.write(m_buffer) == m_buffer.size();
        m_buffer.clear();
    }

    QIODevice &m_device;
    const QList<TraceEvent> &m_events;
    QHash<Subject, QString> m_names;      // the last that was given
    QHash<quint64, int> m_flowPoints;     // of a task, in all
    QHash<quint64, int> m_flowPassed;
    QMap<int, QList<Subject>> m_running;  // of a thread, the innermost last
    QMap<quint64, int> m_open;            // tasks that have not ended, and where they were first seen
    QSet<quint64> m_ready;                // in the ready queue
    QSet<int> m_busy;                     // threads whose event loop was
    QJsonObject m_counts;
    QByteArray m_buffer;
    qint64 m_now = 0;
    bool m_first = true;
    bool m_works = true;
};

} // namespace

bool writeChromeTrace(QIODevice &device, const QList<TraceEvent> &events, const QMap<int, QString> &threadNames,
                      quint64 dropped)
{
    return Writer(device, events).write(threadNames, dropped);
}

} // namespace QEager::detail
