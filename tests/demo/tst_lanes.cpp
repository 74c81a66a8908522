// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <glue/lanes.h>

#include <shared/log.h>
#include <shared/loop.h>

#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>

#include <memory>

using namespace Demo;

class TestLanes : public QObject
{
    Q_OBJECT

private:
    static QString labels(const Lane &lane)
    {
        QStringList labels;
        for (int row = 0; row < lane.rowCount(); ++row)
            labels.append(lane.data(lane.index(row), Lane::LabelRole).toString());
        return labels.join(' ');
    }

private Q_SLOTS:
    void eventsAppearAsTheyHappen()
    {
        Lane lane(Order::Eager, nullptr);
        const QAbstractItemModelTester tester(&lane);
        Log log;
        connect(&lane, &Lane::rowsInserted, this, [&] { log(labels(lane).right(1)); });
        connect(&lane, &Lane::lineChanged, this, [&] { log("'", lane.line(), "'"); });
        connect(&lane, &Lane::runningChanged, this, [&] { log(lane.isRunning() ? "running" : "idle"); });
        lane.run(1);
        COMPARE_LOG(log, "running a 1 b");
        lane.run(1); // one at a time
        VERIFY_UNTIL(!lane.isRunning());
        COMPARE_LOG(log, "running a 1 b c 2 'eager:  a 1 b c 2' idle");
        log.clear();
        lane.run(1);
        COMPARE_LOG(log, "'' running a 1 b");
        VERIFY_UNTIL(!lane.isRunning());
        QCOMPARE(labels(lane), QStringLiteral("a 1 b c 2"));
    }

    void eventsSayWhatWhereAndWhen()
    {
        Lane lane(Order::Lazy, nullptr);
        lane.run(4); // slow enough to tell, on a busy machine too
        VERIFY_UNTIL(!lane.isRunning());
        const QModelIndex slept = lane.index(2);
        QCOMPARE(slept.data(Lane::LabelRole).toString(), QStringLiteral("c"));
        QCOMPARE(slept.data(Lane::TextRole).toString(), QStringLiteral("caller() awaits test()"));
        QCOMPARE(slept.data(Lane::InTestRole).toBool(), false);
        QVERIFY(slept.data(Lane::TimeRole).toLongLong() >= 100); // as without slow motion
        QVERIFY(slept.data(Lane::TimeRole).toLongLong() < 400);
        QCOMPARE(lane.index(3).data(Lane::InTestRole).toBool(), true);
    }

    void allThree()
    {
        Lanes lanes;
        QSignalSpy finished(&lanes, &Lanes::finished);
        lanes.run();
        QVERIFY(lanes.isRunning());
        lanes.run(); // nothing
        VERIFY_UNTIL(!lanes.isRunning());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(lanes.lazy()->line(), QStringLiteral("lazy:   a b c 1 2"));
        QCOMPARE(lanes.posted()->line(), QStringLiteral("posted: a b 1 c 2"));
        QCOMPARE(lanes.eager()->line(), QStringLiteral("eager:  a 1 b c 2"));
    }

    void mayBeDestroyedWhileRunning()
    {
        auto lanes = std::make_unique<Lanes>();
        lanes->run();
        spin(3);
        lanes.reset();
        QTest::qWait(50); // what is left runs on, and finds nobody who listens; the end of the program closes it
    }
};

QTEST_GUILESS_MAIN(TestLanes)
#include "tst_lanes.moc"
