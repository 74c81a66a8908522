// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The generic plugin in a GUI application that is not linked with QEager (tests/outside/guest.cpp).

#include "shared/latencyfile.h"
#include "shared/program.h"
#include "shared/tracechecker.h"

#include <QtCore/qdir.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

namespace {

const QString Guest = QStringLiteral(QEAGER_GUEST);

//! Runs it with the plugins below \a plugins, QEager's and Qt's own.
Ended runGuest(const QStringList &arguments, const QString &genericPlugins,
               const QString &plugins = QStringLiteral(QEAGER_PLUGINS))
{
    return run(Guest, arguments,
               {QStringLiteral("QT_PLUGIN_PATH=") + plugins, QStringLiteral("QT_QPA_GENERIC_PLUGINS=") + genericPlugins,
                QStringLiteral("QT_QPA_PLATFORM=offscreen"), QStringLiteral("QEAGER=")});
}

} // namespace

class TestGeneric : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDormantWithoutASpecification_data()
    {
        QTest::addColumn<QString>("plugins");
        for (const char *plugins : {"", "qeager", "qeager:", "qeager:;", "QEager"})
            QTest::newRow(plugins) << QString::fromLatin1(plugins);
    }
    void isDormantWithoutASpecification()
    {
        QFETCH(QString, plugins);
        const Ended ended = runGuest({}, plugins);
        QCOMPARE(ended.output, QStringLiteral("begin \nend\n"));
        QCOMPARE(ended.errors, QString());
        QCOMPARE(ended.exitCode, 0);
    }

    void isSwitchedOn_data()
    {
        QTest::addColumn<bool>("byArgument");
        QTest::newRow("QT_QPA_GENERIC_PLUGINS") << false;
        QTest::newRow("-plugin") << true;
    }
    void isSwitchedOn()
    {
        QFETCH(bool, byArgument);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("latency.json"));
        const QString trace = dir.filePath(QStringLiteral("trace.json"));
        const QString plugin = QStringLiteral("qeager:latency=%1;colour=red;trace=%2;depth=3").arg(path, trace);
        const Ended ended =
            byArgument ? runGuest({QStringLiteral("a"), QStringLiteral("-plugin"), plugin, QStringLiteral("b")}, {})
                       : runGuest({QStringLiteral("a"), QStringLiteral("b")}, plugin);
        QCOMPARE(ended.output, QStringLiteral("begin a b\nend\n"));
        const QStringList lines = ended.errors.split(u'\n');
        QVERIFY(lines.value(0).startsWith(QStringLiteral("warning: The setting \"colour=red\" is ignored: ")));
        QCOMPARE(lines.value(1), QStringLiteral("info: QEager is set to latency=%1;trace=%2;depth=3").arg(path, trace));
        QCOMPARE(lines.size(), 3); // the last is empty
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(latencyFileProblem(path), QString());
        QVERIFY(busySpansIn(path) >= 5);
        const TraceChecker written = TraceChecker::read(trace);
        QCOMPARE(written.problem(), QString());
        QCOMPARE(written.phases(), QString()); // it has no tasks
    }

    void aFileThatCanNotBeWrittenIsAWarning()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("no/such/folder"));
        const Ended ended = runGuest({}, QStringLiteral("qeager:latency=") + path);
        QVERIFY(ended.errors.contains(
            QStringLiteral("warning: The latency of the event loop could not be written to %1: ").arg(path)));
        QCOMPARE(ended.output, QStringLiteral("begin \nend\n"));
        QCOMPARE(ended.exitCode, 0);
    }

    void worksInstalled()
    {
        const QTemporaryDir prefix;
        const Ended installed =
            run(QStringLiteral(QEAGER_CMAKE), {QStringLiteral("--install"), QStringLiteral(QEAGER_BINARY_DIR),
                                               QStringLiteral("--prefix"), prefix.path()});
        QCOMPARE(installed.exitCode, 0);
        const QString path = prefix.filePath(QStringLiteral("latency.json"));
        const Ended ended = runGuest({}, QStringLiteral("qeager:latency=") + path,
                                     prefix.filePath(QStringLiteral(QEAGER_INSTALL_PLUGINDIR)));
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(latencyFileProblem(path), QString());
    }
};

QTEST_GUILESS_MAIN(TestGeneric)

#include "tst_generic.moc"
