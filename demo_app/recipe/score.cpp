// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "score.h"

#include <algorithm>

namespace Demo {

namespace {

struct Moment
{
    qint64 begin;
    qint64 end;
};

std::vector<Moment> momentsOf(const Recordings &recordings)
{
    std::vector<qint64> times;
    for (const Recording &recording : recordings) {
        for (const RecordedEvent &event : recording)
            times.push_back(event.time);
    }
    std::sort(times.begin(), times.end());
    std::vector<Moment> moments;
    for (const qint64 time : times) {
        if (moments.empty() || time - moments.back().end > Score::MomentGap)
            moments.push_back({time, time});
        moments.back().end = time;
    }
    return moments;
}

} // namespace

Score arrange(const Recordings &recordings)
{
    Score score;
    std::array<std::size_t, 3> next{};
    double at = 0;
    qint64 before = 0;
    for (const Moment &moment : momentsOf(recordings)) {
        at += double(moment.begin - before);
        before = moment.begin;
        const int first = int(score.rows.size());
        int rows = 0;
        for (std::size_t lane = 0; lane < recordings.size(); ++lane) {
            int used = 0;
            for (; next[lane] < recordings[lane].size() && recordings[lane][next[lane]].time <= moment.end;
                 ++next[lane])
                score.rowOf[lane].push_back(first + used++);
            rows = std::max(rows, used);
        }
        for (int row = 0; row < rows; ++row, at += Score::EventTime)
            score.rows.push_back({moment.begin, row == 0, at});
    }
    return score;
}

} // namespace Demo
