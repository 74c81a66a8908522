// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The helpers for tests, in a program that has no QCoreApplication.

#include <qeager/eager.h>
#include <qeager/test.h>

#include "shared/program.h"

#include <QtCore/qcoreapplication.h>
#include <QtTest/qtest.h>

using namespace QEager;
using namespace std::chrono_literals;

//! The program, which has none. Two of its functions fail.
class WithoutApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inlineNeedsNone()
    {
        const auto body = []() -> Coro<int> { co_return 1; };
        QCOMPARE(Test::run(5s, body), 1);
    }
    void suspends()
    {
        const auto body = []() -> Coro<> { co_await yieldNow(); };
        Test::run(5s, body, {.name = QStringLiteral("it")});
    }
    void settles() { QVERIFY(!Test::settle(5s)); }
};

class TestTestNoApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatIsMissing()
    {
        const Ended ended = run(QCoreApplication::applicationFilePath(), {QStringLiteral("--without")},
                                {QStringLiteral("QEAGER=")}, 60'000);
        QCOMPARE(ended.exitCode, 2); // functions
        const QString said = ended.output.simplified();
        const QString make = QStringLiteral("begin the test with QTEST_GUILESS_MAIN(), or make one.");
        for (const QString &line : {
                 QStringLiteral("PASS : WithoutApplication::inlineNeedsNone()"),
                 QStringLiteral("FAIL! : WithoutApplication::suspends() it was suspended, and nothing resumes it "
                                "without a QCoreApplication: ") +
                     make,
                 QStringLiteral("FAIL! : WithoutApplication::settles() settle() needs a QCoreApplication: ") + make,
             })
            QVERIFY2(said.contains(line), qPrintable(ended.output));
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--without") == 0) {
        WithoutApplication test;
        return QTest::qExec(&test, 1, argv);
    }
    const QCoreApplication application(argc, argv);
    TestTestNoApp test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_test_noapp.moc"
