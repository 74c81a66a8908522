// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting network replies, sockets and servers. Needs Qt Network, which QEager does not: so <qeager/qeager.h> does
    not include this, and who does links it.

    \code
    find_package(QEager REQUIRED)
    find_package(Qt6 REQUIRED COMPONENTS Network)
    target_link_libraries(app PRIVATE QEager::Core Qt6::Network)
    \endcode

    \code
    QEager::Coro<QByteArray> ask(QString host, quint16 port, QByteArray question)
    {
        QTcpSocket socket;
        socket.connectToHost(host, port);
        co_await QEager::connected(&socket);
        co_await QEager::write(&socket, question + '\n');
        co_return co_await QEager::readLine(&socket);
    }
    \endcode

    Reading and writing are in <qeager/io.h>, whose head says when these suspend and resume, which object may be
    awaited, what becomes of a null or deleted one, and what cancelling does.
*/

#include <qeager/detail/network.h>
#include <qeager/detail/reply.h>
#include <qeager/io.h>

#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qtcpsocket.h>

#include <concepts>

namespace QEager {

/*! Until \a reply has finished, well or not: reply->error() tells. Gives \a reply itself; a null one is given back at
    once.

    `co_await reply` is the same, also in code that includes <qeager/qcoro.h> or <qeager/qeager.h> only; this one is for
    a QCoro::Task, and wherever an awaitable is stored.

    A reply that deletes itself (finished() connected to deleteLater(), QNetworkAccessManager::setAutoDeleteReplies())
    is there until the coroutine suspends next. \throws Cancelled when it is deleted otherwise, before the coroutine's
    turn.

    **Cancellation** ends the wait and leaves the request alone. Who owns the reply ends it: with a std::unique_ptr in
    the coroutine, that happens as the coroutine ends. */
template <typename R>
    requires std::derived_from<R, QNetworkReply>
detail::AwaitableReply<R> finished(R *reply)
{
    return detail::AwaitableReply<R>(reply);
}

/*! Until \a socket, a QAbstractSocket or QLocalSocket, is connected: what connects it was called before. One that was
    connected, and was disconnected again before the coroutine's turn, is fine; what is done with it next tells.

    A QSslSocket is connected before it is encrypted: await signal(socket, &QSslSocket::encrypted) after
    connectToHostEncrypted().

    \throws IoError when it cannot be connected, which says why, and when nobody connects it. Python:
    asyncio.open_connection(). */
template <detail::Socket S>
detail::AwaitableState<detail::ConnectedWaiter<S>, S> connected(S *socket)
{
    return detail::AwaitableState<detail::ConnectedWaiter<S>, S>(socket);
}

/*! Until \a socket is not connected (any more), whoever ended that, and for whatever reason. What it has received can
    still be read. Python: StreamWriter.wait_closed(). */
template <detail::Socket S>
detail::AwaitableState<detail::DisconnectedWaiter<S>, S> disconnected(S *socket)
{
    return detail::AwaitableState<detail::DisconnectedWaiter<S>, S>(socket);
}

/*! The next pending connection of \a server, at once if there is one. The socket belongs to the server, as
    QTcpServer::nextPendingConnection() has it; what is cancelled takes none. Of several that wait, each gets one of its
    own.

    \code
    QEager::Coro<> serve(QTcpServer &server, QEager::TaskGroup clients)
    {
        for (;;) {
            QTcpSocket *const socket = co_await QEager::newConnection(&server);
            clients.start(talk(socket));
        }
    }
    \endcode

    \throws IoError when the server does not listen, also when it is closed meanwhile. */
inline Coro<QTcpSocket *> newConnection(QTcpServer *server) { return detail::nextConnection(server); }

} // namespace QEager
