// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The source of a program, out of the file that was compiled.
*/

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace Demo {

struct SourceLine
{
    int number; //!< in the file
    QString code; //!< without the comment behind it
    QString comment; //!< that, without its slashes; may be empty
};

//! What \a program is made of: the lines of programs/<program>.cpp that stand in its unnamed namespace.
QList<SourceLine> sourceOf(const QString &program);

} // namespace Demo
