// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The Trace Event Format of Chrome, which Perfetto and Qt Creator open: one event a line, in the order of time.

#include <qeager/traceslices.h>

#include "tracerecording_p.h"
#include "tracesubject_p.h"

#include "runtime/printable_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace QEager::detail {

using EventKind = TraceEvent::Kind;

namespace {

// Where the busy spans of a thread's event loop are: beside what ran, which they would overlap.
constexpr int LoopTracks = 1'000'000;

constexpr QLatin1StringView operator""_L(const char *text, std::size_t size) { return {text, qsizetype(size)}; }

// Nothing that is empty or zero.
void add(QJsonObject &object, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, wellFormed(text));
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
    Writer(QIODevice &device, const QList<TraceEvent> &events)
        : m_device(device), m_events(events), m_names(events), m_slices(traceSlices(events))
    {
        for (qsizetype i = 0; i < m_slices.size(); ++i) {
            if (!m_slices.at(i).isRunning())
                m_ends.push_back(i);
        }
        std::sort(m_ends.begin(), m_ends.end(), [this](qsizetype a, qsizetype b) {
            const auto [lastOfA, lastOfB] = std::pair(m_slices.at(a).last, m_slices.at(b).last);
            return lastOfA != lastOfB ? lastOfA < lastOfB : a > b; // at one event, the innermost first
        });
        for (const TraceEvent &event : events) {
            if (isFlowPoint(event))
                ++m_flowPoints[event.task];
            if (event.kind == EventKind::Busy)
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
        for (m_index = 0; m_index < m_events.size(); ++m_index) {
            const TraceEvent &event = m_events.at(m_index);
            m_now = event.time;
            if (event.kind == EventKind::Busy)
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
    QString nameOf(const TraceEvent &event) const { return m_names.of(TraceSubject::of(event)); }

    void putName(const char *whose, const QString &name, int thread)
    {
        if (name.isEmpty())
            return;
        putLine('M', QLatin1StringView(whose), 0, thread, {{"args"_L, QJsonObject{{"name"_L, wellFormed(name)}}}});
    }

    // What an arrow goes to, and the first of which it comes from.
    static bool isFlowPoint(const TraceEvent &event)
    {
        return event.task &&
               (event.kind == EventKind::Post || event.kind == EventKind::Start || event.kind == EventKind::Resume);
    }

    void each(const TraceEvent &event)
    {
        if (event.kind != EventKind::Finish)
            beginTask(event); // also one whose begin was not recorded
        beginSlice(event);
        flow(event);
        endSlices(event);
        switch (event.kind) {
        case EventKind::Post:
        case EventKind::Queue:
            m_ready.insert(event.task);
            break;
        case EventKind::Start:
        case EventKind::Resume:
            m_ready.remove(event.task);
            break;
        case EventKind::Cancel:
            asynchronous('n', event, QStringLiteral("cancel"));
            break;
        case EventKind::Finish:
            m_ready.remove(event.task);
            if (m_open.remove(event.task))
                asynchronous('e', event, nameOf(event));
            break;
        case EventKind::Task:
        case EventKind::Suspend:
        case EventKind::Busy:
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
        asynchronous('b', event, nameOf(event));
    }
    void asynchronous(char phase, const TraceEvent &event, const QString &name)
    {
        putLine(phase, name, event.time, event.thread,
                {{"cat"_L, "task"_L}, {"id"_L, qint64(event.task)}, {"args"_L, arguments(event)}});
    }

    // -- what runs on a thread

    void beginSlice(const TraceEvent &event)
    {
        if (m_begun == m_slices.size() || m_slices.at(m_begun).first != m_index)
            return;
        const TraceSlice &slice = m_slices.at(m_begun++);
        const QString name = event.kind == EventKind::Post ? QStringLiteral("post ") + slice.name : slice.name;
        putLine('B', name, event.time, event.thread, {{"cat"_L, "run"_L}, {"args"_L, arguments(event)}});
    }
    void endSlices(const TraceEvent &event)
    {
        for (; m_ended < m_ends.size() && m_slices.at(m_ends[m_ended]).last == m_index; ++m_ended) {
            const TraceEvent &first = m_events.at(m_slices.at(m_ends[m_ended]).first);
            const bool own = TraceSubject::of(first) == TraceSubject::of(event); // or the end was not recorded
            putLine('E', {}, event.time, event.thread, own ? QJsonObject{{"args"_L, arguments(event)}} : QJsonObject());
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
        QMap<int, int> running; // of a thread
        for (const TraceSlice &slice : m_slices) {
            if (slice.isRunning())
                ++running[slice.thread];
        }
        for (auto [thread, slices] : running.asKeyValueRange()) {
            for (; slices > 0; --slices)
                putLine('E', {}, m_now, thread, {});
        }
        for (auto [task, thread] : m_open.asKeyValueRange()) {
            TraceEvent end;
            end.task = task;
            end.time = m_now;
            end.thread = thread;
            asynchronous('e', end, nameOf(end));
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
        if (event.kind == EventKind::Suspend && event.where.line()) {
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
    const TraceNames m_names;
    const QList<TraceSlice> m_slices;
    std::vector<qsizetype> m_ends;        // slices, in the order in which they end
    qsizetype m_index = 0;                // of the event that is written
    qsizetype m_begun = 0;                // so many slices have
    std::size_t m_ended = 0;
    QHash<quint64, int> m_flowPoints;     // of a task, in all
    QHash<quint64, int> m_flowPassed;
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
