// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Writing a report: a regular file is replaced whole or stays as it was, anything else (a device, a pipe) is written
    to.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>

#include <concepts>

namespace QEager::detail {

//! Calls \a write with the open file; it returns whether that took everything. Returns an empty string, or the error.
template <std::predicate<QIODevice &> Write>
QString writeReport(const QString &path, Write write)
{
    const auto isWritten = [&](QFileDevice &file) {
        return file.open(QIODevice::WriteOnly) && write(file) && file.flush();
    };
    const QFileInfo there(path);
    if (there.exists() && !there.isFile()) { // QSaveFile would put a file in the place of a device
        QFile file(path);
        return isWritten(file) ? QString() : file.errorString();
    }
    QSaveFile file(path);
    file.setDirectWriteFallback(true); // for a folder that takes no new file
    return isWritten(file) && file.commit() ? QString() : file.errorString();
}

//! The same, of \a bytes.
inline QString writeReport(const QString &path, const QByteArray &bytes)
{
    return writeReport(path, [&](QIODevice &file) { return file.write(bytes) == bytes.size(); });
}

} // namespace QEager::detail
