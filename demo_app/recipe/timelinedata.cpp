// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a recording becomes rows; finding something in them is in timelinesearch.cpp.

#include "timelinedata.h"

#include <algorithm>
#include <utility>

namespace Demo {

using QEager::PostReason;
using QEager::TraceEvent;
using QEager::TraceSlice;
using Kind = TraceEvent::Kind;
using Look = TimelineBar::Look;

namespace {

class Builder
{
public:
    Builder(TimelineData *data, const QMap<int, QString> &threads) : m_data(*data), m_threads(threads) {}

    void build()
    {
        findRange();
        findSubjects();
        addThreads();
        addTasks();
    }

private:
    void findRange()
    {
        bool found = false;
        for (const TraceEvent &event : m_data.events) {
            if (event.kind == Kind::Busy)
                continue;
            if (!std::exchange(found, true))
                m_data.begin = event.time;
            m_data.end = event.time;
        }
        const auto [begin, end] = std::pair(m_data.begin, m_data.end);
        for (const TraceEvent &event : m_data.events) {
            if (!found || event.kind != Kind::Busy || event.time > end || event.time + event.duration < begin)
                continue;
            m_data.begin = std::min(m_data.begin, event.time);
            m_data.end = std::max(m_data.end, event.time + event.duration);
        }
    }

    static std::pair<int, quint64> key(int thread, quint64 task, quint64 start)
    {
        return task ? std::pair(0, task) : std::pair(thread, start);
    }
    int find(int thread, quint64 task, quint64 start) const
    {
        return task || start ? m_index.value(key(thread, task, start), -1) : -1;
    }
    void findSubjects()
    {
        for (qsizetype i = 0; i < m_data.events.size(); ++i) {
            const TraceEvent &event = m_data.events.at(i);
            if (event.kind != Kind::Busy)
                describe(subjectOf(event), event, i);
        }
        for (const TraceSlice &slice : std::as_const(m_data.slices))
            m_data.subjects[std::size_t(find(slice.thread, slice.task, slice.start))].name = slice.name;
    }
    int subjectOf(const TraceEvent &event)
    {
        if (const int found = find(event.thread, event.task, event.start); found >= 0)
            return found;
        const auto index = int(m_data.subjects.size());
        m_index.insert(key(event.thread, event.task, event.start), index);
        TimelineSubject subject;
        subject.task = event.task;
        subject.start = event.start;
        subject.thread = event.thread;
        subject.begin = event.time;
        subject.end = m_data.end;
        if (event.task) {
            subject.name = QStringLiteral("Task-%1").arg(event.task);
            m_data.tasks.insert(event.task, index);
        }
        m_data.subjects.push_back(std::move(subject));
        return index;
    }
    void describe(int index, const TraceEvent &event, qsizetype place)
    {
        TimelineSubject &subject = m_data.subjects[std::size_t(index)];
        if (event.kind == Kind::Finish)
            subject.end = event.time;
        if (!event.name.isEmpty())
            subject.name = event.name;
        if (subject.began >= 0 || (event.kind != Kind::Post && event.kind != Kind::Start))
            return;
        subject.began = place;
        subject.parent = find(event.thread, event.parentTask, event.parentStart);
        if (subject.parent >= 0)
            subject.level = m_data.subjects[std::size_t(subject.parent)].level + 1;
    }

