// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Writing a report: a regular file is replaced whole or stays as it was, anything else (a device, a pipe) is written to.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>

namespace QEager::detail {

//! Empty, or why it can not be done.
inline QString writeReport(const QString &path, const QByteArray &bytes)
{
    const auto write = [&](QFileDevice &file) {
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
    };
    const QFileInfo there(path);
    if (there.exists() && !there.isFile()) { // QSaveFile would put a file in the place of a device
        QFile file(path);
        return write(file) ? QString() : file.errorString();
    }
    QSaveFile file(path);
    file.setDirectWriteFallback(true); // for a folder that takes no new file
    return write(file) && file.commit() ? QString() : file.errorString();
}

} // namespace QEager::detail
