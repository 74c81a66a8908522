// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// qeager-demo --trace FILE: with --orders the file, event by event; and that a window is recorded, too.

#include "picturefiles.h"

#include <shared/tracechecker.h>

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

class TestDemoTrace : public QObject
{
    Q_OBJECT

    QByteArray m_errors;

    int run(const QString &file, const QStringList &command)
    {
        QProcess process;
        process.start(QEAGER_DEMO, command + QStringList{"--trace", file});
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        m_errors = process.readAllStandardError();
        return process.exitCode();
    }
    //! What is in the file; nothing if the command failed.
    QByteArray traceOf(const QStringList &command)
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath("trace.json"));
        return run(file.fileName(), command) == 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void eventByEvent()
    {
        const TraceChecker trace(traceOf({"--orders"}));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.dropped, 0);
        QCOMPARE(trace.threadNames, (QMap<int, QString>{{1, "main"}}));
        const QStringList phases{
            "b:command B:post command s E", // from main()
            "B:command t", // its turn; the rest starts inside it
            "b:lazy B:lazy s E", // a b, and sleeps
            "b:posted B:posted s b:posted test B:post posted test s E E", // a, posts, b, and sleeps
            "b:eager B:eager s b:eager test B:eager test s E E", // a, 1, b, and both sleep
            "E", // the command waits
            "B:posted test t E", // 1
            "B:lazy t E B:posted t E B:eager t E", // c, after 100 ms; lazy's test is its own: 1
            "B:eager test f E e B:eager f E e", // 2, after 200 ms, and its awaiter in the same turn
            "B:posted test f E e B:posted f E e", // 2, and its awaiter from the ready queue
            "B:lazy f E e B:command f E e", // 2, after 300 ms
        };
        QCOMPARE(trace.phases(), phases.join(u' '));
    }
    void awaitedAndPosted()
    {
        QStringList words; // what each slice says about its begin and its end
        const TraceChecker trace(traceOf({"--orders"}));
        for (const QJsonObject &event : trace.events) {
            const QJsonObject arguments = event.value("args").toObject();
            if (event.value("ph") == "B" && arguments.contains("posted"))
                words.append(event.value("name").toString() + ':' + arguments.value("posted").toString());
            else if (event.value("ph") == "E" && arguments.contains("awaits"))
                words.append(arguments.value("awaits").toString());
            else if (event.value("ph") == "E" && arguments.contains("outcome"))
                words.append(arguments.value("outcome").toString());
        }
        QCOMPARE(words.join(' '), QStringLiteral("post command:asked command:asked sleep post posted test:asked sleep "
                                                 "sleep sleep task posted test:asked sleep sleep task task "
                                                 "value value value value value value"));
    }
    void ofTheWindow()
    {
        PictureFiles files;
        for (const char *name : {"a.png", "b.png", "c.png", "d.png"})
            QVERIFY(files.picture(name, {60, 60}));
        const TraceChecker trace(traceOf({"--table-report", files.path()}));
        QCOMPARE(trace.problem(), QString());
        int posted = 0;
        int inlineOnly = 0;
        for (const QJsonObject &event : trace.events) {
            if (event.value("ph") != "B")
                continue;
            if (event.value("name").toString().startsWith("post "))
                ++posted;
            else if (!event.value("args").toObject().contains("task"))
                ++inlineOnly;
        }
        QVERIFY2(posted >= 4 * 40, qPrintable(QString::number(posted))); // a cell asks in each reset
        QVERIFY2(inlineOnly >= 4 * 40, qPrintable(QString::number(inlineOnly)));
    }
    void unwritable()
    {
        QCOMPARE(run("/no/where/trace.json", {"--orders"}), 1);
        QVERIFY2(m_errors.contains("The trace could not be written to /no/where/trace.json: No such file"), m_errors);
    }
};

QTEST_GUILESS_MAIN(TestDemoTrace)
#include "tst_trace.moc"