    Look lookOf(const TraceEvent &event) const
    {
        if (event.kind == Kind::Post)
            return Look::Post;
        if (event.kind == Kind::Resume)
            return Look::Resumed;
        if (event.reason != PostReason::None)
            return Look::Begun;
        return event.task ? Look::Task : Look::Ended;
    }
    TimelineBar barOf(qsizetype index) const
    {
        const TraceSlice &slice = m_data.slices.at(index);
        return {
            slice.begin, slice.end,  lookOf(m_data.events.at(slice.first)), find(slice.thread, slice.task, slice.start),
            index,       slice.first};
    }
    void addThreads()
    {
        QMap<std::pair<int, int>, TimelineRow> rows; // thread, and depth; -1 for the loop
        for (qsizetype i = 0; i < m_data.slices.size(); ++i) {
            const TraceSlice &slice = m_data.slices.at(i);
            TimelineRow &row = rows[{slice.thread, slice.depth}];
            row.kind = TimelineRow::Kind::Slices;
            row.depth = slice.depth;
            row.bars.push_back(barOf(i));
        }
        for (qsizetype i = 0; i < m_data.events.size(); ++i) {
            const TraceEvent &event = m_data.events.at(i);
            if (event.kind != Kind::Busy || event.time > m_data.end || event.time + event.duration < m_data.begin)
                continue;
            rows[{event.thread, -1}].bars.push_back({event.time, event.time + event.duration, Look::Busy, -1, -1, i});
        }
        for (auto [place, row] : rows.asKeyValueRange()) {
            row.thread = place.first;
            const QString name = m_threads.value(row.thread, QStringLiteral("thread %1").arg(row.thread));
            if (place.second < 0)
                row.label = name + QStringLiteral(": loop");
            else if (place.second == 0)
                row.label = name;
            m_data.rows.push_back(std::move(row));
        }
    }

    void addTasks()
    {
        m_rowOf.assign(m_data.subjects.size(), -1);
        for (std::size_t i = 0; i < m_data.subjects.size(); ++i) {
            const TimelineSubject &subject = m_data.subjects[i];
            if (!subject.task)
                continue;
            m_rowOf[i] = int(m_data.rows.size());
            m_data.rows.push_back({TimelineRow::Kind::Task, subject.thread, 0, int(i), subject.name, {}});
        }
        std::vector<TimelineBar> open(m_data.subjects.size()); // what it waits for
        qsizetype slice = 0;
        for (qsizetype i = 0; i < m_data.events.size(); ++i) {
            const TraceEvent &event = m_data.events.at(i);
            const bool begins = slice < m_data.slices.size() && m_data.slices.at(slice).first == i;
            const TimelineBar ran = begins ? barOf(slice++) : TimelineBar();
            if (event.task)
                goOn(&open[std::size_t(find(event.thread, event.task, 0))], event, i, ran);
        }
        for (TimelineBar &bar : open)
            close(&bar, m_data.end);
    }
    void goOn(TimelineBar *open, const TraceEvent &event, qsizetype place, const TimelineBar &ran)
    {
        const bool waits = event.kind == Kind::Suspend || event.kind == Kind::Post;
        const bool isQueued = event.kind == Kind::Post || (event.kind == Kind::Queue && open->subject >= 0);
        if (waits || isQueued || event.kind == Kind::Start || event.kind == Kind::Resume || event.kind == Kind::Finish)
            close(open, event.time);
        if (waits || isQueued)
            *open = {event.time, event.time, isQueued ? Look::Queued : Look::Waiting, find(event.thread, event.task, 0),
                     -1,         place};
        else if (ran.subject >= 0)
            bars(ran.subject).push_back(ran);
    }
    void close(TimelineBar *open, qint64 time)
    {
        if (open->subject >= 0 && time > open->begin) {
            open->end = time;
            bars(open->subject).push_back(*open);
        }
        open->subject = -1;
    }
    std::vector<TimelineBar> &bars(int subject) { return m_data.rows[std::size_t(m_rowOf[std::size_t(subject)])].bars; }

    TimelineData &m_data;
    const QMap<int, QString> &m_threads;
    QHash<std::pair<int, quint64>, int> m_index; // of a subject; tasks belong to thread 0
    std::vector<int> m_rowOf; // a subject
};

} // namespace

TimelineData TimelineData::of(const QEager::TraceRecorder &recorder)
{
    const QList<TraceEvent> events = recorder.events();
    QMap<int, QString> threads;
    for (const TraceEvent &event : events) {
        if (!threads.contains(event.thread))
            threads.insert(event.thread, recorder.threadName(event.thread));
    }
    return of(events, threads, recorder.dropped());
}

TimelineData TimelineData::of(const QList<TraceEvent> &events, const QMap<int, QString> &threads, quint64 dropped)
{
    TimelineData data;
    data.events = events;
    data.slices = QEager::traceSlices(events);
    data.dropped = dropped;
    Builder(&data, threads).build();
    return data;
}

} // namespace Demo
