// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The file of TraceRecorder::writeAtExit() has what the end of the application did to the tasks.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/tracerecorder.h>

#include "shared/tracechecker.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace QEager;

namespace {

Coro<> sleeping() { co_await sleep(std::chrono::hours(1)); }

} // namespace

class TestTraceRecorderExit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writtenWhenTheApplicationHasEnded()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("trace.json"));
        TraceRecorder recorder;
        {
            int argc = 1;
            char name[] = "application";
            char *argv[] = {name, nullptr};
            const QCoreApplication application(argc, argv);
            recorder.writeAtExit(path);
            recorder.start();
            auto value = eager(sleeping(), {.name = QStringLiteral("nap")});
            QVERIFY(!value.isReady());
            QVERIFY(!QFile::exists(path));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const TraceChecker trace(file.readAll());
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:nap B:nap s E n:cancel B:nap f E e"));
        QVERIFY(file.remove());
    }
};

QTEST_APPLESS_MAIN(TestTraceRecorderExit)
#include "tst_tracerecorder_exit.moc"
