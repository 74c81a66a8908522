// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A sequential device of which the test decides when something comes, when something has been written, and when it
    ends.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>

#include <algorithm>
#include <cstring>
#include <functional>

class Pipe : public QIODevice
{
public:
    explicit Pipe(OpenMode mode = ReadWrite)
    {
        if (mode != NotOpen)
            open(mode);
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return QIODevice::bytesAvailable() + m_incoming.size(); }
    qint64 bytesToWrite() const override { return m_pending.size(); }
    bool canReadLine() const override { return m_incoming.contains('\n') || QIODevice::canReadLine(); }

    //! Something comes.
    void feed(const QByteArray &data)
    {
        m_incoming += data;
        Q_EMIT readyRead();
    }
    //! Nothing more will come.
    void finish()
    {
        m_ended = true;
        Q_EMIT readChannelFinished();
    }
    //! So many bytes are handed on.
    void flush(qsizetype size)
    {
        written += m_pending.left(size);
        m_pending.remove(0, size);
        Q_EMIT bytesWritten(size);
    }
    void flush() { flush(m_pending.size()); }
    int listeners() const
    {
        return receivers(SIGNAL(readyRead())) + receivers(SIGNAL(bytesWritten(qint64))) +
               receivers(SIGNAL(aboutToClose())) + receivers(SIGNAL(destroyed(QObject *)));
    }

    QByteArray written;
    qint64 takes = 1'000'000; // at once, when something is written
    std::function<void()> whenAsked; // for something to read

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        if (whenAsked)
            whenAsked();
        if (m_incoming.isEmpty())
            return m_ended ? -1 : 0;
        const qsizetype size = std::min<qsizetype>(m_incoming.size(), maxSize);
        std::memcpy(data, m_incoming.constData(), size_t(size));
        m_incoming.remove(0, size);
        return size;
    }
    qint64 writeData(const char *data, qint64 size) override
    {
        const qint64 taken = std::min(size, takes - m_pending.size());
        m_pending.append(data, taken);
        return taken;
    }

private:
    QByteArray m_incoming;
    QByteArray m_pending;
    bool m_ended = false;
};
