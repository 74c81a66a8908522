// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/io.h>

#include <algorithm>
#include <utility>

namespace QEager {

namespace detail {

namespace {

void requireDevice(const QPointer<QIODevice> &device)
{
    if (!device)
        throw Cancelled(QStringLiteral("The device that was awaited is gone."));
}

QLatin1StringView className(const QObject *object) { return QLatin1StringView(object->metaObject()->className()); }

// -- reading

/*  One reading function: what it waits for, and what it has of a device that was closed meanwhile. A device is user code, in which the awaiting
    frame may go, and this with it: so nothing of this is touched after a question to the device that is put outside of the coroutine. */
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
    //! A device that has ended does not say so while it has something left, unless that is read; but it can be put back.
    void lookForEnd()
    {
        if (m_piece != Piece::Line || !m_device->isReadable() || !m_device->isSequential())
            return;
        if (m_device->isTransactionStarted())
            throw InvalidState(
                QStringLiteral(
                    "readLine() cannot tell the end of a %1 in a transaction: commit it, or roll it back, first.")
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
        if (auto *const process =
                qobject_cast<QProcess *>(device)) // which may keep its channels open, or close one before
            hear(listener, process, &QProcess::stateChanged);
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

Coro<QByteArray> take(QPointer<QIODevice> device, Piece piece, qint64 maxSize, HasEnded hasEnded)
{
    requireDevice(device);
    StateWaiter::requireHere(device);
    if (!hasEnded && device->inherits("QNetworkReply")) // which does not say so, in Qt 6.4, when it is read
        throw InvalidState(
            QStringLiteral("The end of a QNetworkReply cannot be told when it is read as a QIODevice: give "
                           "read(), readAll() and readLine() a QNetworkReply *."));
    Reading reading(device, piece, maxSize, hasEnded);
    reading.lookForEnd();
    do // somebody else may have read it
        co_await Readable(reading);
    while (!reading.isThere());
    co_return reading.take();
}

// -- writing

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
        if (auto *const process = qobject_cast<QProcess *>(device)) { // it may have closed its output, and read on
            QObject::connect(process, &QProcess::errorOccurred, listener, [end](QProcess::ProcessError error) {
                if (error != QProcess::ReadError)
                    end();
            });
            QObject::connect(process, &QProcess::finished, listener, end);
        } else if (device->inherits("QAbstractSocket") ||
                   device->inherits("QLocalSocket")) { // then it is not connected any more
            QObject::connect(device, &QIODevice::readChannelFinished, listener, end);
        }
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

// -- processes

QString notStarted(const QProcess *process)
{
    return QStringLiteral("The program %1 could not be started: %2").arg(process->program(), process->errorString());
}

Coro<> startProcess(QPointer<QProcess> process, QString program, QStringList arguments, QIODevice::OpenMode mode)
{
    requireDevice(process.data());
    StateWaiter::requireHere(process);
    if (process->state() != QProcess::NotRunning)
        throw InvalidState(QStringLiteral("%1 cannot be started by a QProcess that runs %2 still: take another one.")
                               .arg(program, process->program()));
    process->start(program, arguments, mode);
    co_await QEager::started(process);
}

} // namespace

void ProcessStartedWaiter::await_resume()
{
    throwIfInterrupted();
    finish();
    if (m_started || m_process->state() == QProcess::Running)
        return;
    if (m_process->error() == QProcess::FailedToStart)
        throw IoError(notStarted(m_process));
    throw InvalidState(
        QStringLiteral("A QProcess that is not running, and that nobody starts, was awaited to be started."));
}

bool ProcessStartedWaiter::isThere() { return m_started || m_process->state() != QProcess::Starting; }

bool ProcessStartedWaiter::connectTo(QObject *listener)
{
    const auto stateChanged = [this, listener](QProcess::ProcessState state) {
        if (!accepts(listener))
            return;
        m_started = state == QProcess::Running;
        emitted();
    };
    return bool(QObject::connect(m_process, &QProcess::stateChanged, listener, stateChanged));
}

ProcessExit ProcessFinishedWaiter::await_resume()
{
    throwIfInterrupted();
    finish();
    if (m_exit)
        return *m_exit;
    if (m_process->error() == QProcess::FailedToStart)
        throw IoError(notStarted(m_process));
    return {m_process->exitCode(), m_process->exitStatus()};
}

bool ProcessFinishedWaiter::isThere() { return m_process->state() == QProcess::NotRunning; }

bool ProcessFinishedWaiter::connectTo(QObject *listener)
{
    const auto finished = [this, listener](int code, QProcess::ExitStatus status) {
        if (!accepts(listener))
            return;
        m_exit = ProcessExit{code, status};
        emitted();
    };
    const auto failed = [this, listener](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // after which there is no finished()
            heard(listener);
    };
    QObject::connect(m_process, &QProcess::errorOccurred, listener, failed);
    return bool(QObject::connect(m_process, &QProcess::finished, listener, finished));
}

Coro<QByteArray> readFrom(QIODevice *device, Piece piece, qint64 maxSize, HasEnded hasEnded)
{
    return take(device, piece, maxSize, hasEnded);
}

// -- threads

bool ThreadWaiter::await_ready() { return (!m_thread || isThere()) && staysReady(); }

void ThreadStartedWaiter::await_resume()
{
    throwIfInterrupted();
    if (!m_started)
        finish();
}

bool ThreadStartedWaiter::isThere()
{
    m_started = m_started || m_thread->isRunning() || m_thread->isFinished();
    return m_started;
}

bool ThreadStartedWaiter::connectTo(QObject *listener)
{
    const auto started = [this, listener] {
        if (!accepts(listener))
            return;
        m_started = true;
        emitted();
    };
    const bool isSignal = bool(QObject::connect(m_thread, &QThread::started, listener, started));
    heard(listener); // it may have been started since it was asked
    return isSignal;
}

void ThreadFinishedWaiter::await_resume()
{
    throwIfInterrupted();
    if (!m_began)
        finish();
}

bool ThreadFinishedWaiter::isThere()
{
    const bool finished = m_thread->isFinished();
    m_began = m_began || finished || m_thread->isRunning();
    return finished;
}

bool ThreadFinishedWaiter::connectTo(QObject *listener)
{
    const auto started = [this, listener] {
        if (accepts(listener))
            m_began = true;
    };
    const auto finished = [this, listener] {
        if (!accepts(listener))
            return;
        m_began = true;
        emitted();
    };
    QObject::connect(m_thread, &QThread::started, listener, started);
    const bool isSignal = bool(QObject::connect(m_thread, &QThread::finished, listener, finished));
    heard(listener); // it may have finished since it was asked
    return isSignal;
}

} // namespace detail

Coro<> write(QIODevice *device, QByteArray data) { return detail::writeOut(device, std::move(data)); }

Coro<> start(QProcess *process, QString program, QStringList arguments, QIODevice::OpenMode mode)
{
    return detail::startProcess(process, std::move(program), std::move(arguments), mode);
}

} // namespace QEager
