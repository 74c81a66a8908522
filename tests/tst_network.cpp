// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Sockets and servers of <qeager/network.h>. Replies are in tst_network_reply.

#include <qeager/network.h>
#include <qeager/timeout.h>

#include "shared/dialog.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/startnow.h"
#include "shared/telling.h"

#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::is_copy_constructible_v<decltype(QEager::connected(std::declval<QTcpSocket *>()))>);
template <typename S>
concept CanBeConnected = requires(S *socket) { QEager::connected(socket); };
static_assert(CanBeConnected<QTcpSocket> && CanBeConnected<QLocalSocket> && !CanBeConnected<QIODevice>);

class TestNetwork : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void aConversation()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto answering = eager([](Log &to, QTcpServer &at) -> Coro<> {
            const std::unique_ptr<QTcpSocket> socket(co_await newConnection(&at));
            const QByteArray line = co_await readLine(socket.get());
            to("asked:", line.trimmed());
            co_await QEager::write(socket.get(), "answer to " + line);
            co_await disconnected(socket.get());
            to("hung-up");
        }(log, server));
        auto asking = eager([](Log &to, quint16 port) -> Coro<> {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            co_await connected(&socket);
            co_await QEager::write(&socket, "a question\n");
            to((co_await readLine(&socket)).replace(' ', '_').trimmed());
            socket.disconnectFromHost();
            co_await disconnected(&socket);
            to("disconnected");
            to("[", co_await readAll(&socket), "]"); // the end
        }(log, server.serverPort()));
        VERIFY_UNTIL(answering.isReady() && asking.isReady());
        answering.result();
        asking.result();
        const QStringList all = log.words().split(u' ');
        QVERIFY(all.contains(QLatin1StringView("hung-up")));
        log.clear();
        for (const QString &each : all) {
            if (each != QLatin1StringView("hung-up")) // the two go on independently here
                log(each);
        }
        COMPARE_LOG(log, "asked:a question answer_to_a_question disconnected []");
    }

    void localSockets()
    {
        QLocalServer server;
        const QString name = QStringLiteral("qeager-%1").arg(QCoreApplication::applicationPid());
        QVERIFY(server.listen(name));
        auto task = eager([](Log &to, QLocalServer &at) -> Coro<> {
            QLocalSocket socket;
            socket.connectToServer(at.serverName());
            co_await connected(&socket);
            while (!at.hasPendingConnections())
                co_await QEager::signal(&at, &QLocalServer::newConnection);
            const std::unique_ptr<QLocalSocket> peer(at.nextPendingConnection());
            co_await QEager::write(peer.get(), "one\nrest");
            to((co_await readLine(&socket)).trimmed());
            peer->disconnectFromServer();
            co_await disconnected(&socket);
            to(co_await readLine(&socket), "[", co_await readLine(&socket), "]");
        }(log, server));
        VERIFY_UNTIL(task.isReady());
        task.result();
        COMPARE_LOG(log, "one rest[]");
        QLocalSocket lost;
        lost.connectToServer(name + QStringLiteral("-nobody"));
        log.clear();
        static_cast<void>(startNow(tell(log, connected(&lost))));
        QVERIFY2(log.words().startsWith(QLatin1StringView("A_QLocalSocket_is_not_connected:_QLocalSocket::connect")),
                 qPrintable(log.words()));
    }

    void aSocketThatCannotBeConnected()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        QTcpSocket socket, nobody;
        socket.connectToHost(QHostAddress::LocalHost, port);
        const auto task = startNow(tell(log, connected(&socket), "waiting:"));
        VERIFY_UNTIL(task.isDone());
        static_cast<void>(startNow(tell(log, connected(&socket), "failed:")));
        static_cast<void>(startNow(tell(log, connected(&nobody), "nobody:")));
        static_cast<void>(startNow(tell(log, disconnected(&nobody), "off:")));
        static_cast<void>(startNow(tell(log, connected(static_cast<QTcpSocket *>(nullptr)), "null:")));
        static_cast<void>(startNow(tell(log, readLine(&nobody), "read:")));
        static_cast<void>(startNow(tell(log, QEager::write(&nobody, "x"), "write:")));
        COMPARE_LOG(log, "waiting:A_QTcpSocket_is_not_connected:_Connection_refused "
                         "failed:A_QTcpSocket_is_not_connected:_Connection_refused "
                         "nobody:A_QTcpSocket_is_not_connected:_Nobody_connects_it. off:done null:Cancelled read:[] "
                         "write:1_bytes_were_not_written_to_the_QTcpSocket:_It_is_not_open_for_writing.");
    }

    void aSocketThatGoes()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        const auto connecting = startNow(tell(log, connected(socket.get()), "connected:"));
        socket.reset();
        QCOMPARE(words(), QStringLiteral("connected:Cancelled"));

        socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        const auto again = startNow(tell(log, connected(socket.get()), "connected:"));
        VERIFY_UNTIL(again.isDone());
        const auto off = startNow(tell(log, disconnected(socket.get()), "disconnected:"));
        const auto line = startNow(tell(log, readLine(socket.get()), "line:"));
        socket.reset();
        QCOMPARE(words(), QStringLiteral("connected:Cancelled connected:done line:Cancelled disconnected:Cancelled"));
        QVERIFY(off.isDone());
        QVERIFY(line.isDone());
    }

    void thePeerGoes()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
        auto accepting = eager(newConnection(&server));
        VERIFY_UNTIL(accepting.isReady());
        QTcpSocket *const peer = accepting.result();
        // However much a system takes to send it later, not all of this is written before the peer has gone.
        const auto writeOn = [](QTcpSocket &to) -> Coro<> {
            const QByteArray megabyte(1'000'000, 'x');
            for (;;)
                co_await QEager::write(&to, megabyte);
        };
        const auto writing = startNow(tell(log, writeOn(socket), "write:"));
        const auto reading = startNow(tell(log, readLine(&socket), "read:"));
        const auto off = startNow(tell(log, disconnected(&socket), "off:"));
        VERIFY_UNTIL(peer->bytesAvailable() > 0);
        QVERIFY(!writing.isDone());
        peer->abort(); // with data that nobody read: the connection is reset
        VERIFY_UNTIL(writing.isDone() && reading.isDone() && off.isDone());
        const QString why = socket.errorString().replace(QLatin1Char(' '), QLatin1Char('_'));
        QVERIFY2(log.words().contains(QLatin1StringView("bytes_were_not_written_to_the_QTcpSocket:_") + why),
                 qPrintable(log.words()));
        QVERIFY2(log.words().contains(QLatin1StringView("read:[]")), qPrintable(log.words()));
        QVERIFY2(log.words().contains(QLatin1StringView("off:done")), qPrintable(log.words()));
    }

    void serversGiveEachAConnection()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto a = startNow(tell(log, newConnection(&server), "a:"));
        const auto b = startNow(tell(log, newConnection(&server), "b:"));
        const auto c = startNow(tell(log, newConnection(&server), "c:"));
        QTcpSocket first, second;
        first.connectToHost(QHostAddress::LocalHost, server.serverPort());
        VERIFY_UNTIL(a.isDone());
        QCOMPARE(words(), QStringLiteral("a:done"));
        QVERIFY(b.cancel());
        second.connectToHost(QHostAddress::LocalHost, server.serverPort());
        VERIFY_UNTIL(c.isDone());
        QCOMPARE(words(), QStringLiteral("a:done b:Cancelled c:done"));

        QTcpSocket third;
        third.connectToHost(QHostAddress::LocalHost, server.serverPort());
        VERIFY_UNTIL(server.hasPendingConnections());
        const ChaosScope off(std::nullopt);
        auto ready = expectInline([&] { return eager(newConnection(&server)); });
        QCOMPARE(ready.result()->parent(), &server);
    }

    void aServerThatDoesNotListen()
    {
        QTcpServer never;
        static_cast<void>(startNow(tell(log, newConnection(&never), "never:")));
        static_cast<void>(startNow(tell(log, newConnection(nullptr), "null:")));
        COMPARE_LOG(log,
                    "never:A_QTcpServer_does_not_listen:_listen()_was_not_called,_or_has_failed,_or_it_was_closed. "
                    "null:Cancelled");
        log.clear();
        QTcpServer server;
        const auto first = [&] {
            if (!server.listen(QHostAddress::LocalHost))
                log("it cannot listen");
            startNow(tell(log, newConnection(&server), "closed:"));
            server.close();
            log("close");
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log,
                    "close "
                    "closed:A_QTcpServer_does_not_listen:_listen()_was_not_called,_or_has_failed,_or_it_was_closed.");
        log.clear();
        const auto again = [&] {
            if (!server.listen(QHostAddress::LocalHost))
                log("it cannot listen");
            startNow(tell(log, newConnection(&server), "reopened:"));
            server.close();
            if (!server.listen(QHostAddress::LocalHost)) // before that is noticed
                log("it cannot listen again");
        };
        int turns = 0;
        QVERIFY(inLoop(again, [&turns] { return ++turns >= 10; }));
        COMPARE_LOG(log, "");
        QVERIFY(inLoop([&] { server.close(); }, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log,
                    "reopened:A_QTcpServer_does_not_listen:_listen()_was_not_called,_or_has_failed,_or_it_was_closed.");
    }

    void aServerThatGoes()
    {
        auto server = std::make_unique<QTcpServer>();
        QVERIFY(server->listen(QHostAddress::LocalHost));
        const auto late = startNow(tell(log, withTimeout(1ms, newConnection(server.get())), "late:"));
        VERIFY_UNTIL(late.isDone());
        const auto gone = startNow(tell(log, newConnection(server.get()), "gone:"));
        server.reset();
        QCOMPARE(words(), QStringLiteral("late:TimedOut gone:Cancelled"));
        QVERIFY(gone.isDone());
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "shared/moc_dialog.cpp"
#include "tst_network.moc"
