// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Files that are named like pictures: good ones, and all the ways in which one can be none.
*/

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qimage.h>
#include <QtTest/qtest.h>

#ifdef Q_OS_UNIX
#    include <sys/stat.h>
#endif

class PictureFiles
{
public:
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_dir.path() : m_dir.filePath(name); }

    // Each makes a file, and gives whether it is there now.

    [[nodiscard]] bool write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        return makeFolderOf(name) && file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    [[nodiscard]] bool picture(const QString &name, QSize size = {20, 10}) const
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        return makeFolderOf(name) && image.save(path(name));
    }
    [[nodiscard]] bool svg(const QString &name, const QByteArray &width, const QByteArray &height) const
    {
        return write(name, "<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height +
                               "'><rect width='9' height='9' fill='green'/></svg>");
    }
    [[nodiscard]] bool link(const QString &name, const QString &target) const
    {
        return QFile::link(target, path(name));
    }

    //! A PNG that claims to be \a size large and holds nothing.
    [[nodiscard]] bool pngHeader(const QString &name, quint32 side) const
    {
        QByteArray png = QByteArray::fromHex("89504e470d0a1a0a"
                                             "0000000d"
                                             "49484452");
        for (int twice = 0; twice < 2; ++twice)
            for (int shift = 24; shift >= 0; shift -= 8)
                png.append(char(side >> shift));
        png.append(QByteArray::fromHex("0806000000"));
        const quint32 crc = crc32(png.mid(12));
        for (int shift = 24; shift >= 0; shift -= 8)
            png.append(char(crc >> shift));
        return write(name, png +
                               QByteArray::fromHex("00000040"
                                                   "49444154") +
                               QByteArray(64, '\0'));
    }

    //! A pipe: reading it would wait for ever. False where there are none.
    [[nodiscard]] bool pipe(const QString &name) const
    {
#ifdef Q_OS_UNIX
        return ::mkfifo(QFile::encodeName(path(name)).constData(), 0600) == 0;
#else
        return false;
#endif
    }

private:
    bool makeFolderOf(const QString &name) const { return QDir().mkpath(QFileInfo(path(name)).path()); }
    static quint32 crc32(const QByteArray &data)
    {
        quint32 crc = 0xffffffff;
        for (const char byte : data) {
            crc ^= quint8(byte);
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc;
    }

    QTemporaryDir m_dir;
};
