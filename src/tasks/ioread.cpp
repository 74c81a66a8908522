// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/device.h>
#include <qeager/io.h>

#include "io_p.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace QEager::detail {

namespace {

/*  One reading function: what it waits for, and what it has of a device that was closed meanwhile. A device is user
    code, in which the awaiting frame may go, and this with it: so nothing of this is touched after a question to the
    device that is put outside of the coroutine. */
class Reading
{
public:
    Reading(QPointer<QIODevice> device, Piece piece, qint64 maxSize, HasEnded hasEnded)
        : m_device(std::move(device)), m_piece(piece), m_maxSize(maxSize), m_hasEnded(hasEnded)
    {
    }

    QIODevice *device() const { return m_device; }
    bool isThere() const { return m_ended || isThere(*m_device, m_piece, m_maxSize, m_hasEnded); }
    QByteArray take() { return m_closed ? std::exchange(m_last, {}) : takeFrom(*m_device, m_piece, m_maxSize); }
    //! A device that has ended does not say so while it has something left, unless that is read; but it can be put
    //! back.
    void lookForEnd()
    {
        if (m_piece != Piece::Line || !m_device->isReadable() || !m_device->isSequential())
            return;
        if (m_device->isTransactionStarted())
            throw InvalidState(
                QStringLiteral(
                    "readLine() cannot find the end of a %1 in a transaction: commit it, or roll it back, first.")
                    .arg(className(m_device)));
        if (isThere() || m_device->bytesAvailable() == 0)
            return;
        char next;
        m_device->startTransaction();
        m_device->skip(m_device->bytesAvailable());
        m_ended = m_device->read(&next, 1) < 0;
        m_device->rollbackTransaction();
    }
    void end() { m_ended = true; }
    //! It is being closed, and this would be lost.
    void close(QByteArray last)
    {
        m_last = std::move(last);
        m_closed = m_ended = true;
    }
    bool isClosed() const { return m_closed; }

private:
    static bool isThere(QIODevice &device, Piece piece, qint64 maxSize, HasEnded hasEnded)
    {
        if (!device.isReadable() || !device.isSequential())
            return true;
        char first;
        const qint64 peeked = device.peek(&first, 1);
        if (peeked < 0 || (peeked > 0 && (piece != Piece::Line || hasLine(device, maxSize))))
            return true;
        return hasEnded && hasEnded(device);
    }
    static bool hasLine(QIODevice &device, qint64 maxSize)
    {
        return device.canReadLine() || (maxSize > 0 && device.bytesAvailable() >= maxSize);
    }
    static QByteArray takeFrom(QIODevice &device, Piece piece, qint64 maxSize)
    {
        if (!device.isOpen())
            return {};
        switch (piece) {
        case Piece::Some:
            return device.read(maxSize);
        case Piece::All:
        case Piece::Left:
            return device.readAll();
        case Piece::Line:
            return maxSize > 0 ? readLine(device, maxSize) : device.readLine();
        }
        Q_UNREACHABLE();
    }
    //! QIODevice's own gives one byte less than it says.
    static QByteArray readLine(QIODevice &device, qint64 maxSize)
    {
        QByteArray line;
        while (line.size() < maxSize) {
            const qsizetype before = line.size();
            const qint64 room = std::min<qint64>(maxSize - before, 16 * 1024);
            line.resize(before + room + 1);
            const qint64 got = device.readLine(line.data() + before, room + 1);
            line.resize(before + std::max<qint64>(got, 0));
            if (got < room || line.endsWith('\n'))
                break;
        }
        return line;
    }

    QPointer<QIODevice> m_device;
    Piece m_piece;
    qint64 m_maxSize;
    HasEnded m_hasEnded;
    bool m_ended = false;
    bool m_closed = false;
    QByteArray m_last;
};

class ReadWaiter final : public StateWaiter
{
public:
    explicit ReadWaiter(Reading &reading) : StateWaiter(reading.device()), m_reading(reading) {}
    Awaited waitsFor() const noexcept override { return {"device"}; }
    void await_resume()
    {
        throwIfInterrupted();
        finish();
    }

protected:
    bool isThere() override { return m_reading.isThere(); }
    bool connectTo(QObject *listener) override
    {
        QIODevice *const device = m_reading.device();
        hear(listener, device, &QIODevice::readyRead);
        // These count, too, when it has been woken, but has not had its turn.
        QObject::connect(device, &QIODevice::readChannelFinished, listener, [this, listener] {
            if (!isListening(listener))
                return;
            m_reading.end();
            heard(listener);
        });
        QObject::connect(device, &QIODevice::aboutToClose, listener, [this, listener] { closing(listener); });
#if QT_CONFIG(process)
        if (auto *const process =
                qobject_cast<QProcess *>(device)) // which may keep its channels open, or close one before
            hear(listener, process, &QProcess::stateChanged);
#endif
        return true;
    }

private:
    void closing(QObject *listener)
    {
        if (!isListening(listener) || m_reading.isClosed())
            return;
        const QPointer<QObject> stillThere(listener);
        QByteArray last;
        std::exception_ptr failure;
        try {
            Reading copy(m_reading);
            last = copy.take();
        } catch (...) {
            failure = std::current_exception();
        }
        if (!stillThere || !isListening(listener))
            return;
        if (failure)
            m_failure = failure;
        m_reading.close(std::move(last));
        heard(listener);
    }

    Reading &m_reading;
};

class Readable : public NativeAwaitable
{
public:
    explicit Readable(Reading &reading) : m_reading(reading) {}
    ReadWaiter operator co_await() const { return ReadWaiter(m_reading); }

private:
    Reading &m_reading;
};

constinit std::atomic<HasEnded> s_askReply{nullptr}; // orders nothing: what it calls was there before

Coro<QByteArray> take(QPointer<QIODevice> device, Piece piece, qint64 maxSize, HasEnded hasEnded)
{
    requireDevice(device);
    StateWaiter::requireHere(device);
    if (!hasEnded && device->inherits("QNetworkReply")) { // which does not say so, in Qt 6.4, when it is read
        hasEnded = s_askReply.load(std::memory_order_relaxed);
        if (!hasEnded && piece != Piece::Left) // that waits only once
            throw InvalidState(
                QStringLiteral("The end of a QNetworkReply that is given as a QIODevice * cannot be found: include "
                               "<qeager/network.h>, or give read(), readAll() and readLine() a QNetworkReply *."));
    }
    Reading reading(device, piece, maxSize, hasEnded);
    reading.lookForEnd();
    do // somebody else may have read it
        co_await Readable(reading);
    while (piece != Piece::Left && !reading.isThere());
    co_return reading.take();
}

} // namespace

Coro<QByteArray> readFrom(QIODevice *device, Piece piece, qint64 maxSize, HasEnded hasEnded)
{
    return take(device, piece, maxSize, hasEnded);
}

Coro<QByteArray> awaitDevice(QIODevice *device) { return take(device, Piece::Left, 0, nullptr); }

ReplyAsker::ReplyAsker(HasEnded hasEnded) noexcept : m_hasEnded(hasEnded)
{
    HasEnded none = nullptr;
    s_askReply.compare_exchange_strong(none, hasEnded);
}

ReplyAsker::~ReplyAsker() { s_askReply.compare_exchange_strong(m_hasEnded, nullptr); }

} // namespace QEager::detail
