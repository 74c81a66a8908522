// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A HTTP server on loopback: answers each request with its path, "/missing" with 404.
*/

#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

class HttpServer
{
public:
    HttpServer()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { answer(*socket); });
        });
        m_listens = m_server.listen(QHostAddress::LocalHost);
    }
    bool listens() const { return m_listens; }
    QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
    }
    //! Asks for that.
    std::unique_ptr<QNetworkReply> get(QNetworkAccessManager &manager, const QString &path) const
    {
        return std::unique_ptr<QNetworkReply>(manager.get(QNetworkRequest(url(path))));
    }

private:
    static void answer(QTcpSocket &socket)
    {
        const QByteArray request = socket.peek(4096);
        if (!request.contains("\r\n\r\n"))
            return; // more is to come
        socket.readAll();
        const QByteArray path = request.split(' ').value(1);
        socket.write(path == "/missing" ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n");
        socket.write("Content-Length: " + QByteArray::number(path.size()) + "\r\nConnection: close\r\n\r\n" + path);
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
    bool m_listens = false;
};
