// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "thumbnails.h"

#include <qeager/errors.h>
#include <qeager/offload.h>

#include <QtCore/qdatetime.h>
#include <QtGui/qimagereader.h>

static QImage decode(const QString &path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    if (const QSize size = reader.size(); size.isValid() && size.boundedTo(Thumbnails::Size) != size)
        reader.setScaledSize(size.scaled(Thumbnails::Size, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    return reader.read();
}

QEager::ValueTask<QImage> Thumbnails::load(QFileInfo file)
{
    const QString path = file.filePath();
    const QString key = path + QLatin1Char('|') + QString::number(file.lastModified().toMSecsSinceEpoch());
    QImage image;
    if (const QImage *const hit = m_cache.object(key)) {
        image = *hit; // known: from here on, this is an ordinary function
    } else {
        const auto work = [path] { return decode(path); }; // owns what it needs: it may outlive this coroutine
        image = co_await QEager::offload(work, &m_pool);
        ++m_decoded; // on the GUI thread again, so no lock is needed
        m_cache.insert(key, new QImage(image), qMax<qsizetype>(1, image.sizeInBytes()));
    }
    if (image.isNull())
        throw QEager::IoError(QStringLiteral("%1 is no picture.").arg(file.fileName()));
    co_return image;
}
