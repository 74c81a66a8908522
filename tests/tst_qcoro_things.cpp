// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Real things that QCoro awaits, in coroutines of QEager.
*/

#include <qeager/qeager.h>

#include "shared/httpserver.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/program.h"

#include <QCoroNetwork>
#include <QCoroProcess>
#include <QCoroSignal>
#include <QCoroTimer>

#include <QtCore/qprocess.h>
#include <QtCore/qpromise.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>

#include <memory>
#include <thread>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(detail::QCoroCanAwait<QNetworkReply *> && detail::QCoroCanAwait<QTcpSocket *>);
// Not by the bridge, although nobody included <qeager/network.h>.
static_assert(std::is_same_v<decltype(detail::AwaitAdapter<QNetworkReply *>::adapt(nullptr)),
                             detail::AwaitableReply<QNetworkReply>>);

class TestQCoroThings : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void told(int value);

private Q_SLOTS:
    void anEmptyTaskIsAnError()
    {
        auto rvalue = eager([]() -> Coro<int> { co_return co_await QCoro::Task<int>(); });
        QVERIFY_THROWS_EXCEPTION(InvalidState, rvalue.result());
        auto lvalue = eager([]() -> Coro<> {
            QCoro::Task<> moved = []() -> QCoro::Task<> { co_return; }();
            const QCoro::Task<> kept = std::move(moved);
            co_await kept;
            co_await moved;
        });
        QVERIFY_THROWS_EXCEPTION(InvalidState, lvalue.result());
    }
    void rule14_networkReplies()
    {
        HttpServer server;
        QVERIFY(server.listens());
        QNetworkAccessManager network;
        auto task = eager([&]() -> Coro<QByteArray> {
            const auto first = server.get(network, QStringLiteral("/first"));
            co_await first.get();
            QByteArray all = first->readAll();
            const auto second = server.get(network, QStringLiteral("/second"));
            const bool finished = co_await qCoro(second.get()).waitForFinished();
            all += finished ? second->readAll() : "timeout";
            const auto missing = server.get(network, QStringLiteral("/missing"));
            QNetworkReply *const reply = co_await missing.get();
            all += reply->error() == QNetworkReply::ContentNotFoundError ? "+404" : "?";
            co_return all;
        });
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), QByteArray("/first/second+404"));
    }

    void aReplyThatHasFinishedDoesNotSuspend()
    {
        HttpServer server;
        QNetworkAccessManager network;
        const auto reply = server.get(network, QStringLiteral("/x"));
        VERIFY_UNTIL(reply->isFinished());
        auto task =
            expectInline([&] { return eager([&]() -> Coro<QNetworkReply *> { co_return co_await reply.get(); }); });
        QCOMPARE(task.result(), reply.get());
    }

    void aReplyThatGoesWithItsCoroutine() // as <qeager/qcoro.h> has it
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort()));
        QNetworkAccessManager network;
        for (int i = 0; i < 500; ++i) {
            auto task = eager([](QNetworkAccessManager &manager, QUrl to) -> Coro<QByteArray> {
                const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(to)));
                co_await reply.get();
                co_return reply->readAll();
            }(network, url));
            task.cancel();
            VERIFY_UNTIL(task.isReady());
            QVERIFY(task.isCancelled());
        }
        QCOMPARE(network.findChildren<QNetworkReply *>().size(), 0); // LeakSanitizer looks for bridges
    }

    void rule14_processes()
    {
        auto task = eager([]() -> Coro<QByteArray> {
            QProcess process;
            const Echo echo(QStringLiteral("hello"));
            if (!co_await qCoro(process).start(echo.program, echo.arguments))
                co_return "not started";
            co_await qCoro(process).waitForFinished();
            co_return process.readAllStandardOutput();
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result().trimmed(), QByteArray("hello"));
    }

    void rule14_timersAndSignals()
    {
        Log log;
        QTimer timer;
        timer.start(1ms);
        auto task = eager([&]() -> Coro<> {
            co_await qCoro(timer).waitForTimeout();
            log("timer");
            log("told", co_await qCoro(this, &TestQCoroThings::told));
            const auto nothing = co_await qCoro(this, &TestQCoroThings::told, 1ms);
            log(nothing.has_value());
        });
        VERIFY_UNTIL(!log.words().isEmpty());
        Q_EMIT told(7);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "timer told7 false");
    }

    void aFutureFromAnotherThread()
    {
        QPromise<int> promise;
        promise.start();
        auto task = eager([&]() -> Coro<int> {
            co_await QCoro::sleepFor(1ms);
            co_return 1 + co_await promise.future();
        });
        std::thread producer([&] {
            promise.addResult(10);
            promise.finish();
        });
        VERIFY_UNTIL(task.isReady());
        producer.join();
        QCOMPARE(task.result(), 11);
    }
};

QTEST_GUILESS_MAIN(TestQCoroThings)
#include "tst_qcoro_things.moc"
