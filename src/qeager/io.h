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

    **Ready**: what is so already does not suspend. Otherwise the coroutine suspends, and is queued in the signal that
    tells; it resumes from the event loop of its own thread, never inside the emission, and looks again then: what
    somebody else has read meanwhile is waited for anew. Anything may wait for the same object, at any time.

    **The object** must be on the awaiting thread (but for a QThread): InvalidState otherwise. None of these keeps it.
    Null, and one that is deleted while it is awaited: Cancelled, also when it is deleted after the signal and before
    the coroutine's turn. A deleteLater() in between waits until the coroutine suspends next, as it does for signal().

    **Cancellation**, and destroying the frame, end the wait at once and leave the object as it is: nothing that was
    read is lost, what was given to be written is written all the same, a process goes on.
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

/*! Up to \a maxSize bytes of \a device: what is there, as soon as anything is. Empty only at the end.

    **The end** is where there is nothing more to come: the device has been closed (aboutToClose(): what it still had is
    given), its read channel has ended (readChannelFinished()), the process is not running (one that closes its output
    has not ended), the socket is not connected (any more, or yet: await connected() first), or it is a file, or another
    device with random access, of which nothing is left. These never wait. A sequential device of your own says so by
    returning -1 from readData(); 0 means that more will come.

    \throws what the device throws. Python: StreamReader.read(). */
inline Coro<QByteArray> read(QIODevice *device, qint64 maxSize)
{
    return detail::readFrom(device, detail::Piece::Some, maxSize);
}

/*! All that is there, as soon as anything is; not all that will come. Empty only at the end, as read().

    `co_await device`, of a pointer or of the device itself, is nearly the same, also in code that includes
    <qeager/qcoro.h> or <qeager/qeager.h> only: as in a QCoro::Task it waits once, and so gives nothing, too, when
    somebody else has read what came. (A QNetworkReply * is awaited until it has finished.) */
inline Coro<QByteArray> readAll(QIODevice *device) { return detail::readFrom(device, detail::Piece::All, 0); }

/*! A line, with its end, as soon as a whole one is there: up to \a maxSize bytes of it if that is not 0. At the end of
    the device (see read()) what is left, and after that nothing.

    \throws InvalidState when a transaction of the device has been started, because then its end cannot be told. Python:
    StreamReader.readline(). */
inline Coro<QByteArray> readLine(QIODevice *device, qint64 maxSize = 0)
{
    return detail::readFrom(device, detail::Piece::Line, maxSize);
}

/*! The same of a QNetworkReply, which must be given as one, because a QIODevice * to it cannot be asked for its end.
    \throws InvalidState in those above for such a QIODevice *. */
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

/*! Writes \a data, where it is awaited and before it suspends, and goes on when all of it has been handed on: to the
    system, for a socket or process. Without data it waits for what was written before.

    \throws IoError when the device is not open for writing or does not take it all, and when it is closed, loses its
    connection or ends before all is written. Python: StreamWriter.write() and drain(). */
QEAGER_EXPORT Coro<> write(QIODevice *device, QByteArray data);

// -- processes

/*! Starts \a process, where it is awaited and before it suspends, and goes on when it runs.

    \throws IoError when it cannot be started: that says which program, and why; InvalidState when it is running
    already. Python: asyncio.create_subprocess_exec(). */
QEAGER_EXPORT Coro<> start(QProcess *process, QString program, QStringList arguments,
                           QIODevice::OpenMode mode = QIODevice::ReadWrite);

/*! Until \a process, which somebody starts or has started, runs. One that has run and ended meanwhile is fine.

    \throws IoError when it could not be started; InvalidState when it is not running, and was not being started when
    this was awaited. */
inline detail::AwaitableState<detail::ProcessStartedWaiter, QProcess> started(QProcess *process)
{
    return detail::AwaitableState<detail::ProcessStartedWaiter, QProcess>(process);
}

/*! Until \a process has finished. Gives a ProcessExit, at once if it is not running (what it ended with last).

    \throws IoError when it could not be started. An exit code, and a crash, is no error here. Cancelled when it is
    deleted, which kills it. Python: Process.wait(). */
inline detail::AwaitableState<detail::ProcessFinishedWaiter, QProcess> finished(QProcess *process)
{
    return detail::AwaitableState<detail::ProcessFinishedWaiter, QProcess>(process);
}

// -- threads

/*! Until \a thread, which may be that of another thread, runs, or has run. \throws Cancelled when it is deleted
    without. */
inline detail::AwaitableState<detail::ThreadStartedWaiter, QThread> started(QThread *thread)
{
    return detail::AwaitableState<detail::ThreadStartedWaiter, QThread>(thread);
}

/*! Until \a thread has finished, or is about to (QThread::finished()). One that has not been started is waited for.

    A thread that goes after it was started has finished: so here `finished` connected to deleteLater() is fine. \throws
    Cancelled when it is deleted without having run. */
inline detail::AwaitableState<detail::ThreadFinishedWaiter, QThread> finished(QThread *thread)
{
    return detail::AwaitableState<detail::ThreadFinishedWaiter, QThread>(thread);
}

} // namespace QEager
