// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "expectedlogs.h"

#include <recipe/programs.h>
#include <recipe/score.h>
#include <recipe/source.h>

#include <shared/loop.h>

#include <qeager/eager.h>

using namespace Demo;

class TestPrograms : public QObject
{
    Q_OBJECT

private:
    static QStringList words(const QList<int> &numbers)
    {
        QStringList words;
        for (const int number : numbers)
            words.append(QString::number(number));
        return words;
    }

private Q_SLOTS:
    void log_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < programs().size(); ++index)
            QTest::newRow(qPrintable(programs()[index].name)) << index;
    }
    void log()
    {
        QFETCH(int, index);
        QCOMPARE(expectedLogs().size(), programs().size());
        const Program &program = programs()[index];
        const ExpectedLogs &expected = expectedLogs()[index];
        QCOMPARE(program.name, QString(expected.program));
        QVERIFY(!program.title.isEmpty());
        QVERIFY(!program.summary.isEmpty());

        auto run = QEager::eager(record(&program));
        VERIFY_UNTIL(run.isReady());
        const Recordings recordings = run.takeResult();
        QCOMPARE(labels(recordings[0]), QString(expected.lazy));
        QCOMPARE(labels(recordings[1]), QString(expected.posted));
        QCOMPARE(labels(recordings[2]), QString(expected.eager));
        const QList<SourceLine> source = sourceOf(program.name);
        for (const Recording &recording : recordings) {
            for (const RecordedEvent &event : recording) { // each stands in the source that is shown
                const auto line = std::find_if(source.begin(), source.end(),
                                               [&](const SourceLine &l) { return l.number == event.line; });
                QVERIFY(line != source.end());
                QVERIFY2(line->code.contains("log("), qPrintable(line->code));
                QVERIFY2(!line->comment.isEmpty(), qPrintable(line->code));
            }
        }
    }

    void turnsOfTheEventLoop()
    {
        auto run = QEager::eager(record(&programs()[0]));
        VERIFY_UNTIL(run.isReady());
        const Recordings recordings = run.takeResult();
        QStringList stretches; // a bar where the loop came between
        for (const Recording &recording : recordings) {
            QString stretch;
            for (std::size_t i = 0; i < recording.size(); ++i) {
                if (i > 0 && recording[i].turn != recording[i - 1].turn)
                    stretch += "|";
                stretch += recording[i].label;
            }
            stretches.append(stretch);
        }
        QCOMPARE(stretches, QStringList({"ab|c1|2", "ab|1|c|2", "a1b|c|2"}));
    }

    void source()
    {
        const QList<SourceLine> lines = sourceOf("example");
        QCOMPARE(lines.constFirst().code, QStringLiteral("Coro<> test(Log log)"));
        QCOMPARE(lines.constLast().code, QStringLiteral("}"));
        QCOMPARE(lines[2].code, QStringLiteral("    log(\"1\");"));
        QCOMPARE(lines[2].comment, QStringLiteral("test() begins"));
        QCOMPARE(lines[2].number, lines[0].number + 2);
        QVERIFY(sourceOf("nothing").isEmpty());
    }

    void depths()
    {
        QList<int> depths;
        for (const char *label : {"a", "b!", "1", "2x", "0a", "0:0B", "0:1:0c", ""})
            depths.append(depthOf(label));
        QCOMPARE(words(depths), words({0, 0, 1, 1, 0, 1, 2, 0}));
    }

    void oneAxisForAll()
    {
        Recordings recordings;
        recordings[0] = {{"a", 1, 0, 1}, {"b", 2, 0, 1}, {"c", 3, 101, 2}};
        recordings[1] = {{"a", 1, 1, 1}, {"b", 2, 1, 1}, {"1", 3, 2, 2}, {"c", 4, 100, 3}};
        recordings[2] = {{"a", 1, 2, 1}, {"c", 2, 300, 3}};
        const Score score = arrange(recordings);
        QStringList rows;
        for (const Score::Row &row : score.rows)
            rows.append(QStringLiteral("%1%2@%3").arg(row.beginsMoment ? "*" : "").arg(row.time).arg(row.at));
        QCOMPARE(rows, QStringList({"*0@0", "0@20", "0@40", "*100@160", "*300@380"}));
        QCOMPARE(score.rowOf[0], (std::vector<int>{0, 1, 3}));
        QCOMPARE(score.rowOf[1], (std::vector<int>{0, 1, 2, 3}));
        QCOMPARE(score.rowOf[2], (std::vector<int>{0, 4}));
        QVERIFY(arrange({}).rows.empty());
    }
};

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
