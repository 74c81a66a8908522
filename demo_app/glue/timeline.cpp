// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "timeline.h"

#include "../recipe/programs.h"
#include "../recipe/recording.h"
#include "../recipe/sample.h"
#include "../recipe/savetrace.h"

#include <qeager/offload.h>

#include <QtCore/qlocale.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthreadpool.h>

#include <utility>

using namespace std::chrono_literals;

namespace Demo {

Timeline::Timeline(QObject *parent) : QObject(parent), m_recorder(std::make_shared<QEager::TraceRecorder>(Capacity))
{
    m_updating.setInterval(250ms);
    connect(&m_updating, &QTimer::timeout, this, &Timeline::read);
    connect(this, &Timeline::playingChanged, this, &Timeline::settledChanged);
    connect(this, &Timeline::dataChanged, this, &Timeline::settledChanged);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &Timeline::take);
}

Timeline::~Timeline()
{
    m_tasks.close();
    m_recorder->stop(); // it may outlive this, in a thread that reads it
}

void Timeline::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) == shown)
        return;
    apply();
    Q_EMIT shownChanged();
}

void Timeline::setRecording(bool recording)
{
    if (std::exchange(m_recording, recording) == recording)
        return;
    apply();
    Q_EMIT recordingChanged();
}

void Timeline::setEverywhere(bool everywhere)
{
    if (std::exchange(m_everywhere, everywhere) == everywhere)
        return;
    apply();
    Q_EMIT everywhereChanged();
}

void Timeline::apply()
{
    if (m_shown && m_recording)
        m_updating.start();
    else
        m_updating.stop();
    if (m_shown)
        read(); // also what was recorded meanwhile
    const bool active = m_recording && (m_shown || m_everywhere);
    if (active == isActive())
        return;
    if (active) {
        m_recorder->start();
        m_monitor.emplace(0ns); // for the busy spans
    } else {
        m_monitor.reset();
        m_recorder->stop();
    }
    Q_EMIT activeChanged();
}

QStringList Timeline::programs() const
{
    QStringList titles{tr("A page and its parts")};
    for (const Program &program : Demo::programs())
        titles.append(program.title);
    return titles;
}

void Timeline::run(int program)
{
    if (m_playing || program < 0 || program > Demo::programs().size())
        return;
    setRecording(true);
    setPlaying(true);
    const std::chrono::nanoseconds now = std::chrono::steady_clock::now() - m_zero;
    m_tasks.eager(play(program, now.count()), {.name = programs().at(program)});
}

QEager::Coro<> Timeline::play(int program, qint64 from)
{
    if (program == 0)
        co_await loadSamplePage();
    else
        co_await record(&Demo::programs()[program - 1]);
    m_ranFrom = from;
    m_hasRun = true;
    setPlaying(false);
    m_readAgain = m_reading.isRunning(); // that may not see the end
    QMetaObject::invokeMethod(this, &Timeline::read, Qt::QueuedConnection); // when this has ended
}

void Timeline::clear()
{
    m_recorder->clear();
    setMessage({});
    m_ranFrom.reset();
    m_data = std::make_shared<TimelineData>();
    m_readAgain = m_reading.isRunning(); // that still has the old ones
    Q_EMIT dataChanged();
}

void Timeline::exportTo(const QString &file)
{
    if (file.trimmed().isEmpty())
        setMessage(tr("To export the recording, type the name of a file."));
    else
        m_tasks.eager(save(file.trimmed()), {.name = QStringLiteral("export")});
}

QEager::Coro<> Timeline::save(QString file)
{
    setMessage(tr("Writing %1 …").arg(file));
    const auto write = [recorder = m_recorder, path = pathOf(file)] { return saveTrace(*recorder, path); };
    const QString error = co_await QEager::offload(write);
    setMessage(error.isEmpty() ? tr("Written to %1, for ui.perfetto.dev or Qt Creator.").arg(file)
                               : tr("%1 could not be written: %2").arg(file, error));
}

// Tens of thousands of events take some milliseconds. By a plain thread, as a task would be in what it reads.
void Timeline::read()
{
    if (m_reading.isRunning())
        return;
    using Data = std::shared_ptr<const TimelineData>;
    const auto promise = std::make_shared<QPromise<Data>>();
    m_readsAll = m_ranFrom.has_value();
    m_reading.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, recorder = m_recorder] {
        promise->start();
        promise->addResult(std::make_shared<const TimelineData>(TimelineData::of(*recorder)));
        promise->finish();
    });
}

void Timeline::take()
{
    if (std::exchange(m_readAgain, false)) {
        read();
        return;
    }
    const auto data = m_reading.result();
    const bool isSame = data->begin == m_data->begin && data->end == m_data->end &&
                        data->slices.size() == m_data->slices.size() && data->dropped == m_data->dropped;
    if (isSame && !m_readsAll)
        return;
    m_data = data;
    const std::optional<qint64> from = m_readsAll ? std::exchange(m_ranFrom, {}) : std::nullopt;
    Q_EMIT dataChanged();
    if (from)
        Q_EMIT ran(double(*from), double(m_data->end));
}

QString Timeline::summary() const
{
    const QLocale locale;
    if (m_data->subjects.empty())
        return tr("Nothing has been recorded yet.");
    const auto starts = qsizetype(m_data->subjects.size()) - m_data->tasks.size();
    QString text = tr("%1 events: %2 tasks, and %3 starts that ended inline.")
                       .arg(locale.toString(m_data->events.size()), locale.toString(m_data->tasks.size()),
                            locale.toString(starts));
    if (m_data->dropped)
        text += tr(" %1 older events had to make room.").arg(locale.toString(m_data->dropped));
    return text;
}

void Timeline::setMessage(const QString &message)
{
    if (std::exchange(m_message, message) != message)
        Q_EMIT messageChanged();
}

void Timeline::setPlaying(bool playing)
{
    if (std::exchange(m_playing, playing) != playing)
        Q_EMIT playingChanged();
}

} // namespace Demo
