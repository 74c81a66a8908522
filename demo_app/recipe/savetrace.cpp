// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "savetrace.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qurl.h>

namespace Demo {

QString pathOf(const QString &typed)
{
    const QString path = typed.trimmed();
    if (path.startsWith(QLatin1String("~/")))
        return QDir::homePath() + path.sliced(1);
    return path.startsWith(QLatin1String("file:")) ? QUrl(path).toLocalFile() : path;
}

QString saveTrace(const QEager::TraceRecorder &recorder, const QString &path)
{
    const QFileInfo there(path);
    if (there.exists() && !there.isFile()) // QSaveFile would put a file in the place of a device
        return QCoreApplication::translate("Timeline", "that is not a file");
    QSaveFile file(path);
    const bool works = file.open(QIODevice::WriteOnly) && recorder.write(&file) && file.commit();
    return works ? QString() : file.errorString();
}

} // namespace Demo
