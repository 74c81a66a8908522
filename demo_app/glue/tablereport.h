// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    --table-report.
*/

#include <qeager/coro.h>

#include <QtQuick/qquickwindow.h>

namespace Demo {

/*! Resets the table of \a window, which shows the table page, so many times with tasks that are posted, and with tasks
    that are started eagerly, each time until all pictures have been painted. */
QEager::Coro<> resetTable(QQuickWindow *window, int resets);

/*! Resets the table of \a window, which shows the table page, 40 times with tasks that are posted and 40 times with
    tasks that are started eagerly; prints a line for each. Gives the exit status: 1 if there is no picture, with a
    sentence on stderr. */
QEager::Coro<int> reportTable(QQuickWindow *window);

} // namespace Demo
