// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/tracemodel.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QtTest/qabstractitemmodeltester.h>

using namespace QEager;

namespace {

Coro<int> finished() { co_return 1; }
Coro<int> yielding()
{
    co_await yieldNow();
    co_return 2;
}

} // namespace

class TestTraceModel : public QObject
{
    Q_OBJECT

    Log log;

    void watch(TraceModel &model)
    {
        log.clear();
        connect(&model, &TraceModel::modelReset, this, [this] { log("reset"); });
        connect(&model, &TraceModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { log("+", first, "-", last); });
        connect(&model, &TraceModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { log("-", first, "-", last); });
        connect(&model, &TraceModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) { log("~", first.row(), "-", last.row()); });
    }
    static QString rows(const TraceModel &model)
    {
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = TraceModel::ThreadColumn; column < TraceModel::ColumnCount; ++column) {
                if (column != TraceModel::TaskColumn)
                    cells.append(model.index(row, column).data().toString());
            }
            lines.append(cells.join(u'|'));
        }
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void cells()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(yielding(), {.name = QStringLiteral("load")});
        VERIFY_UNTIL(value.isReady());
        TraceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(recorder);
        QCOMPARE(rows(model), QStringLiteral("main|start|load|\nmain|task|load|\nmain|suspend|load|yield\n"
                                             "main|queue|load|\nmain|resume|load|\nmain|finish|load|value"));
        const QModelIndex suspend = model.index(2, 0);
        QCOMPARE(suspend.data().toString(), QString::number(double(model.eventAt(2).time) / 1e6, 'f', 3));
        QCOMPARE(suspend.data(TraceModel::TimeRole).toLongLong(), model.eventAt(2).time);
        QCOMPARE(suspend.data(TraceModel::ThreadRole).toInt(), 1);
        QCOMPARE(suspend.data(TraceModel::KindRole).toString(), QStringLiteral("suspend"));
        QCOMPARE(suspend.data(TraceModel::TaskRole).toString(), QString::number(value.task().id()));
        QCOMPARE(suspend.data(TraceModel::NameRole).toString(), QStringLiteral("load"));
        QCOMPARE(suspend.data(TraceModel::DetailRole).toString(), QStringLiteral("yield"));
        QVERIFY(suspend.data(TraceModel::WhereRole).toString().contains(QLatin1String("tst_tracemodel.cpp:")));
        QCOMPARE(suspend.data(Qt::ToolTipRole), suspend.data(TraceModel::WhereRole));
        QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).isValid());
        QVERIFY(!suspend.data(Qt::DecorationRole).isValid());
        QVERIFY(!model.data({}).isValid());
        QCOMPARE(model.eventAt(100).task, 0U);
        QCOMPARE(model.roleNames().value(TraceModel::WhereRole), QByteArray("where"));
    }
    // What an event has beside its name.
    void details()
    {
        TraceRecorder recorder;
        recorder.start();
        const StartPolicyScope posting({.maxDepth = 0});
        auto posted = eager(yielding(), {.name = QStringLiteral("posted")});
        posted.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(posted.isReady());
        auto inner = post(yielding(), {.name = QStringLiteral("inner")});
        auto outer = post([](Task<int> task) -> Coro<> { co_await task; }(inner), {.name = QStringLiteral("outer")});
        VERIFY_UNTIL(outer.isDone());
        TraceModel model;
        model.update(recorder);
        const QString shown = rows(model);
        for (const QString &row : {
                 QStringLiteral("main|post|posted|depth"),
                 QStringLiteral("main|cancel|posted|enough"),
                 QStringLiteral("main|finish|posted|cancelled enough"),
                 QStringLiteral("main|suspend|outer|task %1").arg(inner.id()),
             })
            QVERIFY2(shown.split(u'\n').contains(row), qPrintable(row + u'\n' + shown));
        QVERIFY(!model.index(0, TraceModel::TimeColumn).data(Qt::ToolTipRole).isValid());
        QCOMPARE(model.index(0, 0).data(TraceModel::WhereRole).toString(), QString()); // nothing has been suspended
    }
    void titles()
    {
        const TraceModel model;
        QStringList titles;
        for (int column = 0; column < model.columnCount(); ++column)
            titles.append(model.headerData(column, Qt::Horizontal).toString());
        QCOMPARE(titles.join(u'|'), QStringLiteral("Time (ms)|Thread|Event|Task|Name|Detail"));
        QVERIFY(!model.headerData(0, Qt::Horizontal, Qt::DecorationRole).isValid());
    }
    void changesPrecisely()
    {
        TraceRecorder recorder(4);
        recorder.start();
        TraceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        watch(model);
        model.update(recorder);
        COMPARE_LOG(log, "");
        QVERIFY(eager(finished(), {.name = QStringLiteral("a")}).isReady());
        model.update(recorder);
        QVERIFY(eager(finished(), {.name = QStringLiteral("b")}).isReady());
        model.update(recorder);
        COMPARE_LOG(log, "reset +2-3");
        QVERIFY(eager(finished(), {.name = QStringLiteral("c")}).isReady());
        log.clear();
        model.update(recorder);
        COMPARE_LOG(log, "-0-1 +2-3");
        QCOMPARE(rows(model), QStringLiteral("main|start|b|\nmain|finish|b|value\nmain|start|c|\nmain|finish|c|value"));
        log.clear();
        model.update(recorder);
        COMPARE_LOG(log, "");
        log.clear();
        model.update(TraceRecorder());
        COMPARE_LOG(log, "reset");
        QCOMPARE(model.rowCount(), 0);
        model.update(recorder);
        model.clear();
        model.clear();
        COMPARE_LOG(log, "reset reset reset");
    }
    void aStartThatBecomesATask()
    {
        TraceRecorder recorder;
        recorder.start();
        TraceModel model;
        QString before;
        auto value = eager([&]() -> Coro<> {
            model.update(recorder);
            before = model.index(0, TraceModel::TaskColumn).data().toString();
            co_await yieldNow();
        });
        QVERIFY(before.startsWith(u'#'));
        watch(model);
        model.update(recorder);
        COMPARE_LOG(log, "~0-0 +1-3");
        QCOMPARE(model.index(0, TraceModel::TaskColumn).data().toString(), QString::number(value.task().id()));
        VERIFY_UNTIL(value.isReady());
    }
    void aNameThatComesLater()
    {
        TraceRecorder recorder;
        recorder.start();
        TraceModel model;
        QVERIFY(eager(finished()).isReady());
        model.update(recorder);
        auto task = post(yielding());
        spin();
        model.update(recorder);
        watch(model);
        task.setName(QStringLiteral("late"));
        VERIFY_UNTIL(task.isDone());
        model.update(recorder);
        COMPARE_LOG(log, "~2-5 +6-7"); // all that is about it: post, start, suspend, queue
        QCOMPARE(model.index(2, TraceModel::NameColumn).data().toString(), QStringLiteral("late"));
    }
};

QTEST_GUILESS_MAIN(TestTraceModel)
#include "tst_tracemodel.moc"
