// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "latency.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace Demo {

namespace {

QVariantMap row(const QString &name, const QEager::LoopReport::Durations &durations)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("p50"), durationText(durations.p50)},
            {QStringLiteral("p99"), durationText(durations.p99)},
            {QStringLiteral("max"), durationText(durations.max)}};
}

} // namespace

Latency::Latency(QObject *parent) : QObject(parent), m_waits(waitNames().size())
{
    m_sampling.setInterval(10ms);
    m_working.setInterval(250ms);
    m_updating.setInterval(1s);
    connect(&m_sampling, &QTimer::timeout, this, &Latency::measure);
    connect(&m_working, &QTimer::timeout, this, [this] { startWork(m_work * 10, &m_tasks); });
    connect(&m_updating, &QTimer::timeout, this, &Latency::update);
}

Latency::~Latency()
{
    setRunning(false);
    m_tasks.cancel(); // what never had its turn is no surprise
}

void Latency::setRunning(bool running)
{
    if (std::exchange(m_running, running) == running)
        return;
    if (running) {
        m_monitor.emplace();
        if (m_budget)
            m_policy.emplace(QEager::StartPolicy{.turnBudget = Budget});
        m_frameCount = 0;
        if (m_window)
            m_frames = connect(m_window, &QQuickWindow::frameSwapped, this, [this] { ++m_frameCount; });
    } else {
        disconnect(m_frames);
        m_monitor.reset();
        m_policy.reset();
    }
    for (QTimer *timer : {&m_sampling, &m_working, &m_updating})
        running ? timer->start() : timer->stop();
    Q_EMIT runningChanged();
}

void Latency::setWork(int milliseconds)
{
    if (std::exchange(m_work, std::clamp(milliseconds, 0, 200)) != m_work)
        Q_EMIT workChanged();
}

void Latency::setBudget(bool budget)
{
    if (std::exchange(m_budget, budget) == budget)
        return;
    m_policy.reset();
    if (m_running && budget)
        m_policy.emplace(QEager::StartPolicy{.turnBudget = Budget});
    Q_EMIT budgetChanged();
}

QVariantList Latency::ways() const
{
    QVariantList list;
    for (std::size_t i = 0; i < allWays.size(); ++i) {
        const Histogram &histogram = m_histograms[i];
        const int most = std::max(1, *std::max_element(histogram.classes().begin(), histogram.classes().end()));
        QVariantList classes;
        for (const int count : histogram.classes())
            classes.append(double(count) / most);
        list.append(QVariantMap{
            {QStringLiteral("name"), name(allWays[i])},
            {QStringLiteral("count"), histogram.count()},
            {QStringLiteral("median"), histogram.count() ? durationText(histogram.median()) : QStringLiteral("–")},
            {QStringLiteral("classes"), classes}});
    }
    return list;
}

QVariantList Latency::waits() const
{
    QVariantList list;
    const QStringList names = waitNames();
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto median = [this, i](Library library) {
            const Histogram &histogram = m_waits[i][std::size_t(library)];
            return histogram.count() ? durationText(histogram.median()) : QStringLiteral("–");
        };
        list.append(QVariantMap{{QStringLiteral("name"), names[i]},
                                {QStringLiteral("QEager"), median(Library::QEager)},
                                {QStringLiteral("QCoro"), median(Library::QCoro)},
                                {QStringLiteral("QFuture"), median(Library::QFuture)}});
    }
    return list;
}

void Latency::clear()
{
    for (Histogram &histogram : m_histograms)
        histogram.clear();
    for (auto &histograms : m_waits)
        histograms = {};
    Q_EMIT updated();
}

void Latency::measure()
{
    constexpr int atATime = 8; // one alone would measure how cold the caches are
    for (std::size_t i = 0; i < allWays.size(); ++i) {
        for (int n = 0; n < atATime; ++n)
            measureStart(allWays[i], this, &m_tasks,
                         [this, i](std::chrono::nanoseconds time) { m_histograms[i].add(time); });
    }
}

void Latency::update()
{
    if (m_measuring.isNull() || m_measuring.isDone()) { // one at a time: what all of them wait for is the same
        const qsizetype wait = m_nextWait;
        m_nextWait = (wait + 1) % m_waits.size();
        m_measuring = m_tasks
                          .eager(measureWait(wait,
                                             [this, wait](Library library, std::chrono::nanoseconds time) {
                                                 m_waits[wait][std::size_t(library)].add(time);
                                             }))
                          .task();
    }
    const QEager::LoopReport report = m_monitor->report();
    m_loop = {row(tr("an event waits"), report.latency), row(tr("the loop is busy"), report.busySpans)};
    m_monitor.emplace(); // the next second
    m_frameRate = std::exchange(m_frameCount, 0);
    Q_EMIT updated();
}

} // namespace Demo
