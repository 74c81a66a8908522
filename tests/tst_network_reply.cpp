// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Network replies of <qeager/network.h>.

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
#include "shared/telling.h"

#include <QCoroTask>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qtcpserver.h>

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

//! Says whether it gave the reply itself.
Coro<> tellReply(Log &log, QNetworkReply *reply, const char *name = "")
{
    try {
        QNetworkReply *const same = co_await reply;
        log(name, same == reply ? "finished" : "another");
    } catch (...) {
        log(name, ending(std::current_exception()));
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

class TestNetworkReply : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        checkNothingIsLeft(2);
        QCOMPARE(Reply::alive, 0);
    }

    void replies()
    {
        HttpServer server;
        QVERIFY(server.listens());
        QNetworkAccessManager network;
        auto task = eager([&]() -> Coro<QByteArray> {
            const auto first = server.get(network, QStringLiteral("/first"));
            co_await first.get();
            QByteArray all = co_await readAll(first.get());
            all += co_await readAll(first.get()); // nothing more
            const auto missing = server.get(network, QStringLiteral("/missing"));
            const QNetworkReply *const reply = co_await QEager::finished(missing.get());
            all += reply->error() == QNetworkReply::ContentNotFoundError ? "+404" : "?";
            const auto read = server.get(network, QStringLiteral("/read"));
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
        }(log, network, server.url(QStringLiteral("/line"))));
        VERIFY_UNTIL(task.isDone());
        task.result();
        COMPARE_LOG(log, "/l ine []");
    }
    // Nothing more will come, and no signal either. Qt does not say so to whoever reads.
    void aFinishedReplyAsADevice_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        QTest::newRow("something is left") << QStringLiteral("/abc") << QStringLiteral("[/abc] [] [] [] []");
        QTest::newRow("nothing is left") << QString() << QStringLiteral("[] [] [] [] []");
    }
    void aFinishedReplyAsADevice()
    {
        QFETCH(QString, path);
        QFETCH(QString, words);
        HttpServer server;
        QNetworkAccessManager network;
        const auto read = [&]() -> Coro<> {
            const auto reply = server.get(network, QStringLiteral("/abc"));
            co_await reply.get();
            if (path.isEmpty())
                reply->readAll();
            QIODevice *const device = reply.get();
            log("[", co_await readAll(device), "]");
            log("[", co_await readLine(device), "]");
            log("[", co_await QEager::read(device, 1), "]");
            log("[", co_await readAll(device), "]");
            log("[", co_await device, "]");
        };
        const auto task = eager(read);
        VERIFY_UNTIL(task.isReady());
        task.result();
        QCOMPARE(log.words(), words);
    }
    void aReplyAsADeviceThatFinishesMeanwhile()
    {
        HttpServer server;
        QNetworkAccessManager network;
        const auto read = [&]() -> Coro<> {
            const auto reply = server.get(network, QStringLiteral("/abc"));
            QIODevice *const device = reply.get();
            log("[", co_await readLine(device), "]");
            log("[", co_await readLine(device), "]");
            log(reply->isFinished());
        };
        const auto task = eager(read);
        VERIFY_UNTIL(task.isReady());
        task.result();
        COMPARE_LOG(log, "[/abc] [] true");
    }

    void aFinishedOrNullReplyDoesNotSuspend()
    {
        Reply reply;
        reply.end();
        const ChaosScope off(std::nullopt);
        expectInline([&] {
            static_cast<void>(eager(tellReply(log, &reply)));
            static_cast<void>(eager(tellReply(log, nullptr, "null:"))); // as QCoro has it
        });
        COMPARE_LOG(log, "finished null:finished");
    }

    void neverInsideTheEmission()
    {
        Reply reply;
        const auto task = startNow(tellReply(log, &reply));
        QObject::connect(&reply, &QNetworkReply::finished, this, [&] { log("slot"); });
        reply.end();
        log("emitted");
        QCOMPARE(words(), QStringLiteral("slot emitted finished"));
        QCOMPARE(reply.listeners(), 1);
    }

    void aReplyThatIsDeleted()
    {
        auto reply = std::make_unique<Reply>();
        const auto waiting = startNow(tellReply(log, reply.get(), "a:"));
        const auto awaitable = QEager::finished(reply.get());
        reply.reset();
        QCOMPARE(words(), QStringLiteral("a:Cancelled"));
        static_cast<void>(startNow(tell(log, awaitable, "b:"))); // it was one
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled"));

        reply = std::make_unique<Reply>();
        const auto late = startNow(tellReply(log, reply.get(), "c:"));
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
        const auto cancelled = startNow(tellReply(log, &reply, "a:"));
        QVERIFY(cancelled.cancel());
        QCOMPARE(reply.listeners(), 0);
        const auto woken = startNow(tellReply(log, &reply, "b:")), other = startNow(tellReply(log, &reply, "c:"));
        reply.end();
        QVERIFY(woken.cancel());
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled c:finished"));
    }

    void inATimeoutARaceAndAGather()
    {
        Reply never, first, second;
        const auto late = startNow(tell(log, withTimeout(1ms, QEager::finished(&never)), "late:"));
        VERIFY_UNTIL(late.isDone());
        COMPARE_LOG(log, "late:TimedOut");
        auto pointer = startNow(tell(log, withTimeout(1ms, &never), "pointer:"));
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
            startNow(tellReply(log, &reply, "reply:"));
            startNow(tell(log, newConnection(&server), "server:"));
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        QVERIFY(thread->wait());
        COMPARE_LOG(log, "reply:Cancelled server:Cancelled");
    }
};

QTEST_GUILESS_MAIN(TestNetworkReply)
#include "shared/moc_dialog.cpp"
#include "tst_network_reply.moc"
