// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/pictures.md, as a program, with a server that has two pictures.

#include <qeager/network.h>
#include <qeager/qeager.h>

#include <QtCore/qbuffer.h>
#include <QtCore/qcache.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qurl.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qimage.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qtcpserver.h>

#include <cstdio>
#include <memory>

// [pictures]
class Pictures : public QObject
{
public:
    QEager::ValueTask<QImage> load(QUrl url)
    {
        if (const QImage *const hit = m_cache.object(url))
            co_return *hit;

        const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(url)));
        co_await reply.get();
        if (reply->error() != QNetworkReply::NoError)
            throw QEager::IoError(reply->errorString());

        const auto decode = [data = reply->readAll()] { return QImage::fromData(data); };
        const QImage image = co_await QEager::offload(decode, &m_pool);
        if (image.isNull())
            throw QEager::IoError(QStringLiteral("%1 is no picture").arg(url.toString()));
        m_cache.insert(url, new QImage(image), image.sizeInBytes());
        co_return image;
    }
    QEager::TaskScope &taskScope() { return m_tasks; }

private:
    QNetworkAccessManager m_network;
    QCache<QUrl, QImage> m_cache{64 * 1024 * 1024};
    QThreadPool m_pool; // waits for what is being decoded
    QEager::TaskScope m_tasks; // last: the replies go before the manager, which owns them, too
};
// [pictures]

// [all]
QEager::Coro<std::vector<QImage>> loadAll(Pictures &pictures, QList<QUrl> urls)
{
    const auto load = [&pictures](const QUrl &url) { return pictures.load(url); };
    auto loading = QEager::gather(urls | std::views::transform(load), {.limit = 6});
    co_return co_await std::move(loading);
}
// [all]

namespace {

int requests = 0;

QEager::Coro<> answer(QTcpSocket *socket)
{
    const QByteArray request = co_await QEager::readLine(socket);
    ++requests;
    QByteArray body;
    QBuffer buffer(&body);
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::blue);
    image.save(&buffer, "PNG");
    const QByteArray status = request.contains("/missing") ? "404 Not Found" : "200 OK";
    const QByteArray length = QByteArray::number(body.size());
    co_await QEager::write(socket, "HTTP/1.0 " + status + "\r\nConnection: close\r\nContent-Length: " + length +
                                       "\r\n\r\n" + body);
    socket->disconnectFromHost();
}

QEager::Coro<> serve(QTcpServer &server)
{
    co_await QEager::withTaskGroup([&server](QEager::TaskGroup &group) -> QEager::Coro<> {
        for (;;) {
            QTcpSocket *const socket = co_await QEager::newConnection(&server);
            group.start(answer(socket));
        }
    });
}

QEager::Coro<> use(QUrl root)
{
    Pictures pictures;
    const QList<QUrl> urls{root.resolved(QUrl(QStringLiteral("1.png"))), root.resolved(QUrl(QStringLiteral("2.png")))};
    const auto images = co_await loadAll(pictures, urls);
    std::printf("pictures: %d, width: %d, requests: %d\n", int(images.size()), images.front().width(), requests);
    const auto again = pictures.load(urls.first());
    std::printf("again: %s, requests: %d\n", again.isReady() ? "ready" : "pending", requests);
    try {
        co_await pictures.load(root.resolved(QUrl(QStringLiteral("missing.png"))));
    } catch (const QEager::IoError &error) {
        std::printf("an error: %s\n",
                    error.message().contains(QLatin1StringView("Not Found")) ? "Not Found" : "another");
    }
    const auto unfinished = pictures.load(root.resolved(QUrl(QStringLiteral("3.png")))); // ends with pictures
    QCoreApplication::quit();
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return 1;
    const QEager::CancelOnExit serving(QEager::eager(serve(server)));
    const QUrl root(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
    const auto using_ = QEager::eager(use(root));
    return QCoreApplication::exec();
}
