// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Draws a timeline: what is in its range, merged where it is narrower than a pixel.
*/

#include "../recipe/timelinedata.h"
#include "../recipe/timelinerange.h"

#include <QtCore/qrect.h>
#include <QtGui/qcolor.h>
#include <QtGui/qfont.h>

#include <array>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace Demo {

struct TimelineColours
{
    QColor text;
    QColor muted;
    QColor line;
    QColor paper; //!< behind it
    std::array<QColor, 8> looks; //!< by TimelineBar::Look
};

//! Where a row is, in pixels from the top of the first one.
struct TimelineRowPlace
{
    std::size_t row;
    double top;
    double height;
    bool beginsGroup; //!< of a thread, or of the tasks
};

//! All that is drawn; pixels are those of the item.
struct TimelineScene
{
    const TimelineData *data = nullptr;
    TimelineRange range;
    std::vector<TimelineRowPlace> places; //!< of the rows that are shown, from top to bottom
    std::vector<bool> matching; //!< subjects; the others are pale
    QSizeF size;
    double gutter = 0; //!< width of the names
    double axis = 0; //!< height of the time axis
    double scroll = 0; //!< so far are the rows moved up
    double unit = 14; //!< height of a line of text
    QFont font;
    TimelineColours colours;
    const TimelineBar *current = nullptr; //!< in one of the rows, or null
    std::size_t currentRow = 0;

    double width() const { return size.width() - gutter; } //!< of the bars
    double x(double time) const { return gutter + range.at(time, width()); }
    double time(double x) const { return range.timeAt(x - gutter, width()); }
    double y(const TimelineRowPlace &place) const { return axis + place.top - scroll; }
    //! Of a bar, without its frame.
    QRectF rect(const TimelineRowPlace &place, const TimelineBar &bar) const;
    //! Null: that row is not shown.
    const TimelineRowPlace *placeOf(std::size_t row) const;
    //! At this height; null: there is none.
    const TimelineRowPlace *placeAt(double y) const;
};

void paintTimeline(QPainter *painter, const TimelineScene &scene);

} // namespace Demo
