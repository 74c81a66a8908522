// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// awaitSync() where there is no QCoreApplication, and so no event loop to be had.

#include <qeager/awaitsync.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"

#include <QtCore/qregularexpression.h>

using namespace QEager;
using namespace std::chrono_literals;

class TestAwaitSyncNoApp : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> answer()
    {
        co_await yieldNow();
        co_await sleep(0s);
        co_return 42;
    }

private Q_SLOTS:
    void init()
    {
        log.clear();
        QVERIFY(!QCoreApplication::instance());
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void aValue()
    {
        const int value = expectInline([this] { return awaitSync(answer()); });
        QCOMPARE(value, 42);
    }
    void aTaskOfItsOwn()
    {
        const auto body = [this]() -> Coro<int> {
            log(currentTask().isNull());
            co_return co_await answer();
        };
        QCOMPARE(awaitSync(body), 42);
        COMPARE_LOG(log, "false");
    }
    void whatWouldHaveToWait()
    {
        Messages messages;
        const Cost cost;
        const auto body = [this]() -> Coro<> { co_await endless(log, "frame"); };
        QVERIFY_THROWS_EXCEPTION(WouldBlock, awaitSync(body));
        COMPARE_LOG(log, "frame ~frame");
        QCOMPARE(cost().tasksCreated, 0U);
        QCOMPARE(cost().eventsPosted, 0U);
        QCOMPARE(messages.take(), QString());
    }
    void whatNeverStopsWaiting()
    {
        Messages messages;
        const auto stubborn = [this]() -> Coro<> {
            const Guard guard{log, "frame"};
            for (;;) {
                try {
                    co_await sleep(1h);
                } catch (const WouldBlock &) { // and goes on
                }
            }
        };
        QVERIFY_THROWS_EXCEPTION(WouldBlock, awaitSync(stubborn));
        COMPARE_LOG(log, "~frame");
        QCOMPARE(messages.take(), QString());
        QCOMPARE(allTasks().size(), 0);
    }
};

QTEST_APPLESS_MAIN(TestAwaitSyncNoApp)
#include "tst_awaitsync_noapp.moc"
