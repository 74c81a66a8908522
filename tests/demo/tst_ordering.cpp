// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <glue/ordering.h>

#include <shared/log.h>
#include <shared/loop.h>

#include <QtTest/qabstractitemmodeltester.h>

#include <memory>

using namespace Demo;

class TestOrdering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replay()
    {
        Ordering ordering;
        const QAbstractItemModelTester tester(ordering.eager());
        ::Log log;
        connect(&ordering, &Ordering::rowChanged, this, [&] { log(ordering.row(), ":", ordering.eager()->log()); });
        connect(&ordering, &Ordering::playingChanged, this, [&] { log(ordering.isPlaying() ? "playing" : "idle"); });
        ordering.setSpeed(1);
        ordering.play();
        COMPARE_LOG(log, "playing");
        ordering.play(); // one at a time
        VERIFY_UNTIL(!ordering.isPlaying());
        COMPARE_LOG(log, "playing -1: 0:a 1:a 1 2:a 1 b 3:a 1 b c 4:a 1 b c 5:a 1 b c 2 6:a 1 b c 2 idle");
        QCOMPARE(ordering.lazy()->log(), QStringLiteral("a b c 1 2"));
        QCOMPARE(ordering.posted()->log(), QStringLiteral("a b 1 c 2"));
        QVERIFY(ordering.hasEnded());
    }

    void step()
    {
        Ordering ordering;
        const QAbstractItemModelTester tester(ordering.lazy());
        ordering.step(); // runs it first
        QVERIFY(ordering.isPlaying());
        VERIFY_UNTIL(!ordering.isPlaying());
        QCOMPARE(ordering.row(), 0);
        QCOMPARE(ordering.posted()->log(), QStringLiteral("a"));
        ordering.step();
        QCOMPARE(ordering.row(), 1);
        QCOMPARE(ordering.posted()->log(), QStringLiteral("a b"));
        QCOMPARE(ordering.eager()->log(), QStringLiteral("a 1"));
        QVERIFY(ordering.eager()->line() < ordering.posted()->line()); // test() stands above caller()
        ordering.stepBack();
        ordering.stepBack();
        ordering.stepBack();
        QCOMPARE(ordering.row(), -1);
        QCOMPARE(ordering.lazy()->line(), 0);
        QCOMPARE(ordering.lazy()->log(), QString());
        ordering.step(); // before the first row: it runs anew
        VERIFY_UNTIL(!ordering.isPlaying());
        QCOMPARE(ordering.row(), 0);
    }

    void eventsSayWhatWhereAndWhen()
    {
        Ordering ordering;
        ordering.setSpeed(1);
        ordering.play();
        VERIFY_UNTIL(!ordering.isPlaying());
        const Lane &lane = *ordering.lazy();
        const QModelIndex slept = lane.index(2);
        QCOMPARE(slept.data(Lane::LabelRole).toString(), QStringLiteral("c"));
        QCOMPARE(slept.data(Lane::TextRole).toString(), QStringLiteral("awaits test()"));
        QCOMPARE(slept.data(Lane::DepthRole).toInt(), 0);
        QCOMPARE(slept.data(Lane::PlaceRole).toInt(), 3);
        QCOMPARE(slept.data(Lane::BeforeRole).toInt(), 1);
        QCOMPARE(slept.data(Lane::ConnectedRole).toBool(), false);
        QVERIFY(slept.data(Lane::TimeRole).toLongLong() >= 100);
        const QModelIndex begins = lane.index(3);
        QCOMPARE(begins.data(Lane::DepthRole).toInt(), 1);
        QCOMPARE(begins.data(Lane::ConnectedRole).toBool(), true);
        QCOMPARE(ordering.axis().size(), 7);
        QCOMPARE(ordering.axis()[0].toMap().value("wait").toLongLong(), 0);
        QVERIFY(ordering.axis()[3].toMap().value("wait").toLongLong() >= 85);
    }

    void pauseAndSpeed()
    {
        Ordering ordering;
        ordering.setSpeed(0.05);
        ordering.play();
        VERIFY_UNTIL(ordering.row() == 2);
        ordering.pause();
        const int slowly = ordering.timeToNext();
        QVERIFY(slowly >= 1800);
        spin(3);
        QCOMPARE(ordering.row(), 2);
        ordering.play();
        QCOMPARE(ordering.row(), 2); // goes on from there
        ordering.setSpeed(1);
        QVERIFY(ordering.isPlaying());
        const int quickly = ordering.timeToNext(); // rounded: 32 bits have another precision in between
        QVERIFY2(qAbs(quickly - slowly / 20) <= 1, qPrintable(QString::number(quickly)));
        VERIFY_UNTIL(!ordering.isPlaying());
        QVERIFY(ordering.hasEnded());
        ordering.setSpeed(7);
        QCOMPARE(ordering.speed(), 1.0);
    }

    void anotherProgram()
    {
        Ordering ordering;
        ordering.play();
        ordering.setProgram(2);
        QVERIFY(!ordering.isPlaying());
        QCOMPARE(ordering.programTitles()[2], QStringLiteral("Cache: a hit and a miss"));
        QVERIFY(ordering.code()[0].toMap().value("code").toString().contains("Cache"));
        ordering.setSpeed(1);
        ordering.play();
        VERIFY_UNTIL(!ordering.isPlaying());
        QCOMPARE(ordering.eager()->log(), QStringLiteral("a 1 2 b! c 3 d"));
        ordering.setProgram(99);
        ordering.setProgram(-1);
        QCOMPARE(ordering.program(), 2);
    }

    void repeat()
    {
        Ordering ordering;
        int runs = 0;
        connect(&ordering, &Ordering::axisChanged, this, [&] { ++runs; });
        ordering.setSpeed(1);
        ordering.setRepeat(true);
        ordering.play();
        VERIFY_UNTIL(runs == 2);
        ordering.setRepeat(false);
        VERIFY_UNTIL(!ordering.isPlaying());
        QCOMPARE(runs, 2);
    }

    void mayBeDestroyedWhileRunning()
    {
        auto ordering = std::make_unique<Ordering>();
        ordering->play();
        spin(3);
        ordering.reset();
        QTest::qWait(50); // what is left runs on, and finds nobody who listens; the end of the program closes it
    }
};

QTEST_GUILESS_MAIN(TestOrdering)
#include "tst_ordering.moc"
