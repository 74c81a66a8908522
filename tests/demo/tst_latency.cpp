// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <glue/latency.h>

#include <shared/loop.h>

using namespace Demo;
using namespace std::chrono_literals;

class TestLatency : public QObject
{
    Q_OBJECT

private:
    static QVariantMap way(const Latency &latency, Way which) { return latency.ways()[int(which)].toMap(); }

private Q_SLOTS:
    void cleanup() { QCOMPARE(QEager::startPolicy(), QEager::StartPolicy()); }

    void classesOfDurations()
    {
        Histogram histogram;
        QCOMPARE(histogram.median(), 0ns);
        for (const std::chrono::nanoseconds duration : {-5ns, 0ns, 63ns, 64ns, 127ns, 128ns, 1023ns, 1024ns})
            histogram.add(duration);
        histogram.add(1h);
        QCOMPARE(histogram.count(), 9);
        QCOMPARE(histogram.classes()[0], 3);
        QCOMPARE(histogram.classes()[1], 2);
        QCOMPARE(histogram.classes()[2], 1);
        QCOMPARE(histogram.classes()[4], 1);
        QCOMPARE(histogram.classes()[5], 1);
        QCOMPARE(histogram.classes()[Histogram::Classes - 1], 1);
        QCOMPARE(histogram.median(), 127ns);
        histogram.clear();
        QCOMPARE(histogram.count(), 0);
    }

    void textsOfDurations()
    {
        QStringList texts;
        for (const std::chrono::nanoseconds duration :
             {85ns, 999ns, 1000ns, 1240ns, 9960ns, std::chrono::nanoseconds(34'400'000), std::chrono::nanoseconds(2s)})
            texts.append(durationText(duration));
        QCOMPARE(texts, QStringList({"85 ns", "999 ns", "1.0 µs", "1.2 µs", "10 µs", "34 ms", "2.0 s"}));
    }

    void readyAtOnceOrPosted()
    {
        for (const Way each : allWays) {
            int told = 0;
            QEager::TaskScope scope;
            measureStart(each, this, &scope, [&](std::chrono::nanoseconds time) { told += time > 0ns; });
            QCOMPARE(told, each == Way::Posted ? 0 : 1);
            VERIFY_UNTIL(told == 1);
        }
    }

    void everyWayIsMeasured()
    {
        Latency latency;
        int updates = 0;
        connect(&latency, &Latency::updated, this, [&] { ++updates; });
        latency.setRunning(true);
        VERIFY_UNTIL(updates == 1);
        QStringList names;
        for (const Way each : allWays) {
            names.append(way(latency, each).value("name").toString());
            QVERIFY(way(latency, each).value("count").toInt() > 10);
        }
        QCOMPARE(names, QStringList({"eager", "QCoro", "QFuture", "posted"}));
        QCOMPARE(latency.loop().size(), 2);
        latency.setRunning(false);
        latency.clear();
        QCOMPARE(way(latency, Way::Eager).value("median").toString(), QStringLiteral("–"));
    }

    void waitsInTurnsOfTenMilliseconds()
    {
        // QEager's go on in the turn after what they wait for, or in that very one.
        for (qsizetype i = 0; i < waitNames().size(); ++i) {
            QList<Library> measured, expected;
            for (const Library library : allLibraries) {
                if (hasWait(i, library))
                    expected.append(library);
            }
            std::chrono::nanoseconds own{0};
            const auto task = QEager::eager(measureWait(i, [&](Library library, std::chrono::nanoseconds time) {
                measured.append(library);
                if (library == Library::QEager)
                    own = time;
            }));
            VERIFY_UNTIL(task.isReady());
            QCOMPARE(measured, expected);
            QVERIFY(own > 0ns);
            QVERIFY(own < 1s);
        }
    }

    void waitsThatAreGivenUp()
    {
        for (qsizetype i = 0; i < waitNames().size(); ++i) {
            int measured = 0;
            auto task = QEager::eager(measureWait(i, [&](Library, std::chrono::nanoseconds) { ++measured; }));
            QVERIFY(task.cancel());
            VERIFY_UNTIL(task.isReady());
            QVERIFY(task.isCancelled());
            QCOMPARE(measured, 0);
            VERIFY_UNTIL(QEager::allTasks().isEmpty());
        }
    }

    void workKeepsThePostedWaitingAndTheBudgetDoesNot()
    {
        std::array<QEager::Statistics, 2> costs;
        for (const bool budget : {false, true}) {
            Latency latency;
            latency.setWork(50);
            latency.setBudget(budget);
            latency.setRunning(true);
            const Cost cost;
            int updates = 0;
            connect(&latency, &Latency::updated, this, [&] { ++updates; });
            VERIFY_UNTIL(updates == 1);
            costs[budget] = cost();
        }
        QCOMPARE(costs[0].budgetFallbacks, quint64(0));
        QVERIFY(costs[1].budgetFallbacks > 1000); // most of 4 x 500
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
