// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/testing.md: a test.

#include <qeager/qeager.h>

#include <QtCore/qhash.h>
#include <QtTest/qtest.h>

#include <chrono>

using namespace std::chrono_literals;

namespace {

class Prices
{
public:
    QEager::ValueTask<int> price(QString name)
    {
        if (const auto hit = m_known.constFind(name); hit != m_known.constEnd())
            co_return *hit;
        co_await 5ms;
        if (name.isEmpty())
            throw QEager::IoError(QStringLiteral("nothing has no price"));
        co_return m_known[name] = 3 * int(name.size());
    }

private:
    QHash<QString, int> m_known;
};

} // namespace

// [test]
class tst_Prices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waits()
    {
        Prices prices;
        const auto price = prices.price(QStringLiteral("bread"));
        QTRY_VERIFY(price.isReady());
        QCOMPARE(price.result(), 15);
    }
    void fails()
    {
        Prices prices;
        const auto price = prices.price({});
        QTRY_VERIFY(price.isReady());
        QVERIFY_THROWS_EXCEPTION(QEager::IoError, price.result()); // this also counts as having looked at it
    }
    // [test]
    // [eager]
    void knownIsReadyAtOnce()
    {
        const QEager::ChaosScope undisturbed(std::nullopt); // this test is about order
        Prices prices;
        const auto first = prices.price(QStringLiteral("bread"));
        QTRY_VERIFY(first.isReady());

        const auto before = QEager::Statistics::current();
        QVERIFY(prices.price(QStringLiteral("bread")).isReady());
        QCOMPARE((QEager::Statistics::current() - before).tasksCreated, 0);
    }
    // [eager]
    // [chaos]
    void totalInAnyOrder_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void totalInAnyOrder()
    {
        QFETCH(const quint64, seed);
        Prices prices;
        const auto sum = [&prices](QStringList names) -> QEager::Coro<int> {
            int total = 0;
            for (const QString &name : names)
                total += co_await prices.price(name);
            co_return total;
        };
        const QEager::ChaosScope chaos(seed); // starts are posted, and ready awaits suspend, at random
        const auto total = QEager::eager(sum, QStringList{QStringLiteral("bread"), QStringLiteral("tea")});
        QTRY_VERIFY(total.isReady());
        QCOMPARE(total.result(), 24);
    }
    // [chaos]
    // [leaks]
    void cleanup() { QVERIFY(QEager::allTasks().isEmpty()); } // after each test: nobody waits any more
    // [leaks]
};

QTEST_GUILESS_MAIN(tst_Prices)

#include "testing.moc"
