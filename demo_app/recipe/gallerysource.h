// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Which pictures the table shows.
*/

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <stop_token>

namespace Demo {

/*! Paths of at most \a count pictures: those under \a directory; for a null string those of the system, or, where it
    has few, such as are drawn into \a own. Of several with one name, as icons have them, the largest file; plain
    drawings ("-symbolic") last. Reads directories, so it is better not called on the thread of the window. Draws no
    more when \a stop was requested. */
QStringList galleryPictures(const QString &directory, const QString &own, int count, const std::stop_token &stop = {});

} // namespace Demo
