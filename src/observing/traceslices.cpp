// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/traceslices.h>

#include "tracesubject_p.h"

#include <utility>

namespace QEager {

using detail::TraceNames;
using detail::TraceSubject;
using EventKind = TraceEvent::Kind;

namespace {

// What runs on one thread, the innermost last.
struct Running
{
    TraceSubject subject;
    qsizetype slice;
};

class Stacks
{
public:
    explicit Stacks(const QList<TraceEvent> &events) : m_events(events), m_names(events) {}

    QList<TraceSlice> slices() &&
    {
        for (qsizetype i = 0; i < m_events.size(); ++i) {
            const EventKind kind = m_events.at(i).kind;
            if (kind == EventKind::Post || kind == EventKind::Start || kind == EventKind::Resume)
                begin(i);
            if (kind == EventKind::Post || kind == EventKind::Suspend || kind == EventKind::Finish)
                end(i);
        }
        for (TraceSlice &slice : m_slices) {
            if (slice.isRunning())
                slice.end = m_events.constLast().time;
        }
        return std::move(m_slices);
    }

private:
    void begin(qsizetype index)
    {
        const TraceEvent &event = m_events.at(index);
        QList<Running> &running = m_running[event.thread];
        TraceSlice slice;
        slice.thread = event.thread;
        slice.depth = int(running.size());
        slice.begin = event.time;
        slice.task = event.task;
        slice.start = event.start;
        slice.name = m_names.of(TraceSubject::of(event));
        slice.first = index;
        running.append({TraceSubject::of(event), m_slices.size()});
        m_slices.append(std::move(slice));
    }
    void end(qsizetype index)
    {
        const TraceEvent &event = m_events.at(index);
        const TraceSubject subject = TraceSubject::of(event);
        QList<Running> &running = m_running[event.thread];
        qsizetype found = running.size() - 1;
        while (found >= 0 && running.at(found).subject != subject)
            --found;
        if (found < 0)
            return; // its begin was not recorded, or it did not run
        while (running.size() > found) { // what is above it has lost its end
            TraceSlice &slice = m_slices[running.takeLast().slice];
            slice.end = event.time;
            slice.last = index;
        }
    }

    const QList<TraceEvent> &m_events;
    const TraceNames m_names;
    QHash<int, QList<Running>> m_running; // of a thread
    QList<TraceSlice> m_slices;
};

} // namespace

QList<TraceSlice> traceSlices(const QList<TraceEvent> &events) { return Stacks(events).slices(); }

} // namespace QEager
