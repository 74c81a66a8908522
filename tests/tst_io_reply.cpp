// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A QNetworkReply as a QIODevice *, in a program that does not include <qeager/network.h>: it cannot be asked.

#include <qeager/eager.h>
#include <qeager/io.h>

#include "shared/ending.h"
#include "shared/httpserver.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/telling.h"

using namespace QEager;

class TestIoReply : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void readingIsRefused()
    {
        HttpServer server;
        QNetworkAccessManager network;
        const auto reply = server.get(network, QStringLiteral("/abc"));
        VERIFY_UNTIL(reply->isFinished());
        QIODevice *const device = reply.get();
        const auto read = [&]() -> Coro<> {
            co_await tell(log, readAll(device));
            co_await tell(log, readLine(device));
            log("[", co_await device, "]"); // there is something
            log("[", co_await readAll(reply.get()), "]"); // given as what it is
        };
        const auto task = eager(read);
        VERIFY_UNTIL(task.isReady());
        task.result();
        const QStringList words = log.words().split(u' ');
        QVERIFY2(words.first().startsWith(QLatin1StringView("InvalidState")), qPrintable(log.words()));
        QVERIFY2(log.words().endsWith(QLatin1StringView("[/abc] []")), qPrintable(log.words()));
    }
};

QTEST_GUILESS_MAIN(TestIoReply)
#include "tst_io_reply.moc"
