// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What traces, and tests that fail, say that a task waits for. A process is in tst_io_process.

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/io.h>
#include <qeager/network.h>
#include <qeager/qcoro.h>

#include "shared/awaitedby.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QCoroAsyncGenerator>

#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace QEager;

class TestAwaited : public QObject
{
    Q_OBJECT

    //! A pair that is connected, and of which neither sends anything.
    struct Silent
    {
        QTcpServer server;
        QTcpSocket socket;
        QTcpSocket *peer = nullptr;

        Silent()
        {
            server.listen(QHostAddress::LocalHost);
            socket.connectToHost(server.serverAddress(), server.serverPort());
            runUntil([this] { return server.hasPendingConnections(); });
            peer = server.nextPendingConnection();
            runUntil([this] { return socket.state() == QTcpSocket::ConnectedState; });
        }
    };

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(2); }

    void aFuture()
    {
        QPromise<int> promise;
        promise.start();
        const auto body = [](QFuture<int> future) -> Coro<> { co_await future; };
        QCOMPARE(awaitedBy(body(promise.future())), QStringLiteral("future"));
        promise.finish();
    }
    void aGenerator()
    {
        const auto numbers = []() -> QCoro::AsyncGenerator<int> {
            co_await QEager::sleep(std::chrono::milliseconds(1));
            co_yield 1;
        };
        const auto body = [](QCoro::AsyncGenerator<int> generator) -> Coro<> { co_await generator.begin(); };
        QVERIFY(awaitedBy(body(numbers())).endsWith(QStringLiteral("QCoro")));
        VERIFY_UNTIL(allTasks().isEmpty());
    }
    void aDevice()
    {
        Silent silent;
        const auto reading = [](QIODevice *device) -> Coro<> { co_await QEager::read(device, 1); };
        QCOMPARE(awaitedBy(reading(&silent.socket)), QStringLiteral("device"));
        const auto writing = [](QIODevice *device) -> Coro<> {
            co_await QEager::write(device, QByteArray(20'000'000, 'x'));
        };
        QCOMPARE(awaitedBy(writing(&silent.socket)), QStringLiteral("device"));
    }
    void aSocket()
    {
        Silent silent;
        const auto body = [](QTcpSocket *socket) -> Coro<> { co_await QEager::disconnected(socket); };
        QCOMPARE(awaitedBy(body(&silent.socket)), QStringLiteral("socket"));
    }
    void aServer()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto body = [](QTcpServer *each) -> Coro<> { co_await QEager::newConnection(each); };
        QCOMPARE(awaitedBy(body(&server)), QStringLiteral("server"));
    }
    void aReply()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QNetworkAccessManager network;
        const QString address = QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort());
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(QUrl(address))));
        const auto body = [](QNetworkReply *each) -> Coro<> { co_await each; };
        QCOMPARE(awaitedBy(body(reply.get())), QStringLiteral("reply"));
    }
    void aThread()
    {
        QThread thread;
        thread.start();
        const auto body = [](QThread *each) -> Coro<> { co_await QEager::finished(each); };
        QCOMPARE(awaitedBy(body(&thread)), QStringLiteral("thread"));
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestAwaited)
#include "tst_awaited.moc"
