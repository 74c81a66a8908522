// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "histogram.h"

#include <QtCore/qstring.h>

#include <algorithm>
#include <bit>

namespace Demo {

void Histogram::add(std::chrono::nanoseconds duration)
{
    constexpr int below = 6; // 64 ns
    const auto width = int(std::bit_width(quint64(std::max<qint64>(duration.count(), 0))));
    ++m_classes[std::size_t(std::clamp(width - below, 0, Classes - 1))];
    m_latest.append(duration);
    if (m_latest.size() > 512)
        m_latest.removeFirst();
    ++m_count;
}

void Histogram::clear() { *this = {}; }

std::chrono::nanoseconds Histogram::median() const
{
    if (m_latest.isEmpty())
        return {};
    QList<std::chrono::nanoseconds> sorted = m_latest;
    const auto middle = sorted.begin() + sorted.size() / 2;
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

QString durationText(std::chrono::nanoseconds duration)
{
    double value = double(duration.count());
    QString unit = QStringLiteral("ns");
    for (const QString &larger : {QStringLiteral("µs"), QStringLiteral("ms"), QStringLiteral("s")}) {
        if (value < 999.5)
            break;
        value /= 1000;
        unit = larger;
    }
    return QString::number(value, 'f', value < 9.95 && unit != QLatin1String("ns") ? 1 : 0) + QLatin1Char(' ') + unit;
}

} // namespace Demo
