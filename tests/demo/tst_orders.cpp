// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <recipe/orders.h>
#include <recipe/programs.h>

#include <shared/log.h>
#include <shared/loop.h>

#include <qeager/eager.h>

#include <QtCore/qelapsedtimer.h>

using namespace Demo;

class TestOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data()
    {
        QTest::addColumn<Order>("order");
        QTest::addColumn<QString>("inTheCall"); // what has happened when the start of caller() returns
        QTest::addColumn<QString>("inTheEnd");
        QTest::addColumn<quint64>("tasks"); // caller()'s, and test()'s where it has one
        QTest::newRow("lazy") << Order::Lazy << "a b" << "a b c 1 2" << quint64(1);
        QTest::newRow("posted") << Order::Posted << "a b" << "a b 1 c 2" << quint64(2);
        QTest::newRow("eager") << Order::Eager << "a 1 b" << "a 1 b c 2" << quint64(2);
    }
    void order()
    {
        QFETCH(Order, order);
        QFETCH(QString, inTheCall);
        QFETCH(QString, inTheEnd);
        QFETCH(quint64, tasks);

        ::Log log;
        auto coro = runExample(order, Demo::Log([&log](const QString &event, int) { log(event); }));
        COMPARE_LOG(log, "");
        const Cost cost;
        const auto run = QEager::eager(std::move(coro));
        QCOMPARE(log.words(), inTheCall);
        VERIFY_UNTIL(run.isReady());
        QCOMPARE(log.words(), inTheEnd);
        QCOMPARE(cost().tasksCreated, tasks);
        run.result();
    }

    void threeLinesAtTheSameTime()
    {
        QElapsedTimer timer;
        timer.start();
        auto run = QEager::eager(runOrders());
        VERIFY_UNTIL(run.isReady());
        QCOMPARE(run.result(), QStringList({"lazy:   a b c 1 2", "posted: a b 1 c 2", "eager:  a 1 b c 2"}));
        QVERIFY(timer.elapsed() >= 300); // as long as the longest of them, lazy
    }

    void names()
    {
        QCOMPARE(name(Order::Lazy), QStringLiteral("lazy"));
        QCOMPARE(name(Order::Posted), QStringLiteral("posted"));
        QCOMPARE(name(Order::Eager), QStringLiteral("eager"));
        QCOMPARE(orderLine(Order::Lazy, {}), QStringLiteral("lazy:   "));
    }
};

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
