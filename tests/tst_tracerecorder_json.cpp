// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The file a TraceRecorder writes, and that it can not be written.

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/loopmonitor.h>
#include <qeager/sleep.h>
#include <qeager/tracerecorder.h>

#include "shared/elsewhere.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracechecker.h"
#include "shared/work.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

using namespace QEager;

namespace {

Coro<int> finished() { co_return 1; }
Coro<int> yielding(int times)
{
    for (int i = 0; i < times; ++i)
        co_await yieldNow();
    co_return 2;
}

QByteArray jsonOf(const TraceRecorder &recorder)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return recorder.write(&buffer) ? buffer.data() : QByteArray("not written");
}

// Takes so many bytes.
class FullDevice : public QIODevice
{
public:
    explicit FullDevice(qint64 room) : m_room(room) { open(WriteOnly); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (size > m_room) {
            setErrorString(QStringLiteral("No room"));
            return -1;
        }
        m_room -= size;
        return size;
    }

private:
    qint64 m_room;
};

} // namespace

class TestTraceRecorderJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void nothingRecorded()
    {
        const TraceChecker trace(jsonOf(TraceRecorder()));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QString());
        QCOMPARE(trace.dropped, 0);
    }
    void tracks()
    {
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(eager(finished(), {.name = QStringLiteral("quick")}).isReady());
        auto value = eager(yielding(2), {.name = QStringLiteral("slow")});
        VERIFY_UNTIL(value.isReady());
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("B:quick E b:slow B:slow s E B:slow t E B:slow f E e"));
        QCOMPARE(trace.counter("tasks"), QStringLiteral("0 1 1 1 1 1 0"));
        QCOMPARE(trace.counter("ready"), QStringLiteral("0 0 1 0 1 0 0"));
        QCOMPARE(trace.threadNames, (QMap<int, QString>{{1, "main"}}));
    }
    void arguments()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(yielding(1));
        const quint64 id = value.task().id();
        VERIFY_UNTIL(value.isReady());
        const TraceChecker trace(jsonOf(recorder));
        QJsonObject ends;
        for (const QJsonObject &event : trace.events) {
            if (event.value("ph") == "E" && ends.isEmpty())
                ends = event.value("args").toObject();
        }
        QCOMPARE(ends.value("task").toInteger(), qint64(id));
        QCOMPARE(ends.value("awaits").toString(), QStringLiteral("yield"));
        QVERIFY(ends.value("where").toString().contains(QLatin1String("tst_tracerecorder_json.cpp:")));
        QVERIFY(ends.value("function").toString().contains(QLatin1String("yielding")));
    }
    void posted()
    {
        TraceRecorder recorder;
        recorder.start();
        const auto task = post(finished(), {.name = QStringLiteral("later")});
        VERIFY_UNTIL(task.isDone());
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:later B:post later s E B:later f E e"));
        const auto args = trace.events.at(2).value("args").toObject();
        QCOMPARE(args.value("posted").toString(), QStringLiteral("asked"));
    }
    void cancelled()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager([]() -> Coro<> { co_await sleep(std::chrono::hours(1)); }, TaskOptions{.name = "nap"});
        value.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(value.isReady());
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:nap B:nap s E n:cancel B:nap f E e"));
    }
    void whatRanBefore()
    {
        TraceRecorder recorder;
        auto value = eager(yielding(2), {.name = QStringLiteral("load")});
        recorder.start();
        value.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(value.isReady());
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:load n:cancel B:load E e"));
        QCOMPARE(trace.counter("tasks"), QStringLiteral("1 0"));
    }
    void whatGoesOnIsClosed()
    {
        TraceRecorder recorder;
        recorder.start();
        QByteArray json;
        auto value = eager([&]() -> Coro<> {
            co_await yieldNow();
            json = jsonOf(recorder);
        });
        VERIFY_UNTIL(value.isReady());
        const TraceChecker trace(json);
        QCOMPARE(trace.problem(), QString());
        const QString name = trace.phases().section(u' ', 0, 0).mid(2);
        QCOMPARE(trace.phases(), QStringLiteral("b:%1 B:%1 s E B:%1 f E e").arg(name));
        QVERIFY(name.startsWith("Task-"));
    }
    void whateverIsLeftInTheRing()
    {
        for (int capacity = 1; capacity < 40; ++capacity) {
            TraceRecorder recorder(capacity);
            recorder.start();
            auto value = eager([]() -> Coro<> {
                auto inner = eager(yielding(1), {.name = QStringLiteral("inner")});
                static_cast<void>(eager(finished()).result());
                auto later = post(yielding(1));
                co_await yieldNow();
                co_await std::move(inner);
                co_await later;
            });
            VERIFY_UNTIL(value.isReady());
            const TraceChecker trace(jsonOf(recorder));
            QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
            QCOMPARE(quint64(trace.dropped), recorder.dropped());
        }
    }
    void busySpansOfTheEventLoop()
    {
        spin();
        TraceRecorder recorder;
        recorder.start();
        const LoopMonitor monitor;
        QVERIFY(eager(finished()).isReady()); // this thread can be observed
        QMetaObject::invokeMethod(qApp, [] { work(); }, Qt::QueuedConnection);
        spin(2);
        recorder.stop();
        QMetaObject::invokeMethod(qApp, [] { work(); }, Qt::QueuedConnection);
        spin(2);
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.threadNames.values().join(u' '), QStringLiteral("main main: event loop"));
        QCOMPARE(trace.loopSpans.size(), 1);
        const double micros = trace.loopSpans.constFirst().value("dur").toDouble();
        QVERIFY(micros >= std::chrono::microseconds(Work).count());
        QVERIFY(micros * 1000 <= double(monitor.report().busySpans.max.count()));
        const TraceEvent busy = recorder.events().constLast();
        QCOMPARE(busy.toString(), QStringLiteral("busy"));
        QVERIFY(busy.duration >= std::chrono::nanoseconds(Work).count());
    }
    void severalThreads()
    {
        TraceRecorder recorder;
        recorder.start();
        QThread worker;
        worker.setObjectName(QStringLiteral("a \"worker\""));
        worker.start();
        const auto done = post(yielding(3), {.thread = &worker}).toFuture();
        auto value = eager(yielding(3));
        VERIFY_UNTIL(done.isFinished() && value.isReady());
        worker.quit();
        worker.wait();
        const TraceChecker trace(jsonOf(recorder));
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.threadNames, (QMap<int, QString>{{1, "main"}, {2, "a \"worker\""}}));
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("read");
        const auto same = [](const char *row, const QString &name) { QTest::newRow(row) << name << name; };
        same("quotes", QStringLiteral("say \"hello\" \\ 'there'"));
        same("not ASCII", QStringLiteral("Köln 漢字 \U0001F600"));
        same("markup", QStringLiteral("</script>{}[]:,"));
        QString controls;
        for (char16_t c = 1; c < 0x20; ++c)
            controls += QChar(c);
        same("control characters", controls + QChar(0x7f) + QChar(0x2028));
        same("a null character", QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
        QTest::newRow("high surrogate alone")
            << QStringLiteral("a") + QChar(0xd83d) + QStringLiteral("b") << QStringLiteral("a?b");
        QTest::newRow("low surrogate alone") << QString(QChar(0xde00)) << QStringLiteral("?");
        QTest::newRow("surrogates swapped") << QString(QChar(0xde00)) + QChar(0xd83d) << QStringLiteral("??");
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(QString, read);
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(yielding(1), {.name = name});
        value.cancel(name);
        VERIFY_UNTIL(value.isReady());
        const QByteArray json = jsonOf(recorder);
        const TraceChecker trace(json);
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:%1 B:%1 s E n:cancel B:%1 f E e").arg(read));
        for (const char byte : json)
            QVERIFY(byte == '\n' || uchar(byte) >= 0x20);
    }

    void toAFile()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("trace.json"));
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(eager(finished(), {.name = QStringLiteral("quick")}).isReady());
        for (int i = 0; i < 2; ++i) { // the second replaces the first
            QVERIFY(recorder.write(path));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(TraceChecker(file.readAll()).phases(), QStringLiteral("B:quick E"));
        }
    }
    void unwritable_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("why");
        QTest::newRow("no directory") << "/no/where/trace.json" << "No such file or directory";
        QTest::newRow("a directory") << "/" << "Is a directory";
        if (QFile::exists(QStringLiteral("/dev/full")))
            QTest::newRow("full disk") << "/dev/full" << "No space left on device";
    }
    void unwritable()
    {
        QFETCH(QString, path);
        QFETCH(QString, why);
        Messages messages;
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(eager(finished()).isReady());
        QVERIFY(!recorder.write(path));
        const QString message = messages.take();
        const QString warning = QStringLiteral("The trace could not be written to %1: ").arg(path);
#ifdef Q_OS_WIN // which has other words for it
        QVERIFY2(message.startsWith(warning), qPrintable(message));
#else
        QCOMPARE(message, warning + why);
#endif
        QVERIFY(recorder.isRecording());
        QVERIFY(eager(finished()).isReady());
        QCOMPARE(recorder.events().size(), 4);
    }
    void aDeviceThatTakesNoMore()
    {
        Messages messages;
        TraceRecorder recorder;
        recorder.start();
        for (int i = 0; i < 2'000; ++i)
            QVERIFY(eager(finished()).isReady());
        FullDevice device(100'000);
        QVERIFY(!recorder.write(&device));
        QCOMPARE(messages.take(), QStringLiteral("The trace could not be written: No room."));
        QBuffer closed;
        QVERIFY(!recorder.write(&closed));
        QVERIFY(!recorder.write(static_cast<QIODevice *>(nullptr)));
        const QString line = QStringLiteral("The trace could not be written: the device is not open for writing.");
        QCOMPARE(messages.take(), line + u'\n' + line);
    }
    void byASignal()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("trace.json"));
        TraceRecorder recorder;
        QTimer timer; // any sender with a signal
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &recorder, &TraceRecorder::writeNow);
        recorder.start();
        QVERIFY(eager(finished(), {.name = QStringLiteral("quick")}).isReady());
        Messages messages;
        timer.start(0);
        VERIFY_UNTIL(!timer.isActive());
        QCOMPARE(messages.take(),
                 QStringLiteral("The trace could not be written: there is no file, see writeAtExit()."));
        recorder.writeAtExit(path);
        for (int i = 0; i < 2; ++i) { // it stays the file for the exit
            timer.start(0);
            VERIFY_UNTIL(QFile::exists(path));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(TraceChecker(file.readAll()).phases(), QStringLiteral("B:quick E"));
            QVERIFY(file.remove());
        }
        QCOMPARE(messages.take(), QString());
    }
    void byAndForAnotherThread()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("trace.json"));
        TraceRecorder recorder;
        const bool written = elsewhere([&] {
            recorder.start();
            recorder.writeAtExit(path);
            static_cast<void>(eager(finished(), {.name = QStringLiteral("there")}).result());
            return recorder.writeNow();
        });
        QVERIFY(written);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(TraceChecker(file.readAll()).phases(), QStringLiteral("B:there E"));
    }
    void atItsOwnEnd()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("trace.json"));
        {
            TraceRecorder recorder;
            recorder.writeAtExit(QStringLiteral("/no/where"));
            recorder.writeAtExit(path);
            recorder.start();
            QVERIFY(eager(finished(), {.name = QStringLiteral("quick")}).isReady());
            QVERIFY(!QFile::exists(path));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(TraceChecker(file.readAll()).phases(), QStringLiteral("B:quick E"));
        {
            TraceRecorder recorder;
            recorder.writeAtExit(path);
            recorder.writeAtExit({});
            file.remove();
        }
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestTraceRecorderJson)
#include "tst_tracerecorder_json.moc"
