// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "timelinedata.h"

#include <algorithm>

namespace Demo {

std::vector<bool> TimelineData::matching(const QString &filter) const
{
    std::vector<bool> found;
    found.reserve(subjects.size());
    const QString text = filter.trimmed();
    for (const TimelineSubject &subject : subjects)
        found.push_back(subject.name.contains(text, Qt::CaseInsensitive) ||
                        (subject.task && QString::number(subject.task) == text));
    return found;
}

std::vector<TimelineBar>::const_iterator TimelineRow::from(double time) const
{
    return std::lower_bound(bars.begin(), bars.end(), time,
                            [](const TimelineBar &bar, double end) { return double(bar.end) < end; });
}

const TimelineBar *TimelineRow::barAt(double time, double tolerance) const
{
    const TimelineBar *best = nullptr;
    for (auto bar = from(time - tolerance); bar != bars.end() && double(bar->begin) <= time + tolerance; ++bar) {
        const bool holds = double(bar->begin) <= time && time <= double(bar->end);
        if (holds && bar->begin < bar->end)
            return &*bar;
        if (!best || bar->end - bar->begin > best->end - best->begin)
            best = &*bar;
    }
    return best;
}

} // namespace Demo
