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

    void write(const QString &name, const QByteArray &content) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void picture(const QString &name, QSize size = {20, 10}) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QVERIFY(image.save(path(name)));
    }
    void svg(const QString &name, const QByteArray &width, const QByteArray &height) const
    {
        write(name, "<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height +
                        "'><rect width='9' height='9' fill='green'/></svg>");
    }
    void link(const QString &name, const QString &target) const { QVERIFY(QFile::link(target, path(name))); }

    //! A PNG that claims to be \a size large and holds nothing.
    void pngHeader(const QString &name, quint32 side) const
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
        write(name, png +
                        QByteArray::fromHex("00000040"
                                            "49444154") +
                        QByteArray(64, '\0'));
    }

    //! A pipe: reading it would wait for ever. False where there are none.
    bool pipe(const QString &name) const
    {
#ifdef Q_OS_UNIX
        return ::mkfifo(QFile::encodeName(path(name)).constData(), 0600) == 0;
#else
        return false;
#endif
    }

private:
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
