// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Lines for the terminal.
*/

#include <QtCore/qstring.h>

namespace Demo {

//! Writes \a line and a line break to stdout, now. What would break the line or steer the terminal becomes '?'.
void print(const QString &line);
//! The same to stderr, introduced by the name of the program.
void complain(const QString &line);

} // namespace Demo
