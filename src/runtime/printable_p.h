// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Text of the application's (names, messages, settings) in logs and reports: it must not break them. Not installed.
*/

#include <QtCore/qstring.h>

namespace QEager::detail {

enum class Lines { One, Several };

//! \a text for a log or a terminal: control characters, marks of direction and halves of surrogate pairs appear as
//! \u001B. Of several lines, the ends stay as they are.
QString printable(const QString &text, Lines lines = Lines::One);

//! \a text for a format of text: half a surrogate pair becomes a question mark. QJsonDocument would escape it, and not
//! every reader takes that. Since Qt 6.11, toUtf8() leaves it out, so that a name could become empty.
QString wellFormed(QString text);

} // namespace QEager::detail
