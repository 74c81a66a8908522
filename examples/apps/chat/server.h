// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>
#include <qeager/valuetask.h>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>
#include <QtNetwork/qtcpserver.h>

/*! A chat server on this machine. It keeps all lines, and tells each client those that this one has not seen.

    A client connects, says in a first line how many lines it has, and then sends lines of its own. */
class Server : public QObject
{
    Q_OBJECT

public:
    //! Begins to listen, on the same port as before if it was stopped. \throws QEager::IoError if it cannot.
    void start();
    //! Ends all connections, and listens no more. Keeps the lines.
    void stop();

    quint16 port() const { return m_port; }
    int clients() const { return m_clients; }
    QEager::TaskScope &taskScope() { return m_tasks; }

Q_SIGNALS:
    void clientsChanged();
    void lineAdded();

private:
    QEager::ValueTask<> serve();
    QEager::Coro<> talk(QTcpSocket *connection);
    QEager::Coro<> hear(QTcpSocket *socket);
    QEager::Coro<> tell(QTcpSocket *socket, qsizetype seen);

    QTcpServer m_server;
    quint16 m_port = 0; // any that is free
    int m_clients = 0;
    QList<QByteArray> m_lines;
    QEager::TaskScope m_tasks; // last: the sockets go before the server, which owns them, too
};
