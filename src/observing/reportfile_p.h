// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Writing a report. Its path may be in a folder such as /tmp, in which others prepare what they like.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qstring.h>

#include <functional>

namespace QEager::detail {

/*! Calls \a write with the open file; it returns whether that took everything. Returns an empty string, or the error.

    A regular file is replaced whole, or stays as it was; only its owner can read and write the new one. A device or a
    pipe is written to. A symbolic link in a folder that others can write to, wherever in the path it is, is an error,
    and so is a device or a pipe there.
*/
QString writeReport(const QString &path, const std::function<bool(QIODevice &)> &write);

//! The same, of \a bytes.
inline QString writeReport(const QString &path, const QByteArray &bytes)
{
    return writeReport(path, [&](QIODevice &file) { return file.write(bytes) == bytes.size(); });
}

} // namespace QEager::detail
