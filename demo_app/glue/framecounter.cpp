// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "framecounter.h"

#include <utility>

namespace Demo {

FrameCounter::FrameCounter(QObject *parent) : QObject(parent) {}

FrameCounter::~FrameCounter() = default;

void FrameCounter::setWindow(QQuickWindow *window)
{
    if (m_window == window)
        return;
    disconnect(m_connection);
    m_window = window;
    if (window) // direct: on the thread that paints, while that of the window waits
        m_connection =
            connect(window, &QQuickWindow::afterSynchronizing, this, &FrameCounter::look, Qt::DirectConnection);
    Q_EMIT windowChanged();
}

void FrameCounter::setCountsPosted(bool posted)
{
    if (std::exchange(m_countsPosted, posted) != posted)
        Q_EMIT countsPostedChanged();
}

void FrameCounter::beginReset()
{
    ++(m_countsPosted ? m_posted : m_eager).resets;
    m_hadPlaceholders = false;
    m_complete = false;
    Q_EMIT countsChanged();
}

void FrameCounter::clear()
{
    m_eager = {};
    m_posted = {};
    Q_EMIT countsChanged();
}

void FrameCounter::add(bool placeholder)
{
    ++(placeholder ? m_placeholders : m_pictures);
    m_touched = true;
}

void FrameCounter::remove(bool placeholder) { --(placeholder ? m_placeholders : m_pictures); }

void FrameCounter::look()
{
    FrameCounts &counts = m_countsPosted ? m_posted : m_eager;
    const bool touched = std::exchange(m_touched, false);
    if (!counts.resets || (!touched && !m_placeholders))
        return;
    ++counts.frames;
    if (m_placeholders) {
        ++counts.framesWithPlaceholders;
        counts.resetsWithPlaceholders += !std::exchange(m_hadPlaceholders, true);
    }
    m_complete = m_complete || (m_pictures && !m_placeholders);
    const auto tell = [this] {
        Q_EMIT countsChanged();
        Q_EMIT framePainted();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace Demo
