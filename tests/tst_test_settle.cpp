// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// settle() where it is called inside a task.

#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/sleep.h>
#include <qeager/test.h>

#include "shared/elsewhere.h"
#include "shared/nothingleft.h"

#include <QtCore/qeventloop.h>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! What settle() says inside the first task of a thread, and what went on meanwhile.
QString settledInTheFirstTask(bool withAnother)
{
    Test::Log log;
    QEventLoop loop;
    const auto another = [&log]() -> Coro<> {
        co_await yieldNow();
        log("another");
    };
    const auto settles = [&]() -> Coro<> {
        if (withAnother)
            post(another());
        try {
            log(Test::settle(2s));
        } catch (const InvalidState &e) {
            log(e.message());
        }
        loop.quit();
        co_return;
    };
    post(settles());
    loop.exec();
    return log.words();
}

} // namespace

class TestSettle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(2); }

    // Such a thread has had no reason yet to hear of its event loops.
    void inTheFirstTaskOfAThread_data()
    {
        QTest::addColumn<bool>("withAnother");
        QTest::newRow("alone") << false;
        QTest::newRow("with another") << true;
    }
    void inTheFirstTaskOfAThread()
    {
        QFETCH(bool, withAnother);
        const QString words = elsewhere([withAnother] { return settledInTheFirstTask(withAnother); });
        QCOMPARE(words, withAnother ? QStringLiteral("another true") : QStringLiteral("true"));
    }
    void inTheFirstTaskOfTheMainThread() { QCOMPARE(settledInTheFirstTask(true), QStringLiteral("another true")); }
};

QTEST_GUILESS_MAIN(TestSettle)
#include "tst_test_settle.moc"
