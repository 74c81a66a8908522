// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "decode.h"

#include <QtCore/qfileinfo.h>
#include <QtGui/qimagereader.h>

namespace Demo {

namespace {

//! Why the file is not worth opening (opening a pipe would even block); empty if it is.
QString refusal(const QFileInfo &file)
{
    if (!file.exists())
        return file.isSymLink() ? QStringLiteral("it links to a file that does not exist")
                                : QStringLiteral("it does not exist any more");
    if (!file.isFile())
        return QStringLiteral("it is not a regular file");
    if (!file.isReadable())
        return QStringLiteral("there is no permission to read it");
    if (file.size() == 0)
        return QStringLiteral("it is empty");
    return {};
}

QString failure(const QImageReader &reader, QSize size)
{
    const qint64 megabytes = qint64(size.width()) * size.height() * 4 / (1 << 20);
    const int limit = QImageReader::allocationLimit();
    if (size.isValid() && limit > 0 && megabytes > limit)
        return QStringLiteral("its %1 x %2 pixels would need more than %3 MB")
            .arg(size.width())
            .arg(size.height())
            .arg(limit);
    const QString reason = reader.errorString();
    return QStringLiteral("it cannot be decoded (%1)")
        .arg(reason.isEmpty() ? QStringLiteral("no reason given") : reason);
}

} // namespace

Decoded decode(const QString &path, int side)
{
    if (QString reason = refusal(QFileInfo(path)); !reason.isEmpty())
        return {{}, std::move(reason)};

    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    const QSize bounds(side, side);
    if (size.isValid() && size.boundedTo(bounds) != size)
        reader.setScaledSize(size.scaled(bounds, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    QImage image = reader.read();
    if (image.isNull())
        return {{}, failure(reader, size)};
    if (image.size().boundedTo(bounds) != image.size())
        image = image.scaled(bounds, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return {std::move(image), {}};
}

} // namespace Demo
