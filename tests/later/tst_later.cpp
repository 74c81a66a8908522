// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QEager loaded by a running application that was not linked with it: its thread-local variables find their place then,
// too.

#include <QtCore/qlibrary.h>
#include <QtTest/qtest.h>

#include <thread>

class TestLater : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestLater)

#include "tst_later.moc"
