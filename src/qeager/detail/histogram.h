// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A histogram of durations in bounded memory: 16 buckets for each power of two.
*/

#include <QtCore/qglobal.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>

namespace QEager::detail {

class Histogram
{
public:
    //! Negative counts as zero.
    void add(std::chrono::nanoseconds duration) noexcept
    {
        const quint64 value = duration.count() > 0 ? quint64(duration.count()) : 0;
        ++m_buckets[bucketOf(value)];
        ++m_count;
        m_max = std::max(m_max, value);
    }

    quint64 count() const noexcept { return m_count; }
    std::chrono::nanoseconds max() const noexcept { return std::chrono::nanoseconds(qint64(m_max)); }
    /*! So many percent of the durations were not longer than this. At most one sixteenth above the exact answer, never
        below it, and never above max(). Zero while there is none. */
    std::chrono::nanoseconds percentile(double percent) const noexcept
    {
        const auto rank = std::max<quint64>(1, quint64(std::ceil(double(m_count) * percent / 100)));
        quint64 seen = 0;
        for (size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
            seen += m_buckets[bucket];
            if (seen >= rank)
                return std::chrono::nanoseconds(qint64(std::min(lastOf(bucket), m_max)));
        }
        return max();
    }

private:
    // Up to 15 each value has a bucket; from there on the four digits behind the first one say which.
    static size_t bucketOf(quint64 value) noexcept
    {
        if (value < 16)
            return size_t(value);
        const int exponent = std::bit_width(value) - 1;
        return size_t(exponent - 3) * 16 + (size_t(value >> (exponent - 4)) & 15);
    }
    static quint64 lastOf(size_t bucket) noexcept
    {
        if (bucket < 16)
            return bucket;
        return ((quint64(bucket % 16) + 17) << (bucket / 16 - 1)) - 1;
    }

    std::array<quint64, size_t(16) * 60> m_buckets{}; // up to 2^63 - 1
    quint64 m_count = 0;
    quint64 m_max = 0;
};

} // namespace QEager::detail
