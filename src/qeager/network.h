// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting network replies, sockets and servers.

    QEager itself does without Qt Network. Therefore <qeager/qeager.h> does not include this header. If you include it,
    link Qt Network:

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

    Functions that read and write are in <qeager/io.h>. The comment at the top of that file also says when all these
    suspend and resume, which object you may await, what happens with a null or deleted one, and what cancelling does.
*/

#include <qeager/detail/network.h>
#include <qeager/detail/reply.h>
#include <qeager/io.h>

#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qtcpsocket.h>

#include <concepts>

namespace QEager {

namespace detail {

//! Of whoever includes this.
inline const ReplyAsker asksReplies(&replyHasEnded<QNetworkReply>);

} // namespace detail

/*! Waits until \a reply has finished, well or not: ask reply->error(). Returns \a reply itself; a null one is returned
    at once.

    `co_await reply` is the same. It also works in code that includes only <qeager/qcoro.h> or <qeager/qeager.h>. Use
    this function in a QCoro::Task, and where you store an awaitable.

    A reply that deletes itself (finished() connected to deleteLater(), QNetworkAccessManager::setAutoDeleteReplies())
    lives until the coroutine suspends next.

    **Cancellation** ends the wait and leaves the request alone. The owner of the reply ends the request: with a
    std::unique_ptr in the coroutine, that happens when the coroutine ends.
    \throws Cancelled if the reply is deleted in any other way before the coroutine's turn.
*/
template <typename R>
    requires std::derived_from<R, QNetworkReply>
detail::AwaitableReply<R> finished(R *reply)
{
    return detail::AwaitableReply<R>(reply);
}

/*! Waits until \a socket, a QAbstractSocket or QLocalSocket, is connected. Call the function that connects it before.
    If it was connected, and was disconnected again before the coroutine's turn, that is no error: the next operation
    tells.

    A QSslSocket is connected before it is encrypted: await signal(socket, &QSslSocket::encrypted) after
    connectToHostEncrypted().

    Python: asyncio.open_connection().
    \throws IoError if it cannot be connected, with the reason, and if nobody connects it.
*/
template <detail::Socket S>
detail::AwaitableState<detail::ConnectedWaiter<S>, S> connected(S *socket)
{
    return detail::AwaitableState<detail::ConnectedWaiter<S>, S>(socket);
}

//! Waits until \a socket is not connected (any more), whoever ended the connection, and why. You can still read what it
//! has received. Python: StreamWriter.wait_closed().
template <detail::Socket S>
detail::AwaitableState<detail::DisconnectedWaiter<S>, S> disconnected(S *socket)
{
    return detail::AwaitableState<detail::DisconnectedWaiter<S>, S>(socket);
}

/*! Returns the next pending connection of \a server, and waits for one if there is none.

    The socket belongs to the server, see QTcpServer::nextPendingConnection(). If several coroutines wait, each gets a
    connection of its own. If a wait is cancelled, it takes none.

    \code
    QEager::Coro<> serve(QTcpServer &server, QEager::TaskGroup clients)
    {
        for (;;) {
            QTcpSocket *const socket = co_await QEager::newConnection(&server);
            clients.start(talk(socket));
        }
    }
    \endcode
    \throws IoError if the server does not listen, or is closed meanwhile.
*/
inline Coro<QTcpSocket *> newConnection(QTcpServer *server) { return detail::nextConnection(server); }

} // namespace QEager
