// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "ordering.h"

#include "../recipe/programs.h"
#include "../recipe/source.h"

#include <qeager/sleep.h>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace Demo {

Ordering::Ordering(QObject *parent) : QObject(parent) {}

Ordering::~Ordering() = default;

QStringList Ordering::programTitles() const
{
    QStringList titles;
    for (const Program &program : programs())
        titles.append(program.title);
    return titles;
}

void Ordering::setProgram(int program)
{
    if (program == m_program || program < 0 || program >= programs().size())
        return;
    pause();
    m_program = program;
    clear();
    Q_EMIT programChanged();
}

QString Ordering::summary() const { return programs()[m_program].summary; }

QVariantList Ordering::code() const
{
    QVariantList lines;
    for (const SourceLine &line : sourceOf(programs()[m_program].name)) {
        lines.append(QVariantMap{{QStringLiteral("number"), line.number},
                                 {QStringLiteral("code"), line.code},
                                 {QStringLiteral("comment"), line.comment}});
    }
    return lines;
}

QVariantList Ordering::axis() const
{
    QVariantList rows;
    qint64 before = 0;
    for (const Score::Row &row : m_score.rows) {
        rows.append(QVariantMap{{QStringLiteral("time"), row.time}, {QStringLiteral("wait"), row.time - before}});
        before = row.time;
    }
    return rows;
}

int Ordering::timeToNext() const
{
    const auto next = std::size_t(m_row + 1);
    if (next >= m_score.rows.size())
        return 0;
    const double now = m_row < 0 ? 0 : m_score.rows[next - 1].at;
    return int((m_score.rows[next].at - now) / m_speed);
}

void Ordering::setSpeed(double speed)
{
    if (std::exchange(m_speed, std::clamp(speed, 0.05, 1.0)) == m_speed)
        return;
    Q_EMIT speedChanged();
    if (m_playing && m_row >= 0) { // the wait for the next row is another now
        pause();
        play();
    }
}

void Ordering::setRepeat(bool repeat)
{
    if (std::exchange(m_repeat, repeat) != repeat)
        Q_EMIT repeatChanged();
}

void Ordering::play()
{
    if (m_playing)
        return;
    setPlaying(true);
    m_tasks.eager(replay());
}

void Ordering::pause()
{
    m_tasks.close();
    setPlaying(false);
}

void Ordering::step()
{
    pause();
    if (m_row >= 0 && !hasEnded()) {
        showRow(m_row + 1);
        return;
    }
    setPlaying(true);
    m_tasks.eager(stepOnce());
}

void Ordering::stepBack()
{
    pause();
    showRow(std::max(m_row - 1, -1));
}

void Ordering::restart()
{
    pause();
    clear();
    play();
}

QEager::Coro<> Ordering::renew()
{
    const Program *const program = &programs()[m_program];
    Recordings recordings = co_await record(program);
    m_score = arrange(recordings);
    m_row = -1;
    const QList<SourceLine> source = sourceOf(program->name);
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        QStringList texts;
        for (const RecordedEvent &event : recordings[i]) {
            const auto line = std::find_if(source.begin(), source.end(),
                                           [&](const SourceLine &candidate) { return candidate.number == event.line; });
            texts.append(line == source.end() ? QString() : line->comment);
        }
        lanes()[i]->load(std::move(recordings[i]), m_score.rowOf[i], texts);
    }
    Q_EMIT axisChanged();
    Q_EMIT rowChanged();
}

QEager::Coro<> Ordering::replay()
{
    do {
        if (m_score.rows.empty() || hasEnded())
            co_await renew();
        while (!hasEnded()) {
            co_await QEager::sleep(std::chrono::milliseconds(timeToNext()));
            showRow(m_row + 1);
        }
        if (m_repeat)
            co_await QEager::sleep(1500ms);
    } while (m_repeat);
    setPlaying(false);
}

QEager::Coro<> Ordering::stepOnce()
{
    if (m_score.rows.empty() || hasEnded())
        co_await renew();
    showRow(m_row + 1);
    setPlaying(false);
}

void Ordering::clear()
{
    m_score = {};
    m_row = -1;
    for (Lane *lane : lanes())
        lane->load({}, {}, {});
    Q_EMIT axisChanged();
    Q_EMIT rowChanged();
}

void Ordering::showRow(int row)
{
    if (row == m_row)
        return;
    m_row = row;
    for (Lane *lane : lanes())
        lane->showUpTo(row);
    Q_EMIT rowChanged();
}

void Ordering::setPlaying(bool playing)
{
    if (std::exchange(m_playing, playing) != playing)
        Q_EMIT playingChanged();
}

} // namespace Demo
