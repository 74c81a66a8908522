// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Recording, and reading what was recorded; the file is in tracefile.cpp.

#include <qeager/tracerecorder.h>

#include "tracerecording_p.h"

#include <QtCore/qhash.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace QEager {

namespace {

// What became of a start is known only later: says so in the events before, too.
void nameTasks(QList<TraceEvent> &events, qsizetype from)
{
    QHash<quint64, quint64> tasks; // of a start; numbers of one thread
    for (qsizetype i = from; i < events.size(); ++i) {
        if (events.at(i).kind == TraceEvent::Kind::Task && events.at(i).start)
            tasks.insert(events.at(i).start, events.at(i).task);
    }
    for (qsizetype i = from; i < events.size(); ++i) {
        TraceEvent &event = events[i];
        if (event.start && !event.task)
            event.task = tasks.value(event.start);
        if (event.parentStart && !event.parentTask)
            event.parentTask = tasks.value(event.parentStart);
    }
}

// Those of one thread and one time stay as they are.
QList<TraceEvent> inTheOrderOfTime(const QList<TraceEvent> &events)
{
    std::vector<std::pair<qint64, qsizetype>> order; // time, and place so far
    order.reserve(std::size_t(events.size()));
    for (const TraceEvent &event : events)
        order.emplace_back(event.time, qsizetype(order.size()));
    std::sort(order.begin(), order.end());
    QList<TraceEvent> sorted;
    sorted.reserve(events.size());
    for (const auto &[time, place] : order)
        sorted.append(events.at(place));
    return sorted;
}

} // namespace

#if defined(Q_OS_WIN) && defined(Q_CC_GNU) // a DLL exports only constants that it refers to
[[gnu::used]] static const void *const s_constants[] = {&TraceRecorder::DefaultCapacity, &TraceRecorder::KeptThreads,
                                                        &TraceRecorder::LongestText};
#endif

TraceRecorder::TraceRecorder(qsizetype eventsPerThread, QObject *parent)
    : QObject(parent),
      m_recording(std::make_shared<detail::TraceRecording>(std::size_t(std::max<qsizetype>(eventsPerThread, 1))))
{
}

TraceRecorder::~TraceRecorder()
{
    stop();
    detail::writeAtOwnEnd(*this);
}

void TraceRecorder::start() { m_recording->setRecording(true, m_recording); }

void TraceRecorder::stop() { m_recording->setRecording(false, m_recording); }

bool TraceRecorder::isRecording() const { return m_recording->clock->records; }

QList<TraceEvent> TraceRecorder::events() const
{
    QList<TraceEvent> events;
    for (const auto &ring : m_recording->rings()) {
        const qsizetype from = events.size();
        ring->appendTo(events);
        nameTasks(events, from);
    }
    return inTheOrderOfTime(events);
}

quint64 TraceRecorder::dropped() const { return m_recording->dropped(); }

void TraceRecorder::clear() { m_recording->clear(); }

QString TraceRecorder::threadName(int thread) const { return m_recording->threadNames().value(thread); }

} // namespace QEager
