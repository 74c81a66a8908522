// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/gather.h>
#include <qeager/network.h>
#include <qeager/timeout.h>

#include "shared/dialog.h"
#include "shared/ending.h"
#include "shared/frame.h"
#include "shared/httpserver.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QCoroTask>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! A reply of which the test decides how it ends.
class Reply : public QNetworkReply
{
public:
    Reply() { ++alive; }
    Q_NEVER_INLINE ~Reply() override { --alive; }
    void abort() override {}
    void end()
    {
        setFinished(true);
        Q_EMIT finished();
    }
    int listeners() const { return receivers(SIGNAL(finished())) + receivers(SIGNAL(destroyed(QObject *))); }

    static inline int alive = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
};

Coro<> tell(Log &log, QNetworkReply *reply, const char *name = "")
{
    try {
        QNetworkReply *const same = co_await reply;
        log(name, same == reply ? "finished" : "another");
    } catch (...) {
        log(name, ending(std::current_exception()));
    }
}
template <typename A>
Coro<> tellAny(Log &log, A awaitable, const char *name = "")
{
    try {
        co_await std::move(awaitable);
        log(name, "done");
    } catch (...) {
        log(name, ending(std::current_exception()).replace(u' ', u'_'));
    }
}
Frame frameOf(Log &log, QNetworkReply *reply)
{
    co_await QEager::finished(reply);
    log("frame");
}

} // namespace

static_assert(std::is_same_v<detail::AwaitResult<QNetworkReply *>, QNetworkReply *>);
static_assert(std::is_same_v<detail::AwaitResult<Reply *>, Reply *>);
static_assert(QCoro::Awaitable<decltype(QEager::finished(std::declval<QNetworkReply *>()))>);
static_assert(std::is_copy_constructible_v<decltype(QEager::connected(std::declval<QTcpSocket *>()))>);
template <typename S>
concept CanBeConnected = requires(S *socket) { QEager::connected(socket); };
static_assert(CanBeConnected<QTcpSocket> && CanBeConnected<QLocalSocket> && !CanBeConnected<QIODevice>);

class TestNetwork : public QObject
{
    Q_OBJECT
    Log log;

    QString words()
    {
        spin(5);
        return log.words();
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        checkNothingIsLeft(2);
        QCOMPARE(Reply::alive, 0);
    }

    // -- replies

    void replies()
    {
        HttpServer server;
        QVERIFY(server.listens());
        QNetworkAccessManager network;
        auto task = eager([&]() -> Coro<QByteArray> {
            const std::unique_ptr<QNetworkReply> first(
                network.get(QNetworkRequest(server.url(QStringLiteral("/first")))));
            co_await first.get();
            QByteArray all = co_await readAll(first.get());
            all += co_await readAll(first.get()); // nothing more
            const std::unique_ptr<QNetworkReply> missing(
                network.get(QNetworkRequest(server.url(QStringLiteral("/missing")))));
            const QNetworkReply *const reply = co_await QEager::finished(missing.get());
            all += reply->error() == QNetworkReply::ContentNotFoundError ? "+404" : "?";
            const std::unique_ptr<QNetworkReply> read(
                network.get(QNetworkRequest(server.url(QStringLiteral("/read")))));
            all += co_await readLine(read.get());
            co_return all;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), QByteArray("/first+404/read"));
    }

    void readingAReply()
    {
        HttpServer server;
        QNetworkAccessManager network;
        const auto task = startNow([](Log &to, QNetworkAccessManager &manager, QUrl url) -> Coro<> {
            const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
            to(co_await QEager::read(reply.get(), 2));
            co_await reply.get();
            to(co_await readLine(reply.get())); // its end cannot be heard any more
            to("[", co_await readLine(reply.get()), co_await readAll(reply.get()), "]");
            co_await tellAny(to, readAll(static_cast<QIODevice *>(reply.get())));
        }(log, network, server.url(QStringLiteral("/line"))));
        VERIFY_UNTIL(task.isDone());
        task.result();
        QVERIFY2(log.words().startsWith(QLatin1StringView("/l ine [] InvalidState")), qPrintable(log.words()));
    }

    void aFinishedOrNullReplyDoesNotSuspend()
    {
        Reply reply;
        reply.end();
        const ChaosScope off(std::nullopt);
        expectInline([&] {
            static_cast<void>(eager(tell(log, &reply)));
            static_cast<void>(eager(tell(log, nullptr, "null:"))); // as QCoro has it
        });
        COMPARE_LOG(log, "finished null:finished");
    }

    void neverInsideTheEmission()
    {
        Reply reply;
        const auto task = startNow(tell(log, &reply));
        QObject::connect(&reply, &QNetworkReply::finished, this, [&] { log("slot"); });
        reply.end();
        log("emitted");
        QCOMPARE(words(), QStringLiteral("slot emitted finished"));
        QCOMPARE(reply.listeners(), 1);
    }

