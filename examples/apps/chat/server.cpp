// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "server.h"

#include <qeager/gather.h>
#include <qeager/network.h>
#include <qeager/signal.h>

#include <QtCore/qscopeguard.h>

#include <memory>

void Server::start()
{
    if (!m_server.listen(QHostAddress::LocalHost, m_port))
        throw QEager::IoError(m_server.errorString());
    m_port = m_server.serverPort();
    serve();
}

void Server::stop()
{
    m_tasks.close(); // ends every coroutine below, there and then, and with them their sockets
    m_server.close();
}

QEager::ValueTask<> Server::serve()
{
    for (;;) {
        QTcpSocket *const socket = co_await QEager::newConnection(&m_server);
        QEager::eager(talk(socket));
    }
}

QEager::Coro<> Server::talk(QTcpSocket *connection)
{
    try {
        const std::unique_ptr<QTcpSocket> socket(connection);
        const QByteArray seen = co_await QEager::readLine(socket.get());
        ++m_clients;
        Q_EMIT clientsChanged();
        const auto gone = qScopeGuard([this] {
            --m_clients;
            Q_EMIT clientsChanged();
        });
        auto talking = QEager::race(hear(socket.get()), tell(socket.get(), seen.trimmed().toLongLong()));
        co_await std::move(talking); // until one of them ends, which ends the other
    } catch (const QEager::IoError &) { // the client is gone: gone has told it
    }
}

QEager::Coro<> Server::hear(QTcpSocket *socket)
{
    for (;;) {
        const QByteArray line = co_await QEager::readLine(socket);
        if (line.isEmpty()) // the end
            co_return;
        m_lines.append(line);
        Q_EMIT lineAdded();
    }
}

QEager::Coro<> Server::tell(QTcpSocket *socket, qsizetype seen)
{
    for (;;) {
        while (seen >= m_lines.size())
            co_await QEager::signal(this, &Server::lineAdded);
        co_await QEager::write(socket, m_lines[seen++]);
    }
}
