// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The requests to end that were made of a task: how many, and which of them it has been told of.
*/

#include <QtCore/qstring.h>

#include <algorithm>

namespace QEager::detail {

class CancelRequests
{
public:
    constexpr CancelRequests() noexcept = default;
    constexpr CancelRequests(int count, int undelivered) noexcept : m_count(count), m_undelivered(undelivered) {}

    //! Made, and not taken back.
    int count() const noexcept { return m_count; }
    //! Those of them that the task has been told of: Cancelled was thrown, or what it awaited was asked instead.
    int delivered() const noexcept { return m_count - m_undelivered; }
    //! It is to be told at its next resume or suspension.
    bool isPending() const noexcept { return m_undelivered > 0; }
    //! Of the last one.
    const QString &message() const noexcept { return m_message; }

    void add(const QString &message) noexcept
    {
        ++m_count;
        ++m_undelivered;
        m_message = message;
    }
    //! Of an end that nobody asked the task for.
    void setMessage(const QString &message) noexcept { m_message = message; }
    void deliver() noexcept { m_undelivered = 0; }
    //! Gives how many are left.
    int takeBack() noexcept
    {
        if (m_count > 0)
            --m_count;
        m_undelivered = std::min(m_undelivered, m_count);
        return m_count;
    }

private:
    int m_count = 0;
    int m_undelivered = 0; // of these
    QString m_message;
};

} // namespace QEager::detail