    void aReplyThatIsDeleted()
    {
        auto reply = std::make_unique<Reply>();
        const auto waiting = startNow(tell(log, reply.get(), "a:"));
        const auto awaitable = QEager::finished(reply.get());
        reply.reset();
        QCOMPARE(words(), QStringLiteral("a:Cancelled"));
        static_cast<void>(startNow(tellAny(log, awaitable, "b:"))); // it was one
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled"));

        reply = std::make_unique<Reply>();
        const auto late = startNow(tell(log, reply.get(), "c:"));
        reply->end();
        reply.reset(); // before its turn
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled c:Cancelled"));
    }

    void aReplyThatDeletesItself()
    {
        for (const bool before : {true, false}) { // connected before the co_await, or after
            const auto first = [&] {
                QPointer<Reply> reply = new Reply;
                if (before)
                    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
                startNow([](Log &to, QPointer<Reply> each) -> Coro<> {
                    Reply *const same = co_await each.data();
                    to(each && same->isFinished() ? "there" : "gone");
                    while (each)
                        co_await sleep(1ms);
                    to("gone");
                }(log, reply));
                if (!before)
                    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
                reply->end();
            };
            QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        }
        COMPARE_LOG(log, "there gone there gone");
    }

    void autoDeletedReplies()
    {
        HttpServer server;
        QNetworkAccessManager network;
        network.setAutoDeleteReplies(true);
        QPointer<QNetworkReply> reply;
        const auto first = [&] {
            startNow([](Log &to, QNetworkAccessManager &manager, QUrl url) -> Coro<> {
                const QPointer<QNetworkReply> each = manager.get(QNetworkRequest(url));
                QNetworkReply *const same = co_await each.data();
                to(same->readAll());
                while (each)
                    co_await sleep(1ms);
                to("gone");
            }(log, network, server.url(QStringLiteral("/auto"))));
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log, "/auto gone");
    }

    void whoeverGivesUpDisconnects()
    {
        Reply reply;
        Frame frame = frameOf(log, &reply);
        QVERIFY(reply.listeners() > 0);
        frame.destroy();
        QCOMPARE(reply.listeners(), 0);
        const auto cancelled = startNow(tell(log, &reply, "a:"));
        QVERIFY(cancelled.cancel());
        QCOMPARE(reply.listeners(), 0);
        const auto woken = startNow(tell(log, &reply, "b:")), other = startNow(tell(log, &reply, "c:"));
        reply.end();
        QVERIFY(woken.cancel());
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled c:finished"));
    }

    void inATimeoutARaceAndAGather()
    {
        Reply never, first, second;
        const auto late = startNow(tellAny(log, withTimeout(1ms, QEager::finished(&never)), "late:"));
        VERIFY_UNTIL(late.isDone());
        COMPARE_LOG(log, "late:TimedOut");
        auto pointer = startNow(tellAny(log, withTimeout(1ms, &never), "pointer:"));
        VERIFY_UNTIL(pointer.isDone());
        COMPARE_LOG(log, "late:TimedOut pointer:TimedOut");
        QCOMPARE(never.listeners(), 0);
        auto raced = race(QEager::finished(&never), &first);
        auto both = gather(&first, QEager::finished(&second));
        VERIFY_UNTIL(never.listeners() == 2 && first.listeners() == 4 && second.listeners() == 2);
        second.end();
        first.end();
        VERIFY_UNTIL(raced.isReady() && both.isReady());
        QCOMPARE(std::get<1>(raced.result()), &first);
        QCOMPARE(both.result(), std::make_tuple(&first, &second));
        QCOMPARE(never.listeners(), 0);
    }

