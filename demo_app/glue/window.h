// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The window.
*/

#include <QtCore/qstring.h>

namespace Demo {

/*! Opens the window and runs the application until it is closed; or, with \a screenshot, until the three orders have
    ended once and a picture of the window is in that file. \a showsTrace: the trace is shown from the beginning.
    QGuiApplication must exist.
    \return the exit status; 1 when the view can not be loaded or the picture not be written, with the reason on stderr.
 */
int runWindow(const QString &screenshot, bool showsTrace);

//! Dark colours, for pictures: where Qt knows the system's it uses these by itself.
void useDarkColours();

} // namespace Demo
