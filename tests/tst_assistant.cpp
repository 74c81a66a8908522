// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The generic plugin in an application of others: Qt Assistant as Debian has it. It is used as by somebody at a
// keyboard, who chooses Quit in the menu File: its keyboard is a pipe, read by Qt's own generic plugin for input
// devices.

#include "shared/allocations.h"
#include "shared/latencyfile.h"
#include "shared/loop.h"
#include "shared/tracechecker.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

//! A keyboard for Qt's plugin evdevkeyboard, which takes any file in /dev.
class Keyboard
{
public:
    Keyboard()
    {
        if (mkfifo(device().toLocal8Bit().constData(), 0600) == 0)
            m_pipe = open(device().toLocal8Bit().constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    Q_DISABLE_COPY_MOVE(Keyboard)
    ~Keyboard()
    {
        if (m_pipe >= 0)
            close(m_pipe);
    }
    bool isOpen() const { return m_pipe >= 0; }
    QString device() const { return m_dir.filePath(QStringLiteral("keyboard")); }

    //! False when nobody has read what was pressed before.
    bool press(quint16 key, bool down = true)
    {
        input_event event = {};
        event.type = EV_KEY;
        event.code = key;
        event.value = down;
        return write(m_pipe, &event, sizeof event) == sizeof event;
    }
    bool type(quint16 key) { return press(key) && press(key, false); }

private:
    const QTemporaryDir m_dir{QStringLiteral("/dev/shm/qeager-XXXXXX")};
    int m_pipe = -1;
};

} // namespace

class TestAssistant : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsWithThePlugin()
    {
        const QString program =
            QStandardPaths::findExecutable(QStringLiteral("assistant"), {QStringLiteral("/usr/lib/qt6/bin")});
        if (program.isEmpty())
            QSKIP("There is no Qt Assistant in /usr/lib/qt6/bin: install Debian's package assistant-qt6.");
#if !COUNTS_ALLOCATIONS
        QSKIP("A plugin built with AddressSanitizer can not be loaded by a program that was built without.");
#endif
        Keyboard keyboard;
        if (!keyboard.isOpen())
            QSKIP("A pipe can not be made in /dev/shm, so there is no keyboard to quit Qt Assistant with.");

        const QTemporaryDir home;
        const QString latency = home.filePath(QStringLiteral("latency.json"));
        const QString trace = home.filePath(QStringLiteral("trace.json"));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(
            QStringLiteral("QT_QPA_GENERIC_PLUGINS"),
            QStringLiteral("qeager:latency=%1;trace=%2,evdevkeyboard:%3").arg(latency, trace, keyboard.device()));
        environment.insert(QStringLiteral("QT_PLUGIN_PATH"), QStringLiteral(QEAGER_PLUGINS)); // it is not installed
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("QT_LOGGING_TO_CONSOLE"), QStringLiteral("1"));
        environment.insert(QStringLiteral("HOME"), home.path()); // where it keeps its settings
        environment.remove(QStringLiteral("QEAGER"));
        QProcess assistant;
        assistant.setProcessEnvironment(environment);
        assistant.setProcessChannelMode(QProcess::MergedChannels);
        assistant.start(program, QStringList());
        QVERIFY2(assistant.waitForStarted(), qPrintable(assistant.errorString()));

        QTimer fingers; // until its window is there
        QObject::connect(&fingers, &QTimer::timeout, &fingers, [&] {
            keyboard.press(KEY_LEFTALT);
            keyboard.type(KEY_F);
            keyboard.press(KEY_LEFTALT, false);
            keyboard.type(KEY_Q);
        });
        fingers.start(300);
        const bool ended =
            runUntil([&] { return assistant.state() == QProcess::NotRunning; }, std::chrono::seconds(60));
        const QByteArray said = assistant.readAll();
        if (!ended)
            assistant.kill();
        QVERIFY2(ended, said.constData());
        QVERIFY2(assistant.exitStatus() == QProcess::NormalExit, said.constData());
        QVERIFY2(assistant.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("QEager is set to latency="), said.constData());
        QVERIFY2(!said.contains("ignored"), said.constData());
        QCOMPARE(latencyFileProblem(latency), QString());
        QVERIFY(busySpansIn(latency) > 0);
        const TraceChecker written = TraceChecker::read(trace);
        QCOMPARE(written.problem(), QString());
        QCOMPARE(written.dropped, 0);
        QCOMPARE(written.phases(), QString()); // it has no tasks, but
        QVERIFY(!written.loopSpans.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAssistant)

#include "tst_assistant.moc"