    void nothingIsLeftOfCancelledRequests()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort()));
        QNetworkAccessManager network;
        for (int i = 0; i < 500; ++i) {
            const auto task = startNow([](QNetworkAccessManager &manager, QUrl to) -> Coro<QByteArray> {
                const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(to)));
                co_await reply.get();
                co_return reply->readAll();
            }(network, url));
            QVERIFY(task.cancel());
            spin();
            QVERIFY(task.isDone());
        }
        spin(5);
        QCOMPARE(network.findChildren<QNetworkReply *>().size(), 0); // LeakSanitizer looks for the rest
    }

    void inAQCoroTask()
    {
        Reply reply;
        const auto coroutine = [&]() -> QCoro::Task<> {
            const auto end = QEager::finished(&reply);
            log(co_await end == &reply);
            log(co_await end == &reply); // any number of times
        };
        const auto task = coroutine();
        reply.end();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "true true");
        QCOMPARE(QCoro::waitFor(QEager::finished(&reply)), &reply);
        Reply other;
        QCoro::connect(QEager::finished(&other), this, [&](QNetworkReply *each) { log(each == &other); });
        other.end();
        QCOMPARE(words(), QStringLiteral("true true true"));
    }

    void theThreadEnds()
    {
        const std::unique_ptr<QThread> thread(QThread::create([this] {
            Reply reply;
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            QEventLoop loop;
            startNow(tell(log, &reply, "reply:"));
            startNow(tellAny(log, newConnection(&server), "server:"));
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        QVERIFY(thread->wait());
        COMPARE_LOG(log, "reply:Cancelled server:Cancelled");
    }

    // -- sockets and servers

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
        static_cast<void>(startNow(tellAny(log, connected(&lost))));
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
        const auto task = startNow(tellAny(log, connected(&socket), "waiting:"));
        VERIFY_UNTIL(task.isDone());
        static_cast<void>(startNow(tellAny(log, connected(&socket), "failed:")));
        static_cast<void>(startNow(tellAny(log, connected(&nobody), "nobody:")));
        static_cast<void>(startNow(tellAny(log, disconnected(&nobody), "off:")));
        static_cast<void>(startNow(tellAny(log, connected(static_cast<QTcpSocket *>(nullptr)), "null:")));
        static_cast<void>(startNow(tellAny(log, readLine(&nobody), "read:")));
        static_cast<void>(startNow(tellAny(log, QEager::write(&nobody, "x"), "write:")));
        COMPARE_LOG(log, "waiting:A_QTcpSocket_is_not_connected:_Connection_refused "
                         "failed:A_QTcpSocket_is_not_connected:_Connection_refused "
                         "nobody:A_QTcpSocket_is_not_connected:_Nobody_connects_it. off:done null:Cancelled read:done "
                         "write:1_bytes_were_not_written_to_the_QTcpSocket:_It_is_not_open_for_writing.");
    }

    void aSocketThatGoes()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        const auto connecting = startNow(tellAny(log, connected(socket.get()), "connected:"));
        socket.reset();
        QCOMPARE(words(), QStringLiteral("connected:Cancelled"));

        socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        const auto again = startNow(tellAny(log, connected(socket.get()), "connected:"));
        VERIFY_UNTIL(again.isDone());
        const auto off = startNow(tellAny(log, disconnected(socket.get()), "disconnected:"));
        const auto line = startNow(tellAny(log, readLine(socket.get()), "line:"));
        socket.reset();
        QCOMPARE(words(), QStringLiteral("connected:Cancelled connected:done line:Cancelled disconnected:Cancelled"));
        QVERIFY(off.isDone() && line.isDone());
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
        const auto writing = startNow(tellAny(log, QEager::write(&socket, QByteArray(50'000'000, 'x')), "write:"));
        const auto reading = startNow(tellAny(log, readLine(&socket), "read:"));
        const auto off = startNow(tellAny(log, disconnected(&socket), "off:"));
        VERIFY_UNTIL(peer->bytesAvailable() > 0);
        QVERIFY(!writing.isDone());
        peer->abort(); // with data that nobody read: the connection is reset
        VERIFY_UNTIL(writing.isDone() && reading.isDone() && off.isDone());
        QVERIFY2(log.words().contains(QLatin1StringView("bytes_were_not_written_to_the_QTcpSocket:_The_remote_host")),
                 qPrintable(log.words()));
        QVERIFY2(log.words().contains(QLatin1StringView("read:done")) &&
                     log.words().contains(QLatin1StringView("off:done")),
                 qPrintable(log.words()));
    }

    void serversGiveEachAConnection()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto a = startNow(tellAny(log, newConnection(&server), "a:"));
        const auto b = startNow(tellAny(log, newConnection(&server), "b:"));
        const auto c = startNow(tellAny(log, newConnection(&server), "c:"));
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
        static_cast<void>(startNow(tellAny(log, newConnection(&never), "never:")));
        static_cast<void>(startNow(tellAny(log, newConnection(nullptr), "null:")));
        COMPARE_LOG(log,
                    "never:A_QTcpServer_does_not_listen:_listen()_was_not_called,_or_has_failed,_or_it_was_closed. "
                    "null:Cancelled");
        log.clear();
        QTcpServer server;
        const auto first = [&] {
            QVERIFY(server.listen(QHostAddress::LocalHost));
            startNow(tellAny(log, newConnection(&server), "closed:"));
            server.close();
            log("close");
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log,
                    "close "
                    "closed:A_QTcpServer_does_not_listen:_listen()_was_not_called,_or_has_failed,_or_it_was_closed.");
        log.clear();
        const auto again = [&] {
            QVERIFY(server.listen(QHostAddress::LocalHost));
            startNow(tellAny(log, newConnection(&server), "reopened:"));
            server.close();
            QVERIFY(server.listen(QHostAddress::LocalHost)); // before that is noticed
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
        const auto late = startNow(tellAny(log, withTimeout(1ms, newConnection(server.get())), "late:"));
        VERIFY_UNTIL(late.isDone());
        const auto gone = startNow(tellAny(log, newConnection(server.get()), "gone:"));
        server.reset();
        QCOMPARE(words(), QStringLiteral("late:TimedOut gone:Cancelled"));
        QVERIFY(gone.isDone());
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "shared/moc_dialog.cpp"
#include "tst_network.moc"
