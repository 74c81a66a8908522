// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A TraceRecorder sees every thread, and can be read while they run.

#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/tracerecorder.h>

#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tracelines.h"

#include <QtCore/qthread.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace QEager;

namespace {

Coro<int> finished() { co_return 1; }

class Worker : public QThread
{
public:
    explicit Worker(const char *name)
    {
        setObjectName(QString::fromLatin1(name));
        start();
    }
    ~Worker() override
    {
        quit();
        wait();
    }
};

//! Runs there, and is awaited here by its future.
bool runOn(QThread &thread)
{
    const auto done = post(finished(), {.thread = &thread}).toFuture();
    return runUntil([&] { return done.isFinished(); });
}

} // namespace

class TestTraceRecorderThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void postedToAThreadThatComes()
    {
        TraceRecorder recorder;
        recorder.start();
        Worker worker("loader");
        QVERIFY(runOn(worker));
        COMPARE_TRACE(recorder.events(), "post 1 for thread", "2: start 1 for thread", "2: finish 1 value");
        QCOMPARE(recorder.threadName(1), QStringLiteral("main"));
        QCOMPARE(recorder.threadName(2), QStringLiteral("loader"));
        QCOMPARE(recorder.threadName(0), QString());
        QCOMPARE(recorder.threadName(3), QString());
    }
    void aThreadThatIsThere()
    {
        Worker worker("loader");
        QVERIFY(runOn(worker));
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(runOn(worker));
        recorder.stop();
        QVERIFY(runOn(worker));
        recorder.start();
        QVERIFY(runOn(worker));
        COMPARE_TRACE(recorder.events(), "post 1 for thread", "2: start 1 for thread", "2: finish 1 value",
                      "post 2 for thread", "2: start 2 for thread", "2: finish 2 value");
    }
    void whatAThreadDidOutlivesIt()
    {
        TraceRecorder recorder;
        recorder.start();
        std::thread([] { static_cast<void>(eager(finished()).result()); }).join();
        COMPARE_TRACE(recorder.events(), "2: start #1", "2: finish #1 value");
        QCOMPARE(recorder.threadName(2), QStringLiteral("thread 2"));
    }
    void aThreadOutlivesTheRecorder()
    {
        Worker worker("loader");
        {
            TraceRecorder recorder;
            recorder.start();
            QVERIFY(runOn(worker));
        }
        QVERIFY(runOn(worker));
    }
    void threadsMayComeAndGoForEver()
    {
        constexpr int More = 3;
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(eager(finished()).isReady()); // on the first
        for (int i = 0; i < TraceRecorder::KeptThreads + More; ++i)
            std::thread([] { static_cast<void>(eager(finished()).result()); }).join();
        const QList<TraceEvent> events = recorder.events();
        QCOMPARE(events.size(), 2 * (1 + TraceRecorder::KeptThreads));
        QCOMPARE(recorder.dropped(), quint64(2 * More));
        QCOMPARE(recorder.threadName(1), QStringLiteral("main"));
        QCOMPARE(recorder.threadName(1 + More), QString());
        QCOMPARE(events.at(2).thread, 2 + More);
        QCOMPARE(recorder.threadName(2 + More), QStringLiteral("thread %1").arg(2 + More));
        recorder.clear();
        QCOMPARE(recorder.dropped(), 0U);
    }
    void switchedByManyThreads()
    {
        TraceRecorder recorder;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 500; ++n) {
                    recorder.start();
                    recorder.stop();
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(!recorder.isRecording());
        recorder.start();
        QVERIFY(eager(finished()).isReady());
        COMPARE_TRACE(recorder.events(), "start #1", "finish #1 value"); // once each
        recorder.stop();
        spin();
        QVERIFY(!detail::threadState().tracers);
    }
    void readWhileOthersWrite()
    {
        constexpr int Threads = 4;
        constexpr quint64 Starts = 2'000;
        constexpr qsizetype Capacity = 500;
        TraceRecorder recorder(Capacity);
        recorder.start();
        std::atomic<int> running = Threads;
        std::vector<std::thread> threads;
        for (int i = 0; i < Threads; ++i) {
            threads.emplace_back([&] {
                for (quint64 n = 0; n < Starts; ++n)
                    static_cast<void>(eager(finished(), {.name = QString::number(n)}).result());
                --running;
            });
        }
        do {
            qint64 last = 0;
            const QList<TraceEvent> events = recorder.events();
            for (const TraceEvent &event : events) {
                if (event.time < last || !event.start || event.task)
                    running = -1'000;
                last = event.time;
            }
        } while (running > 0);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(running.load(), 0);
        QCOMPARE(recorder.events().size(), Threads * Capacity);
        QCOMPARE(recorder.dropped(), Threads * (2 * Starts - quint64(Capacity)));
    }
};

QTEST_GUILESS_MAIN(TestTraceRecorderThreads)
#include "tst_tracerecorder_threads.moc"
