// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Objects of Qt that are awaited as they are: timers and devices. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"
#include "shared/httpserver.h"
#include "shared/pipe.h"
#include "shared/program.h"

#include <QCoroIODevice>

#include <QtCore/qbuffer.h>
#include <QtCore/qprocess.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>

class TestQtObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // -- timers

    void timers()
    {
        Log log;
        const auto coroutine = [](Log &to) -> Task<> {
            QTimer timer;
            timer.setInterval(1ms);
            co_await timer; // not active
            to("inactive");
            timer.start();
            co_await timer;
            to("one");
            co_await &timer;
            to("two");
            co_await qCoro(timer).waitForTimeout();
            to("three");
        };
        QCoro::waitFor(coroutine(log));
        COMPARE_LOG(log, "inactive one two three");
    }

    void aTimerWithOtherSlots()
    {
        Log log;
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(1ms);
        QObject::connect(&timer, &QTimer::timeout, this, [&] { log("before"); });
        const auto coroutine = [&]() -> Task<> {
            co_await timer;
            log("resumed");
        };
        const Task<> task = coroutine();
        QObject::connect(&timer, &QTimer::timeout, this, [&] { log("after"); });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(log.words(), Differences::resumedByATimer());
    }

    // -- devices

    void aDevice()
    {
        Log log;
        Pipe pipe;
        const auto coroutine = [&]() -> Task<> {
            log(co_await &pipe);
            log(co_await pipe);
            QIODevice &device = pipe;
            log(co_await device); // is there
        };
        const Task<> task = coroutine();
        pipe.feed("one");
        pipe.feed("+"); // before its turn
        COMPARE_LOG(log, ""); // never inside the emission
        VERIFY_UNTIL(!log.words().isEmpty());
        COMPARE_LOG(log, "one+");
        const auto more = [&] { pipe.feed("three"); };
        QTimer::singleShot(0, &pipe, [&] {
            pipe.feed("two");
            more();
        });
        VERIFY_UNTIL(log.words().contains(QLatin1String("two")));
        QVERIFY(!task.isReady());
        more();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "one+ twothree three");
    }

    void whatIsThereDoesNotSuspend()
    {
        Log log;
        Pipe pipe, never(QIODevice::NotOpen);
        pipe.feed("there");
        QBuffer buffer;
        buffer.setData("random access");
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        const auto coroutine = [&]() -> Task<> {
            log(co_await &pipe);
            log(co_await buffer);
            log("[", co_await never, "]");
        };
        const Task<> task = coroutine();
        QVERIFY(task.isReady());
        COMPARE_LOG(log, "there random access []");
    }

    void somebodyElseReads()
    {
        // It waits once: there may be nothing left.
        Log log;
        Pipe pipe;
        const auto coroutine = [&](const char *name) -> Task<> { log(name, "[", co_await &pipe, "]"); };
        const Task<> first = coroutine("a"), second = coroutine("b");
        pipe.feed("x");
        VERIFY_UNTIL(first.isReady() && second.isReady());
        COMPARE_LOG(log, "a[x] b[]");
    }

    void aDeviceThatIsClosed()
    {
        Log log;
        Pipe pipe;
        const auto coroutine = [&]() -> Task<> { log("[", co_await &pipe, "]"); };
        const Task<> task = coroutine();
        pipe.close();
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "[]");
    }

    void aReplyAsADevice()
    {
        Log log;
        const HttpServer server;
        QNetworkAccessManager manager;
        const auto coroutine = [&]() -> Task<> {
            const auto reply = server.get(manager, QStringLiteral("/page"));
            QIODevice *const device = reply.get();
            log(co_await device);
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "/page");
    }

    void aProcess()
    {
        // As any device: what it writes.
        Log log;
        QProcess process;
        const Echo echo(QStringLiteral("hello"));
        process.start(echo.program, echo.arguments);
        const auto coroutine = [&]() -> Task<> { log((co_await &process).trimmed()); };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "hello");
        VERIFY_UNTIL(process.state() == QProcess::NotRunning);
    }
};

QTEST_GUILESS_MAIN(TestQtObjects)
#include "qtobjects.moc"
