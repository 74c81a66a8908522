// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "picturefiles.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>

//! Runs the executable as a user without a display would.
class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    static inline const QString s_threeLines =
        QStringLiteral("lazy:   a b c 1 2\nposted: a b 1 c 2\neager:  a 1 b c 2\n");

    struct Outcome
    {
        int status = -1;
        QString out;
        QString err;
    };
    using Variables = QList<std::pair<QString, QString>>;

    static Outcome run(const QStringList &arguments, const Variables &variables = {})
    {
        QTemporaryDir runtime; // without one, Qt complains on stderr
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_LOGGING_RULES", "QT_FONT_DPI"})
            environment.remove(name);
        environment.insert("XDG_RUNTIME_DIR", runtime.path());
        for (const auto &[name, value] : variables)
            environment.insert(name, value);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QEAGER_DEMO, arguments);
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {-1, {}, "did not end: " + process.errorString() + process.readAllStandardError()};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void orders()
    {
        const Outcome outcome = run({"--orders"});
        QCOMPARE(outcome.out, s_threeLines);
        QCOMPARE(outcome.err, QString());
        QCOMPARE(outcome.status, 0);
    }

    void withoutADisplayTheWindowIsPrinted()
    {
        const Outcome outcome = run({});
        QCOMPARE(outcome.out, s_threeLines);
        QCOMPARE(outcome.err,
                 QStringLiteral("qeager-demo: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "
                                "printing what the window would show, as --orders does.\n"));
        QCOMPARE(outcome.status, 0);
    }

    void anUnreachableDisplayIsNone()
    {
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)
        QSKIP("Only where displays have names.");
