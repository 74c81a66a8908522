// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The task that a LoopMonitor names in a stall.

#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/loopmonitor.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>
#include <qeager/tracerecorder.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/work.h"

#include <algorithm>
#include <memory>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

Coro<> workInANestedLoop(Log &log)
{
    work();
    QMetaObject::invokeMethod(qApp, [] { work(); }, Qt::QueuedConnection); // not by this task
    spin(2);
    log("nested");
    work();
    co_return;
}

//! "-" or the task of each long stall, in the order of time.
QString namesIn(const LoopMonitor &monitor)
{
    QList<LoopReport::Stall> stalls = monitor.report().stalls;
    stalls.removeIf([](const auto &stall) { return Work > stall.duration; });
    std::ranges::sort(stalls, {}, &LoopReport::Stall::began);
    QStringList names;
    for (const auto &stall : stalls)
        names.append(stall.taskDuration >= Work ? stall.task : QStringLiteral("-"));
    return names.join(u' ');
}

} // namespace

class TestLoopMonitorTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void aStallHasTheNameOfItsTask()
    {
        spin();
        const LoopMonitor monitor;
        Log log;
        const auto task = post(workInANestedLoop(log), {.name = QStringLiteral("import")});
        VERIFY_UNTIL(task.isDone());
        spin();
        COMPARE_LOG(log, "nested");
        QCOMPARE(namesIn(monitor), QStringLiteral("import - import"));
    }
    void ofSeveralTheTaskThatRanLongest()
    {
        spin();
        const LoopMonitor monitor;
        const auto working = [](nanoseconds duration) -> Coro<> {
            co_await yieldNow();
            work(duration);
        };
        const auto few = post(working(1ms));
        const auto most = post(working(Work));
        const auto shortest = createTask(working(1ms), {.name = QStringLiteral("shortest"), .eagerStart = true});
        VERIFY_UNTIL(few.isDone() && most.isDone() && shortest.isDone());
        spin();
        QCOMPARE(namesIn(monitor), most.name());
        const LoopReport::Stall stall = monitor.report().stalls.first();
        QVERIFY(stall.taskDuration <= stall.duration);
    }
    void aTaskIsNotBlamedForOthers()
    {
        spin();
        const LoopMonitor monitor;
        Task<> task;
        QMetaObject::invokeMethod(
            qApp,
            [&] {
                work();
                task = eager([]() -> Coro<> { co_await yieldNow(); }, TaskOptions{.name = QStringLiteral("innocent")})
                           .task();
            },
            Qt::QueuedConnection);
        VERIFY_UNTIL(!task.isNull() && task.isDone());
        spin();
        QCOMPARE(namesIn(monitor), QStringLiteral("-"));
    }
    void theEagerPhase_data()
    {
        QTest::addColumn<bool>("asTask");
        QTest::addColumn<bool>("recorded");
        QTest::addColumn<QString>("names");
        QTest::newRow("of a task") << true << false << "import";
        QTest::newRow("of an inline start, which is free of cost") << false << false << "-";
        QTest::newRow("of an inline start, while a trace is recorded") << false << true << "import";
    }
    void theEagerPhase()
    {
        QFETCH(bool, asTask);
        QFETCH(bool, recorded);
        QFETCH(QString, names);
        spin();
        TraceRecorder recorder;
        if (recorded)
            recorder.start();
        const LoopMonitor monitor;
        QCOMPARE(detail::threadState().freeDepth, recorded ? 0 : startPolicy().maxDepth);
        bool done = false;
        QMetaObject::invokeMethod(
            qApp,
            [&] {
                const auto working = []() -> Coro<> {
                    work();
                    co_return;
                };
                const TaskOptions options{.name = QStringLiteral("import"), .eagerStart = true};
                done = asTask ? createTask(working, options).isDone() : eager(working, options).isReady();
            },
            Qt::QueuedConnection);
        VERIFY_UNTIL(done);
        spin();
        QCOMPARE(namesIn(monitor), names);
    }
    void observesNobodyAfterItsEnd()
    {
        static_cast<void>(startPolicy()); // so that this thread can be observed
        auto monitor = std::make_unique<LoopMonitor>();
        QVERIFY(detail::threadState().tracers);
        monitor.reset();
        QVERIFY(!detail::threadState().tracers);
    }
};

QTEST_GUILESS_MAIN(TestLoopMonitorTasks)

#include "tst_loopmonitor_tasks.moc"
