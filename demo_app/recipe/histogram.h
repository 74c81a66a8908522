// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Durations in classes, each twice as long as the one before.
*/

#include <QtCore/qlist.h>

#include <array>
#include <chrono>

namespace Demo {

class Histogram
{
public:
    static constexpr int Classes = 22; //!< from below 64 ns up to 64 ms and above

    void add(std::chrono::nanoseconds duration);
    void clear();
    int count() const { return m_count; }
    //! Of the latest 512.
    std::chrono::nanoseconds median() const;
    //! How many are in each class.
    const std::array<int, Classes> &classes() const { return m_classes; }

private:
    std::array<int, Classes> m_classes{};
    QList<std::chrono::nanoseconds> m_latest;
    int m_count = 0;
};

//! "85 ns", "1.2 µs", "34 ms": with two digits.
QString durationText(std::chrono::nanoseconds duration);

} // namespace Demo
