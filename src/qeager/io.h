// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting devices, processes and threads.

    \code
    QEager::Coro<QByteArray> convert(QByteArray svg)
    {
        QProcess process;
        co_await QEager::start(&process, QStringLiteral("rsvg-convert"), {});
        co_await QEager::write(&process, svg);
        process.closeWriteChannel();
        if (const auto [code, status] = co_await QEager::finished(&process); code != 0)
            throw QEager::IoError(QString::fromUtf8(process.readAllStandardError()));
        co_return process.readAll();
    }
    \endcode

    Sockets, servers and network replies are in <qeager/network.h>; a QTimer and any other signal in <qeager/signal.h>.

    **If what you wait for is there already**, the await does not suspend. Otherwise the coroutine suspends, and is
    queued when the object emits the signal for it. It resumes from the event loop of its own thread, never inside the
    emission. Then it looks again: if somebody else has read the data meanwhile, it waits for more. Any number of
    coroutines may wait for the same object, at any time.

    **The object** must live on the awaiting thread, except for a QThread; otherwise these throw InvalidState. None of
    them keeps the object alive. They throw Cancelled if it is null, and if it is deleted while it is awaited, even
    after the signal but before the coroutine's turn. A deleteLater() in between waits until the coroutine suspends
    next, as it does for signal().

    **Cancellation**, and destroying the frame, end the wait at once and leave the object as it is. Nothing that was
    read is lost, what was given to be written is written all the same, and a process runs on.
*/

#include <qeager/coro.h>
#include <qeager/detail/io.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>

namespace QEager {

// -- devices

/*! Reads up to \a maxSize bytes from \a device: what is there, as soon as anything is. The result is empty only at the
    end.

    **The end** is where nothing more will come. A device is at its end if
    - it has been closed (aboutToClose()); what it still had is returned;
    - its read channel has ended (readChannelFinished());
    - it is a process that is not running; closing its output is not enough;
    - it is a socket that is not connected (any more, or yet: await connected() first);
    - it is a file, or another device with random access, of which nothing is left. Such a device never waits.

    A sequential device of your own says so by returning -1 from readData(); 0 means that more will come.

    Python: StreamReader.read().
    \throws whatever the device throws.
*/
inline Coro<QByteArray> read(QIODevice *device, qint64 maxSize)
{
    return detail::readFrom(device, detail::Piece::Some, maxSize);
}

/*! Reads all that is there, as soon as anything is; not all that will come. The result is empty only at the end, see
    read().

    `co_await device`, with a pointer or the device itself, is nearly the same. It also works in code that includes only
    <qeager/qcoro.h> or <qeager/qeager.h>. But as in a QCoro::Task it waits only once, so the result is also empty if
    somebody else has read what came. (A QNetworkReply * is awaited until it has finished.)
*/
inline Coro<QByteArray> readAll(QIODevice *device) { return detail::readFrom(device, detail::Piece::All, 0); }

/*! Reads a line, with its end, as soon as a whole one is there. If \a maxSize is not 0, it reads at most that many
    bytes. At the end of the device (see read()) it returns what is left, and after that nothing.

    Python: StreamReader.readline().
    \throws InvalidState if a transaction of the device has been started, because its end cannot be found then.
*/
inline Coro<QByteArray> readLine(QIODevice *device, qint64 maxSize = 0)
{
    return detail::readFrom(device, detail::Piece::Line, maxSize);
}

/*! Reads from a QNetworkReply as read(QIODevice *, …) does. The functions above take a QIODevice * to a reply, too, if
    any source of the program includes <qeager/network.h>. If none does, they cannot find its end and throw
    InvalidState, and `co_await device` waits for a signal that a finished reply does not emit any more. */
template <typename R>
    requires detail::Reply<R>
Coro<QByteArray> read(R *reply, qint64 maxSize)
{
    return detail::readFrom(reply, detail::Piece::Some, maxSize, &detail::replyHasEnded<R>);
}
//! \overload
template <typename R>
    requires detail::Reply<R>
Coro<QByteArray> readAll(R *reply)
{
    return detail::readFrom(reply, detail::Piece::All, 0, &detail::replyHasEnded<R>);
}
//! \overload
template <typename R>
    requires detail::Reply<R>
Coro<QByteArray> readLine(R *reply, qint64 maxSize = 0)
{
    return detail::readFrom(reply, detail::Piece::Line, maxSize, &detail::replyHasEnded<R>);
}

/*! Writes \a data when it is awaited, before it suspends, and waits until all of it has been handed on: to the system,
    for a socket or a process. With empty \a data, it waits for what was written before.

    Python: StreamWriter.write() and drain().
    \throws IoError if the device is not open for writing or does not take all data, and if it is closed, loses its
    connection or ends before all is written.
*/
QEAGER_EXPORT Coro<> write(QIODevice *device, QByteArray data);

// -- processes, where Qt has QProcess

#if QT_CONFIG(process)
/*! Starts \a process when it is awaited, before it suspends, and waits until it runs.

    Python: asyncio.create_subprocess_exec().
    \throws IoError if it cannot be started, with the program and the reason.
    \throws InvalidState if it is running already.
*/
QEAGER_EXPORT Coro<> start(QProcess *process, QString program, QStringList arguments,
                           QIODevice::OpenMode mode = QIODevice::ReadWrite);

/*! Waits until \a process, which somebody else starts or has started, is running. It may have run and ended meanwhile.
    \throws IoError if it could not be started.
    \throws InvalidState if it is not running, and was not being started when this was awaited. */
inline detail::AwaitableState<detail::ProcessStartedWaiter, QProcess> started(QProcess *process)
{
    return detail::AwaitableState<detail::ProcessStartedWaiter, QProcess>(process);
}

/*! Waits until \a process has finished. Returns a ProcessExit: at once if it is not running, then that of its last run.

    An exit code or a crash is not an error here. Python: Process.wait().
    \throws IoError if it could not be started.
    \throws Cancelled if it is deleted, which kills it.
*/
inline detail::AwaitableState<detail::ProcessFinishedWaiter, QProcess> finished(QProcess *process)
{
    return detail::AwaitableState<detail::ProcessFinishedWaiter, QProcess>(process);
}
#endif

// -- threads

//! Waits until \a thread is running, or has run. It may belong to any thread. \throws Cancelled if it is deleted
//! without having run.
inline detail::AwaitableState<detail::ThreadStartedWaiter, QThread> started(QThread *thread)
{
    return detail::AwaitableState<detail::ThreadStartedWaiter, QThread>(thread);
}

/*! Waits until \a thread has finished, or is about to (QThread::finished()). If it has not been started, that is waited
    for as well.

    A thread that is deleted after it was started has finished. So you may connect its `finished` to deleteLater().
    \throws Cancelled if it is deleted without having run.
*/
inline detail::AwaitableState<detail::ThreadFinishedWaiter, QThread> finished(QThread *thread)
{
    return detail::AwaitableState<detail::ThreadFinishedWaiter, QThread>(thread);
}

} // namespace QEager
