// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The rings of all threads; one is in tracering.cpp.

#include <qeager/tracerecorder.h>

#include "runtime/threadname_p.h"
#include "tracerecording_p.h"

#include <algorithm>

namespace QEager::detail {

namespace {

// Of this thread, and no other one before or after it.
quint64 threadIdentity()
{
    static std::atomic<quint64> s_last{0};
    thread_local const quint64 t_identity = ++s_last;
    return t_identity;
}

} // namespace

std::shared_ptr<Tracer> TraceRecording::makeTracer()
{
    const quint64 identity = threadIdentity();
    const QMutexLocker lock(&m_mutex);
    for (const auto &ring : m_rings) {
        if (ring->identity() == identity)
            return ring; // of an earlier start()
    }
    forgetEnded();
    const int number = ++m_threads;
    QString name = currentThreadName();
    if (name.isEmpty())
        name = QStringLiteral("thread %1").arg(number);
    m_rings.push_back(std::make_shared<TraceRing>(clock, number, identity, name));
    return m_rings.back();
}

// Threads may come and go for ever.
void TraceRecording::forgetEnded()
{
    const auto isLeft = [](const auto &ring) { return ring.use_count() == 1; }; // by its thread's Tracers
    if (std::count_if(m_rings.begin(), m_rings.end(), isLeft) < TraceRecorder::KeptThreads)
        return;
    const auto oldest = std::find_if(m_rings.begin(), m_rings.end(), isLeft);
    m_forgotten += (*oldest)->size();
    m_rings.erase(oldest);
}

void TraceRecording::setRecording(bool records, const std::shared_ptr<TraceSource> &self)
{
    const QMutexLocker lock(&m_switching);
    if (clock->records.exchange(records) == records)
        return;
    if (records)
        addTraceSource(self);
    else
        removeTraceSource(self);
}

std::vector<std::shared_ptr<TraceRing>> TraceRecording::rings() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rings;
}

QMap<int, QString> TraceRecording::threadNames() const
{
    QMap<int, QString> names;
    for (const auto &ring : rings())
        names.insert(ring->thread(), ring->threadName());
    return names;
}

quint64 TraceRecording::dropped() const
{
    const QMutexLocker lock(&m_mutex);
    quint64 sum = m_forgotten;
    for (const auto &ring : m_rings)
        sum += ring->dropped();
    return sum;
}

void TraceRecording::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_forgotten = 0;
    for (const auto &ring : m_rings)
        ring->clear();
}

} // namespace QEager::detail
