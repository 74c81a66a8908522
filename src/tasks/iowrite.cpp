// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/io.h>

#include "io_p.h"

#include <algorithm>
#include <utility>

namespace QEager {

namespace detail {

namespace {

class Writing
{
public:
    explicit Writing(QPointer<QIODevice> device) : m_device(std::move(device)) {}
    QIODevice *device() const { return m_device; }
    //! Some more of \a data has been given to the device.
    void begin() { m_left = m_device->bytesToWrite(); }
    bool isThere() const { return m_ended || m_left <= 0 || m_device->bytesToWrite() == 0; }
    void written(qint64 size) { m_left -= size; }
    void end()
    {
        m_ended = true;
        m_reason = m_device->errorString();
    }
    bool hasEnded() const { return m_ended; }
    qint64 left() const { return std::max<qint64>(m_left, 0); }
    QString reason() const { return m_reason; }

private:
    QPointer<QIODevice> m_device;
    qint64 m_left = 0; // before, and with, what we wrote
    bool m_ended = false;
    QString m_reason;
};

class WriteWaiter final : public StateWaiter
{
public:
    explicit WriteWaiter(Writing &writing) : StateWaiter(writing.device()), m_writing(writing) {}
    Awaited waitsFor() const noexcept override { return {"device"}; }
    void await_resume()
    {
        throwIfInterrupted();
        finish();
    }

protected:
    bool isThere() override { return m_writing.isThere(); }
    bool connectTo(QObject *listener) override
    {
        QIODevice *const device = m_writing.device();
        QObject::connect(device, &QIODevice::bytesWritten, listener, [this, listener](qint64 size) {
            if (!accepts(listener))
                return;
            m_writing.written(size);
            heard(listener);
        });
        const auto end = [this, listener] {
            if (!accepts(listener))
                return;
            m_writing.end();
            heard(listener);
        };
        QObject::connect(device, &QIODevice::aboutToClose, listener, end);
#if QT_CONFIG(process)
        if (auto *const process = qobject_cast<QProcess *>(device)) { // it may have closed its output, and read on
            QObject::connect(process, &QProcess::errorOccurred, listener, [end](QProcess::ProcessError error) {
                if (error != QProcess::ReadError)
                    end();
            });
            QObject::connect(process, &QProcess::finished, listener, end);
        }
#endif
        if (device->inherits("QAbstractSocket") ||
            device->inherits("QLocalSocket")) // then it is not connected any more
            QObject::connect(device, &QIODevice::readChannelFinished, listener, end);
        return true;
    }

private:
    Writing &m_writing;
};

class Written : public NativeAwaitable
{
public:
    explicit Written(Writing &writing) : m_writing(writing) {}
    WriteWaiter operator co_await() const { return WriteWaiter(m_writing); }

private:
    Writing &m_writing;
};

QString notWritten(const QIODevice *device, qint64 left, const QString &reason)
{
    return QStringLiteral("%1 bytes were not written to the %2: %3").arg(left).arg(className(device), reason);
}

Coro<> writeOut(QPointer<QIODevice> device, QByteArray data)
{
    requireDevice(device);
    StateWaiter::requireHere(device);
    if (!device->isWritable())
        throw IoError(notWritten(device, data.size(), QStringLiteral("It is not open for writing.")));
    Writing writing(device);
    qint64 given = 0;
    do {
        const qint64 taken = data.isEmpty() ? 0 : device->write(data.constData() + given, data.size() - given);
        requireDevice(device);
        if (taken <= 0 && given < data.size())
            throw IoError(notWritten(device, data.size() - given, device->errorString()));
        given += taken;
        writing.begin();
        co_await Written(writing);
        if (!writing.hasEnded())
            continue;
        // Before ours may be what others have written.
        const qint64 left = data.size() - given + (data.isEmpty() ? writing.left() : std::min(writing.left(), given));
        if (left > 0)
            throw IoError(notWritten(device, left, writing.reason()));
    } while (given < data.size());
}

} // namespace

} // namespace detail

Coro<> write(QIODevice *device, QByteArray data) { return detail::writeOut(device, std::move(data)); }

} // namespace QEager
