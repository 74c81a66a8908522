// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "catalogue.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <stdexcept>

namespace {

//! Answers on loopback with the titles of two shelves, and counts the requests.
class Server : public QTcpServer
{
public:
    Server()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (socket->peek(4096).contains("\r\n\r\n"))
                    answer(*socket);
            });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(serverPort())); }
    int requests = 0;

private:
    void answer(QTcpSocket &socket)
    {
        const QByteArray path = socket.readAll().split(' ').value(1);
        const QByteArray text = path == "/sea" ? "Moby Dick\nLord Jim\n" : path == "/hills" ? "Heidi\n" : "";
        ++requests;
        socket.write(text.isEmpty() ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n");
        socket.write("Content-Length: " + QByteArray::number(text.size()) + "\r\nConnection: close\r\n\r\n" + text);
        socket.disconnectFromHost();
    }
};

//! Returns the message that the task fails with, or nothing.
QCoro::Task<QString> failure(QCoro::Task<> task)
{
    QString text;
    try {
        co_await task;
    } catch (const std::runtime_error &e) {
        text = QString::fromStdString(e.what());
    }
    co_return text;
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        server = std::make_unique<Server>();
        QVERIFY(server->listen(QHostAddress::LocalHost));
        catalogue = std::make_unique<Catalogue>(server->url());
    }
    void cleanup()
    {
        catalogue.reset();
        server.reset();
    }

    void opensAShelf()
    {
        QSignalSpy resets(catalogue.get(), &QAbstractItemModel::modelReset);
        QCoro::waitFor(catalogue->open(QStringLiteral("sea")));
        QCOMPARE(resets.size(), 1);
        QCOMPARE(catalogue->rowCount(), 2);
        QCOMPARE(catalogue->index(0).data().toString(), QStringLiteral("Lord Jim"));
    }

    void asksOnce()
    {
        const QStringList first = QCoro::waitFor(catalogue->titles(QStringLiteral("sea")));
        const auto again = catalogue->titles(QStringLiteral("sea"));
        QVERIFY(again.isReady());
        QCOMPARE(
            QCoro::waitFor(both(catalogue->titles(QStringLiteral("sea")), catalogue->titles(QStringLiteral("hills")))),
            std::pair(first, QStringList(QStringLiteral("Heidi"))));
        QCOMPARE(server->requests, 2);
    }

    void hasNoSuchShelf()
    {
        QCOMPARE(QCoro::waitFor(failure(catalogue->open(QStringLiteral("attic")))),
                 QStringLiteral("there is no shelf attic"));
        QCOMPARE(catalogue->rowCount(), 0);
    }

    void countsInWords()
    {
        QCOMPARE(QCoro::waitFor(catalogue->headline(QStringLiteral("sea"))), QStringLiteral("2 titles"));
        QCOMPARE(QCoro::waitFor(catalogue->headline(QStringLiteral("hills"))), QStringLiteral("one title"));
    }

    void tellsWhatIsOpened()
    {
        QCoro::Task<QString> next = catalogue->nextOpened();
        QVERIFY(!next.isReady());
        QCoro::Task<> task = catalogue->open(QStringLiteral("hills"));
        QCOMPARE(QCoro::waitFor(next), QStringLiteral("hills"));
        QVERIFY(task.isReady());
    }

    void onlyTheLastSearchCounts()
    {
        QCoro::waitFor(catalogue->open(QStringLiteral("sea")));
        auto first = catalogue->search(QStringLiteral("lord"));
        auto second = catalogue->search(QStringLiteral("moby"));
        QCOMPARE(QCoro::waitFor(second), std::optional(QStringLiteral("Moby Dick")));
        QCOMPARE(QCoro::waitFor(first), std::optional<QString>());
    }

    void mayGoWhileItSearches()
    {
        const auto search = catalogue->search(QStringLiteral("lord"));
        catalogue.reset();
        QTRY_VERIFY(search.isReady());
    }

    void refreshes()
    {
        QCOMPARE(QCoro::waitFor(catalogue->refresh(QStringLiteral("sea"), 3)), 6);
        QCOMPARE(server->requests, 3);
    }

private:
    std::unique_ptr<Server> server;
    std::unique_ptr<Catalogue> catalogue;
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
