// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether there is a display, decided before QGuiApplication, which aborts without one.
*/

namespace Demo {

/*! For the window: lets QGuiApplication fall back to a platform without a display instead of aborting, unless the user
    has chosen one by QT_QPA_PLATFORM or, \a platformGiven, by -platform. Call it before QGuiApplication is made.
    \return false when there is surely no display, and QGuiApplication need not be made at all. */
bool prepareDisplay(bool platformGiven);

//! After QGuiApplication was made: the fallback was taken.
bool displayFailed();

//! For commands that draw but show nothing. Call it before QGuiApplication is made.
void useNoDisplay();

} // namespace Demo
