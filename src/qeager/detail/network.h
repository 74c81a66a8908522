// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/network.h>.
*/

#include <qeager/coro.h>
#include <qeager/detail/statewaiter.h>
#include <qeager/errors.h>

#include <QtCore/qcoreevent.h>
#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpserver.h>

#include <concepts>

namespace QEager::detail {

template <typename S>
concept Socket = std::derived_from<S, QAbstractSocket> || std::derived_from<S, QLocalSocket>;

//! What both kinds of sockets have.
template <Socket S>
class SocketWaiter : public StateWaiter
{
public:
    Awaited waitsFor() const noexcept override { return {"socket"}; }

protected:
    explicit SocketWaiter(S *socket) noexcept : StateWaiter(socket), m_socket(socket) {}
    bool connectTo(QObject *listener) override { return hear(listener, m_socket, &S::stateChanged); }

    S *m_socket;
};

template <Socket S>
class ConnectedWaiter final : public SocketWaiter<S>
{
public:
    explicit ConnectedWaiter(S *socket) noexcept : SocketWaiter<S>(socket) {}
    void await_resume()
    {
        this->throwIfInterrupted();
        this->finish();
        if (m_connected)
            return;
        const S &socket = *this->m_socket;
        const bool failed = socket.error() != S::UnknownSocketError;
        throw IoError(QStringLiteral("A %1 is not connected: %2")
                          .arg(QLatin1StringView(socket.metaObject()->className()),
                               failed ? socket.errorString() : QStringLiteral("Nobody connects it.")));
    }

protected:
    bool isThere() override
    {
        const auto state = this->m_socket->state();
        m_connected = m_connected || state == S::ConnectedState;
        if constexpr (std::derived_from<S, QAbstractSocket>) {
            if (state == S::BoundState || state == S::ListeningState)
                return true;
        }
        return m_connected || state == S::UnconnectedState;
    }

private:
    bool m_connected = false; // if only for a moment
};

template <Socket S>
class DisconnectedWaiter final : public SocketWaiter<S>
{
public:
    explicit DisconnectedWaiter(S *socket) noexcept : SocketWaiter<S>(socket) {}
    void await_resume()
    {
        this->throwIfInterrupted();
        this->finish();
    }

protected:
    bool isThere() override { return this->m_socket->state() == S::UnconnectedState; }
};

//! Until a connection is pending, or the server does not listen any more.
class ConnectionWaiter final : public StateWaiter
{
public:
    explicit ConnectionWaiter(QTcpServer *server) noexcept : StateWaiter(server), m_server(server) {}
    Awaited waitsFor() const noexcept override { return {"server"}; }
    void await_resume()
    {
        throwIfInterrupted();
        finish();
    }

protected:
    bool isThere() override { return m_server->hasPendingConnections() || !m_server->isListening(); }
    bool connectTo(QObject *listener) override
    {
        // close() emits nothing, but it deletes a child.
        new Closing(*this, listener);
        return hear(listener, m_server, &QTcpServer::newConnection);
    }

private:
    class Closing final : public QObject
    {
    public:
        Closing(ConnectionWaiter &waiter, QObject *listener) : QObject(listener), m_waiter(waiter)
        {
            waiter.m_server->installEventFilter(this);
        }
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::ChildRemoved && isListening(parent()))
                m_waiter.heard(parent());
            return false;
        }

    private:
        ConnectionWaiter &m_waiter;
    };

    QTcpServer *m_server;
};

class AwaitableConnection : public NativeAwaitable
{
public:
    explicit AwaitableConnection(QTcpServer *server) : m_server(server) {}
    ConnectionWaiter operator co_await() const { return ConnectionWaiter(m_server); }

private:
    QPointer<QTcpServer> m_server;
};

inline Coro<QTcpSocket *> nextConnection(QPointer<QTcpServer> server)
{
    const AwaitableConnection pending(server);
    for (;;) {
        co_await pending;
        if (server->hasPendingConnections()) // unless somebody else has it
            co_return server->nextPendingConnection();
        if (!server->isListening())
            throw IoError(
                QStringLiteral("A %1 does not listen: listen() was not called, or has failed, or it was closed.")
                    .arg(QLatin1StringView(server->metaObject()->className())));
    }
}

} // namespace QEager::detail
