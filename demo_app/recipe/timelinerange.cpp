// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "timelinerange.h"

#include <algorithm>
#include <cmath>

namespace Demo {

namespace {

// 1, 2 or 5 times a power of ten.
double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double digit : {1, 2, 5}) {
        if (digit * power >= least * (1 - 1e-9))
            return digit * power;
    }
    return 10 * power;
}

} // namespace

void TimelineRange::setWhole(double begin, double end)
{
    m_wholeBegin = begin;
    m_wholeEnd = std::max(end, begin + Shortest);
    if (m_showsWhole)
        fit();
    else
        limit();
}

void TimelineRange::fit()
{
    m_begin = m_wholeBegin;
    m_length = m_wholeEnd - m_wholeBegin;
    m_showsWhole = true;
}

void TimelineRange::show(double begin, double end)
{
    m_begin = begin;
    m_length = end - begin;
    limit();
}

void TimelineRange::zoom(double factor, double place)
{
    const double fixed = m_begin + place * m_length;
    m_length = std::clamp(m_length * factor, Shortest, m_wholeEnd - m_wholeBegin);
    m_begin = fixed - place * m_length;
    limit();
}

void TimelineRange::pan(double widths)
{
    m_begin += widths * m_length;
    limit();
}

void TimelineRange::reveal(double begin, double end)
{
    if (begin >= m_begin && end <= this->end())
        return;
    const double margin = m_length / 10;
    const bool fits = end - begin + 2 * margin <= m_length;
    if (begin < m_begin || !fits)
        m_begin = begin - margin;
    else
        m_begin = end + margin - m_length;
    limit();
}

void TimelineRange::limit()
{
    m_length = std::clamp(m_length, Shortest, m_wholeEnd - m_wholeBegin);
    m_begin = std::clamp(m_begin, m_wholeBegin, m_wholeEnd - m_length);
    m_showsWhole = m_length >= m_wholeEnd - m_wholeBegin;
}

QList<TimelineRange::Tick> TimelineRange::ticks(int most) const
{
    QList<Tick> ticks;
    const double step = roundStep(m_length / std::max(most, 1));
    const double from = m_begin - m_wholeBegin;
    const double largest = from + m_length;
    for (double count = std::ceil(from / step - 1e-9); count * step <= largest * (1 + 1e-12); ++count)
        ticks.append({m_wholeBegin + count * step, timeText(count * step, step, largest)});
    return ticks;
}

QString timeText(double nanoseconds, double step, double largest)
{
    double unit = 1;
    QString name = QStringLiteral("ns");
    for (const QString &larger : {QStringLiteral("µs"), QStringLiteral("ms"), QStringLiteral("s")}) {
        if (largest < unit * 1000)
            break;
        unit *= 1000;
        name = larger;
    }
    const int decimals = std::max(0, int(std::ceil(std::log10(unit / step) - 1e-9)));
    return QString::number(nanoseconds / unit, 'f', decimals) + u' ' + name;
}

} // namespace Demo
