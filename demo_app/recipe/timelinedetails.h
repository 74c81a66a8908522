// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a bar of a timeline stands for, in words.
*/

#include "timelinedata.h"

#include <QtCore/qstringlist.h>

namespace Demo {

/*! The first line is a title: the name, or "Event loop". Then who it is, how that was started, what this bar is and how
    long it is, and how it ends: what it waits for, with file and line, or the outcome. */
QStringList detailsOf(const TimelineData &data, const TimelineBar &bar);

} // namespace Demo
