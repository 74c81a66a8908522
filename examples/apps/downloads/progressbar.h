// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qlocale.h>
#include <QtCore/qstring.h>

#include <cstdio>

//! One line on stderr, which is written anew again and again.
class ProgressBar
{
public:
    explicit ProgressBar(int files) : m_files(files) { show(0, 0); }

    void show(int ended, qint64 bytes)
    {
        const int full = Width * ended / m_files;
        const QByteArray bar = QByteArray(full, '#') + QByteArray(Width - full, '.');
        std::fprintf(stderr, "\r[%s] %d of %d files, %s ", bar.constData(), ended, m_files, qPrintable(size(bytes)));
    }
    void finish() { std::fputs("\n", stderr); }

    //! Returns \a bytes in words, such as "120 kB".
    static QString size(qint64 bytes) { return QLocale::c().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat); }

private:
    static constexpr int Width = 20;
    const int m_files;
};
