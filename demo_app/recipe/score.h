// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Three recordings on one time axis, as rows: events that happened at the same time in different lanes stand side by
    side.
*/

#include "recording.h"

#include <array>
#include <vector>

namespace Demo {

struct Score
{
    //! A place on the axis, for one event of each lane.
    struct Row
    {
        qint64 time; //!< milliseconds, of the moment the row belongs to
        bool beginsMoment; //!< the rows before it belong to an earlier moment
        double at; //!< when it is shown: milliseconds of a replay at full speed
    };
    std::vector<Row> rows;
    std::array<std::vector<int>, 3> rowOf; //!< for each lane, the row of each event

    //! Events are of one moment when they are not further apart than this.
    static constexpr qint64 MomentGap = 15;
    //! So many milliseconds the events of a moment are apart in a replay, one after the other.
    static constexpr double EventTime = 20;
};

Score arrange(const Recordings &recordings);

} // namespace Demo
