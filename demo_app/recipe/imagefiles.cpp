// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "imagefiles.h"

#include <QtCore/qdir.h>
#include <QtCore/qstandardpaths.h>
#include <QtGui/qimagereader.h>

namespace Demo {

QStringList imagePatterns()
{
    const QList<QByteArray> supported = QImageReader::supportedImageFormats();
    QStringList patterns;
    for (const char *suffix : {"png", "jpg", "jpeg", "svg", "svgz"}) {
        if (supported.contains(suffix))
            patterns.append(QStringLiteral("*.") + QLatin1String(suffix));
    }
    return patterns;
}

QStringList findImages(const QString &directory, const FailureListener &failed)
{
    const QStringList patterns = imagePatterns();
    QStringList images;
    QStringList directories{directory};
    while (!directories.isEmpty()) {
        const QDir dir(directories.takeLast());
        if (!dir.isReadable() && failed)
            failed(dir.path(), QStringLiteral("there is no permission to read it"));
        const auto files = dir.entryList(patterns, QDir::Files | QDir::System | QDir::Hidden);
        for (const QString &file : files)
            images.append(dir.filePath(file));
        const auto below = dir.entryList(QDir::Dirs | QDir::NoSymLinks | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QString &name : below)
            directories.append(dir.filePath(name));
    }
    images.sort();
    return images;
}

QStringList iconDirectories()
{
    QStringList directories = QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"),
                                                        QStandardPaths::LocateDirectory);
    directories << QStringLiteral("/usr/share/icons");
    QStringList existing;
    for (const QString &directory : std::as_const(directories)) {
        const QString path = QFileInfo(directory).canonicalFilePath(); // empty if there is none
        if (!path.isEmpty() && !existing.contains(path))
            existing.append(path);
    }
    return existing;
}

} // namespace Demo
