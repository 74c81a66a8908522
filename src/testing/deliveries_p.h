// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether a turn of the event loop had anything to do. Not installed.
*/

#include <QtCore/qeventloop.h>

namespace QEager::detail {

/*! Runs one turn of \a loop, and returns whether it has delivered an event on this thread. What processEvents() returns
    does not say so: without timers (X11ExcludeTimers), it is always true with Qt 6.8 and GLib. */
bool deliversIn(QEventLoop &loop, QEventLoop::ProcessEventsFlags flags);

} // namespace QEager::detail