#endif
        const Outcome outcome = run({}, {{"DISPLAY", ":12345"}});
        QCOMPARE(outcome.out, s_threeLines);
        QVERIFY(outcome.err.contains("the display could not be opened"));
        QCOMPARE(outcome.status, 0);
    }

    void pagesAsPictures()
    {
        PictureFiles files;
        const Outcome light = run({"--screenshots", files.path("new/out")});
        QCOMPARE(light.err, QString());
        QCOMPARE(light.status, 0);
        QCOMPARE(light.out, files.path("new/out/ordering.png") + "\n" + files.path("new/out/table.png") + "\n" +
                                files.path("new/out/latency.png") + "\n" + files.path("new/out/trace.png") + "\n");
        QCOMPARE(QImage(files.path("new/out/ordering.png")).size(), QSize(1080, 700));
        const Outcome dark = run({"--screenshots", files.path("new/out"), "--dark", "--font-size", "18"});
        QCOMPARE(dark.err, QString());
        QCOMPARE(dark.status, 0);
        const QImage image(files.path("new/out/ordering-dark.png"));
        QVERIFY(image.pixelColor(2, image.height() - 2).lightness() < 64);
    }

    void picturesCanNotBeWritten()
    {
        PictureFiles files;
        QVERIFY(files.write("file", "x"));
        const Outcome outcome = run({"--screenshots", files.path("file")});
        QVERIFY2(outcome.err.contains("the directory '" + files.path("file") + "' could not be created."),
                 qPrintable(outcome.err));
        QCOMPARE(outcome.status, 1);
    }

    void tableReport()
    {
        PictureFiles files;
        for (const char *name : {"a.png", "b.jpg", "c.png", "d.png"})
            QVERIFY(files.picture(name, {60, 60}));
        QVERIFY(files.write("broken.png", "not a picture"));
        const Outcome outcome = run({"--table-report", files.path()});
        QCOMPARE(outcome.err, QString());
        const QRegularExpression lines(
            "^posted: 40 resets, 40 of them painted placeholders, in (4\\d|[5-9]\\d|1\\d\\d) of (\\d+) frames\n"
            "eager:  40 resets, 0 of them painted placeholders, in 0 of (4\\d|5\\d) frames\n$");
        QVERIFY2(lines.match(outcome.out).hasMatch(), qPrintable(outcome.out));
        QCOMPARE(outcome.status, 0);
    }

    void tableReportWithoutPictures()
    {
        PictureFiles files;
        QVERIFY(files.write("broken.png", "not a picture"));
        const Outcome outcome = run({"--table-report", files.path()});
        QCOMPARE(outcome.err,
                 QStringLiteral("qeager-demo: there is no picture to show; give a directory that has some.\n"));
        QCOMPARE(outcome.out, QString());
        QCOMPARE(outcome.status, 1);
    }

    void images()
    {
        PictureFiles files;
        QVERIFY(files.picture("a.png"));
        QVERIFY(files.picture("sub/b.jpg", {500, 500}));
        QVERIFY(files.svg("c.svg", "20", "20"));
        QVERIFY(files.write("empty.png", {}));
        QVERIFY(files.write("line\nbreak.png", {}));
        QVERIFY(files.write("text.jpeg", "not a picture"));
        QVERIFY(files.link("circle", "."));
        const Outcome outcome = run({"--images", files.path()});

        const QRegularExpression lines(
            "^pass 1: (\\d) images, 0 ready inline, \\1 tasks created, \\d+ loop turns, [\\d.]+ ms\n"
            "pass 2: \\1 images, \\1 ready inline, 0 tasks created, 0 loop turns, [\\d.]+ ms\n$");
        QVERIFY2(lines.match(outcome.out).hasMatch(), qPrintable(outcome.out));
        const QStringList errors = outcome.err.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(errors.size(), 3);
        QCOMPARE(errors[0], "qeager-demo: no picture from " + files.path("empty.png") + ": it is empty");
        QCOMPARE(errors[1], "qeager-demo: no picture from " + files.path("line?break.png") + ": it is empty");
        QVERIFY(
            errors[2].startsWith("qeager-demo: no picture from " + files.path("text.jpeg") + ": it cannot be decoded"));
        QCOMPARE(outcome.status, 0);
    }

    void imagesOfAnEmptyDirectory()
    {
        PictureFiles files;
        const Outcome outcome = run({"--images", files.path()});
        QVERIFY(outcome.out.startsWith("pass 1: 0 images, 0 ready inline, 0 tasks created, 0 loop turns, "));
        QVERIFY(outcome.err.startsWith("qeager-demo: there is no picture (*.png, "));
        QCOMPARE(outcome.status, 0);
    }

    void imagesOfTheSystem()
    {
        const Outcome outcome = run({"--images"});
        QVERIFY(outcome.out.startsWith("pass 1: "));
        const QRegularExpression second(
            "\npass 2: ([1-9]\\d*) images, \\1 ready inline, 0 tasks created, 0 loop turns, ");
        QVERIFY2(second.match(outcome.out).hasMatch(), qPrintable(outcome.out));
        QCOMPARE(outcome.status, 0);
    }

    void badArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const QString help = " \"qeager-demo --help\" lists what it takes.";
        const QString directory = "--images needs a directory with pictures, or none for the system's icons; ";
        const QString file = QCoreApplication::applicationFilePath();
        QTest::newRow("unknown") << QStringList{"--bogus"} << "Unknown option 'bogus'." + help;
        QTest::newRow("unknown beside") << QStringList{"--orders", "--bogus"} << "Unknown option 'bogus'." + help;
        QTest::newRow("unknown, short") << QStringList{"-x"} << "Unknown option 'x'." + help;
        QTest::newRow("surplus") << QStringList{"--orders", "now"} << "One argument is too many: 'now'." + help;
        QTest::newRow("surplus word") << QStringList{"orders"} << "One argument is too many: 'orders'." + help;
        QTest::newRow("two directories") << QStringList{"--images", "/", "/tmp"}
                                         << "One argument is too many: '/tmp'." + help;
        QTest::newRow("both") << QStringList{"--orders", "--images"}
                              << "Use only one of --orders, --images and --table-report." + help;
        QTest::newRow("trace to nothing")
            << QStringList{"--orders", "--trace", ""} << "--trace needs the name of a file." + help;
        QTest::newRow("no page") << QStringList{"--page", "sofa"}
                                 << "There is no page 'sofa'; the pages are: ordering, table, latency, trace." + help;
        QTest::newRow("no letters") << QStringList{"--font-size", "big"}
                                    << "--font-size needs a number from 6 to 40." + help;
        QTest::newRow("pictures to nothing")
            << QStringList{"--screenshots", ""} << "--screenshots needs the name of a directory." + help;
        QTest::newRow("no directory") << QStringList{"--images", "/no/where"}
                                      << directory + "'/no/where' does not exist.";
        QTest::newRow("no directory for the table")
            << QStringList{"--table-report", "/no/where"}
            << "--table-report" + directory.mid(8) + "'/no/where' does not exist.";
        QTest::newRow("empty name") << QStringList{"--images", ""} << directory + "'' does not exist.";
        QTest::newRow("a file") << QStringList{"--images", file} << directory + "'" + file + "' is a file.";
    }
    void badArguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.err, "qeager-demo: " + sentence + "\n");
        QCOMPARE(outcome.out, QString());
        QCOMPARE(outcome.status, 2);
    }

    void helpAndVersion()
    {
        for (const char *option : {"--help", "-h"}) {
            const Outcome help = run({option});
            for (const char *word : {"[DIR]\n", "\n  --orders ", "\n  --images ", "\n  --trace <FILE> ",
                                     "\n  --table-report ", "\n  --page <NAME> ", "\n  --screenshots <OUT> ",
                                     "\n  --dark ", "\n  --font-size <POINTS> ", "--help ", "--version "})
                QVERIFY2(help.out.contains(word), word);
            QCOMPARE(help.err, QString());
            QCOMPARE(help.status, 0);
        }
        for (const char *option : {"--version", "-v"}) {
            const Outcome version = run({option});
            QCOMPARE(version.out, QStringLiteral("qeager-demo " QEAGER_DEMO_VERSION "\n"));
            QCOMPARE(version.status, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
