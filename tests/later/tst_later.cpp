// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QEager loaded by a running application that was not linked with it: its thread-local variables find their place then,
// too, and whoever loaded it may be unloaded while threads that know QEager run on.

#include <QtCore/qeventloop.h>
#include <QtCore/qlibrary.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

namespace {

void runEventLoop(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

class TestLater : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoeverLoadedItForAThreadThatHasEndedIsUnloaded() // comes first: nothing else has used it yet
    {
        QLibrary library(QStringLiteral(QEAGER_LATER));
        const auto next = reinterpret_cast<int (*)(int)>(library.resolve("qeagerLater"));
        QVERIFY2(next, qPrintable(library.errorString()));
        int elsewhere = 0;
        std::thread([&] { elsewhere = next(1); }).join();
        QCOMPARE(elsewhere, 2);
        QVERIFY2(library.unload(), qPrintable(library.errorString()));
        runEventLoop(5ms);
    }
    void startsWhenLoadedByAPlugin()
    {
        QLibrary library(QStringLiteral(QEAGER_LATER));
        QVERIFY2(library.load(), qPrintable(library.errorString()));
        const auto next = reinterpret_cast<int (*)(int)>(library.resolve("qeagerLater"));
        QVERIFY(next);
        QCOMPARE(next(1), 2);
        int elsewhere = 0;
        std::thread([&] { elsewhere = next(2); }).join();
        QCOMPARE(elsewhere, 3);
    }
    void whoeverLoadedItIsUnloaded()
    {
        QThread thread;
        QObject there;
        there.moveToThread(&thread);
        thread.start();
        for (int round = 0; round < 2; ++round) {
            QLibrary library(QStringLiteral(QEAGER_LATER));
            QVERIFY2(library.load(), qPrintable(library.errorString()));
            const auto next = reinterpret_cast<int (*)(int)>(library.resolve("qeagerLater"));
            const auto begin = reinterpret_cast<void (*)(int *)>(library.resolve("qeagerBegin"));
            const auto end = reinterpret_cast<int (*)()>(library.resolve("qeagerEnd"));
            QVERIFY(next);
            QVERIFY(begin);
            QVERIFY(end);
            int done = 0, elsewhere = 0;
            begin(&done);
            QMetaObject::invokeMethod(&there, [&] { elsewhere = next(round); }, Qt::BlockingQueuedConnection);
            QCOMPARE(elsewhere, round + 1);
            while (done < 4)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QCOMPARE(end(), 0);
            QVERIFY2(library.unload(), qPrintable(library.errorString()));
            runEventLoop(5ms); // it has its connections and its timer in there
        }
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestLater)

#include "tst_later.moc"
