// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "deliveries_p.h"

#include <QtCore/qnamespace.h>

namespace QEager::detail {

namespace {

thread_local quint64 t_delivered = 0;

bool count(void **)
{
    ++t_delivered;
    return false; // Qt delivers it
}

} // namespace

bool deliversIn(QEventLoop &loop, QEventLoop::ProcessEventsFlags flags)
{
    // An event filter would see the main thread's objects only.
    static const bool counts = QInternal::registerCallback(QInternal::EventNotifyCallback, count);
    const quint64 before = t_delivered;
    const bool hadEvents = loop.processEvents(flags);
    return hadEvents && (!counts || t_delivered != before);
}

} // namespace QEager::detail
