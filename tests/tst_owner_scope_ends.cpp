// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Member coroutines of a class that has a taskScope(), when the object goes or its scope is closed: before they start,
// while they do, and from the inside.

#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/withscope.h"

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

class TestOwnerScopeEnds : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void aScopeThatWasClosedCanBeUsedAgain()
    {
        Busy busy(log);
        auto coro = busy.load(1);
        busy.taskScope().close();
        auto value = eager(std::move(coro));
        QCOMPARE(busy.taskScope().size(), 1);
        busy.taskScope().close();
        COMPARE_LOG(log, "1 ~1");
        QVERIFY(value.isCancelled());
    }
    void theObjectGoesFirst()
    {
        auto busy = std::make_unique<Busy>(log);
        auto a = busy->load(0), b = busy->load(0), c = busy->load(0), d = busy->load(0), dropped = busy->load(0);
        busy.reset();
        QVERIFY(eager(std::move(a)).isCancelled());
        QVERIFY(createTask(std::move(b), {.eagerStart = true}).isCancelled());
        QVERIFY(post(std::move(c)).isCancelled());
        QVERIFY(eager([&]() -> Coro<int> { co_return co_await d; }).isCancelled());
        COMPARE_LOG(log, "dying");
    }
    void aPostedStartThatHasNotBegun()
    {
        Messages messages;
        auto busy = std::make_unique<Busy>(log);
        const auto task = post(busy->load(1), {.name = QStringLiteral("late")});
        busy.reset();
        QVERIFY(task.isCancelled());
        spin(2);
        COMPARE_LOG(log, "dying");
        QCOMPARE(messages.take(), QStringLiteral("late never began: it was closed before its turn came."));
    }

    // While the scope closes its members are alive still: what finishes inline runs, nothing suspends or is posted.
    void aStartWhileItCloses_data()
    {
        QTest::addColumn<int>("next");
        QTest::addColumn<QString>("expected");
        QTest::newRow("finishes") << 0 << QStringLiteral("dying 0 ~0 done");
        QTest::newRow("suspends") << 1 << QStringLiteral("dying 1 ~1 closed");
        QTest::newRow("is posted") << 2 << QStringLiteral("dying closed");
    }
    void aStartWhileItCloses()
    {
        QFETCH(int, next);
        QFETCH(QString, expected);
        Messages messages;
        auto busy = std::make_unique<Busy>(log);
        busy->cleansUp(next);
        busy.reset();
        spin(2);
        QCOMPARE(log.words(), expected);
        QCOMPARE(messages.take().contains(QLatin1String("never began")), next == 2);
    }
    void theObjectDiesInTheEagerPhase()
    {
        auto *busy = new Busy(log);
        auto value = eager(busy->dies());
        COMPARE_LOG(log, "dying deleted ~dies");
        QVERIFY(value.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestOwnerScopeEnds)
#include "tst_owner_scope_ends.moc"
