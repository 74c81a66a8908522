// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The part of a timeline that is to be seen. Times are nanoseconds, places are fractions of the width or pixels.
*/

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace Demo {

class TimelineRange
{
public:
    //! Nothing shorter is shown.
    static constexpr double Shortest = 1000;

    struct Tick
    {
        double time;
        QString label; //!< "1.5 ms": all of one range with the same unit
    };

    //! What there is. While all of it is shown, that stays so.
    void setWhole(double begin, double end);
    double wholeBegin() const { return m_wholeBegin; }
    double wholeEnd() const { return m_wholeEnd; }

    double begin() const { return m_begin; }
    double length() const { return m_length; }
    double end() const { return m_begin + m_length; }
    bool isWhole() const { return m_showsWhole; }

    //! Shows all there is.
    void fit();
    //! Shows this, or as much of it as there is.
    void show(double begin, double end);
    /*! Shows \a factor times as much; what is at \a place, from 0 to 1 of the width, stays there. No more than all
        there is, no less than Shortest. */
    void zoom(double factor, double place);
    //! By so much of the width; to later times if it is positive. Stops where there is no more.
    void pan(double widths);
    //! Moves it no more than needed so that all of this, or its begin, is shown.
    void reveal(double begin, double end);

    //! In pixels of \a width.
    double at(double time, double width) const { return (time - m_begin) / m_length * width; }
    double timeAt(double x, double width) const { return m_begin + x / width * m_length; }

    //! Round times, at most \a most of them. They count from the begin of all there is.
    QList<Tick> ticks(int most) const;

private:
    void limit();

    double m_wholeBegin = 0;
    double m_wholeEnd = Shortest;
    double m_begin = 0;
    double m_length = Shortest;
    bool m_showsWhole = true;
};

//! "120 ns", "3.4 µs", "12.345 ms", "1.5 s": so many digits behind the point that times \a step apart differ; unit by
//! \a largest.
QString timeText(double nanoseconds, double step, double largest);

} // namespace Demo
