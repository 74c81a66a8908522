// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The whole list of events of one thread. See tst_tracerecorder_threads.cpp for several, tst_tracerecorder_json.cpp for
// the file.

#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/tracerecorder.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tracelines.h"

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<TraceRecorder> && !std::is_move_constructible_v<TraceRecorder>);

namespace {

Coro<int> finished() { co_return 1; }
Coro<int> failing()
{
    throw std::runtime_error("no file");
    co_return 1;
}
Coro<int> yielding()
{
    co_await yieldNow();
    co_return 2;
}
Coro<> sleeping() { co_await sleep(1h); }
Coro<int> outer()
{
    auto inner = eager(finished(), {.name = QStringLiteral("inner")});
    co_return co_await std::move(inner);
}

TaskOptions named(const char *name) { return {.name = QString::fromUtf8(name)}; }

} // namespace

class TestTraceRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void finishesInline()
    {
        TraceRecorder recorder;
        recorder.start();
        const Cost cost;
        QCOMPARE(eager(finished(), named("load")).result(), 1);
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
        COMPARE_TRACE(recorder.events(), "start #1 'load'", "finish #1 value");
    }
    void failsInline()
    {
        TraceRecorder recorder;
        recorder.start();
        QVERIFY(eager(failing()).exception());
        COMPARE_TRACE(recorder.events(), "start #1", "finish #1 exception: no file");
    }
    void suspends()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(yielding(), named("load"));
        VERIFY_UNTIL(value.isReady());
        COMPARE_TRACE(recorder.events(), "start 1 'load'", "task 1 'load'", "suspend 1 on yield", "queue 1", "resume 1",
                      "finish 1 'load' value");
    }
    void aTaskGroupThatIsClosed()
    {
        TraceRecorder recorder;
        TaskScope scope;
        scope.eager(withTaskGroup([](TaskGroup &group) -> Coro<> {
                        group.start(sleeping(), named("child"));
                        co_await sleep(1h);
                    }),
                    named("group"));
        recorder.start();
        scope.close();
        COMPARE_TRACE(recorder.events(), "cancel 1: group was closed by its owner.", "resume 1",
                      "cancel 2: Its task group is shutting down.", "queue 2", "suspend 1 on task group",
                      "cancel 2: child was closed by its owner.", "resume 2",
                      "finish 2 'child' cancelled: child was closed by its owner.", "resume 1",
                      "finish 1 'group' cancelled: group was closed by its owner.");
    }
    void saysWhereItSuspends()
    {
        TraceRecorder recorder;
        recorder.start();
        const int line = __LINE__ + 1;
        auto value = eager([]() -> Coro<> { co_await yieldNow(); });
        VERIFY_UNTIL(value.isReady());
        const TraceEvent suspend = recorder.events().at(2);
        QCOMPARE(suspend.where.line(), uint(line));
        QVERIFY(QByteArray(suspend.where.file_name()).endsWith("tst_tracerecorder.cpp"));
    }
    void nests()
    {
        TraceRecorder recorder;
        recorder.start();
        QCOMPARE(eager(outer(), named("outer")).result(), 1);
        COMPARE_TRACE(recorder.events(), "start #1 'outer'", "start #2 'inner' by #1", "finish #2 value",
                      "finish #1 value");
    }
    void parentsThatBecomeTasksLater()
    {
        TraceRecorder recorder;
        recorder.start();
        auto parent = eager([]() -> Coro<> {
            static_cast<void>(eager(finished()).result());
            co_await yieldNow();
            static_cast<void>(eager(finished()).result());
        });
        VERIFY_UNTIL(parent.isReady());
        COMPARE_TRACE(recorder.events(), "start 1", "start #2 by 1", "finish #2 value", "task 1", "suspend 1 on yield",
                      "queue 1", "resume 1", "start #3 by 1", "finish #3 value", "finish 1 value");
    }
    void identityAskedFor()
    {
        TraceRecorder recorder;
        recorder.start();
        const Cost cost;
        const auto asking = []() -> Coro<quint64> { co_return currentTask().id(); };
        const quint64 id = eager(asking).result();
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eagerFinished = 1}));
        COMPARE_TRACE(recorder.events(), "start 1", "task 1", "finish 1 value");
        QCOMPARE(recorder.events().constFirst().task, id);
    }

    void postedAndWhy_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("reason");
        QTest::newRow("post()") << 0 << "asked";
        QTest::newRow("createTask()") << 1 << "factory";
        QTest::newRow("createTask(), not eagerly") << 2 << "asked";
    }
    void postedAndWhy()
    {
        QFETCH(int, how);
        QFETCH(QString, reason);
        TraceRecorder recorder;
        recorder.start();
        TaskOptions options = named("load");
        if (how == 2)
            options.eagerStart = false;
        const auto task = how ? createTask(finished(), options) : post(finished(), options);
        VERIFY_UNTIL(task.isDone());
        COMPARE_TRACE(recorder.events(), "post 1 'load' for " + reason, "start 1 'load' for " + reason,
                      "finish 1 'load' value");
    }
    void createdEagerly()
    {
        TraceRecorder recorder;
        recorder.start();
        TaskOptions options = named("load");
        options.eagerStart = true;
        QCOMPARE(createTask(finished(), options).result(), 1);
        COMPARE_TRACE(recorder.events(), "start 1 'load'", "task 1 'load'", "finish 1 'load' value");
    }
    void rule12_postedForItsDepth()
    {
        TraceRecorder recorder;
        recorder.start();
        const StartPolicyScope scope({.maxDepth = 1});
        auto value = eager(outer(), named("outer"));
        VERIFY_UNTIL(value.isReady());
        COMPARE_TRACE(recorder.events(), "start 1 'outer'", "post 2 'inner' by 1 for depth", "task 1 'outer'",
                      "suspend 1 on task 2", "start 2 'inner' for depth", "finish 2 'inner' value", "resume 1",
                      "finish 1 'outer' value");
    }
    void rule12_postedForTheBudget()
    {
        spin();
        TraceRecorder recorder;
        recorder.start();
        const StartPolicyScope scope({.turnBudget = 1ns});
        static_cast<void>(eager(finished()).result());
        auto late = eager(finished());
        VERIFY_UNTIL(late.isReady());
        COMPARE_TRACE(recorder.events(), "start #1", "finish #1 value", "post 2 for budget", "start 2 for budget",
                      "finish 2 value");
    }

    void cancelled()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(sleeping());
        value.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(value.isReady());
        COMPARE_TRACE(recorder.events(), "start 1", "task 1", "suspend 1 on sleep", "cancel 1: enough", "queue 1",
                      "resume 1", "finish 1 cancelled: enough");
    }
    void cancelledBeforeItBegins()
    {
        TraceRecorder recorder;
        recorder.start();
        const auto task = post(finished());
        task.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(task.isDone());
        COMPARE_TRACE(recorder.events(), "post 1 for asked", "cancel 1: enough", "finish 1 cancelled: enough");
    }
    void cancelledWithWhatItAwaits()
    {
        TraceRecorder recorder;
        recorder.start();
        const auto inner = eager(sleeping()).task();
        auto waiting = eager([](Task<> task) -> Coro<> { co_await task; }, inner);
        waiting.cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(waiting.isReady());
        COMPARE_TRACE(recorder.events(), "start 1", "task 1", "suspend 1 on sleep", "start 2", "task 2",
                      "suspend 2 on task 1", "cancel 2: enough", "cancel 1: enough", "queue 1", "resume 1",
                      "finish 1 cancelled: enough", "queue 2", "resume 2", "finish 2 cancelled: enough");
    }
    void closed()
    {
        TraceRecorder recorder;
        recorder.start();
        {
            TaskScope scope;
            scope.eager(sleeping(), named("nap"));
        }
        const QString message = QStringLiteral("nap was closed by its owner.");
        COMPARE_TRACE(recorder.events(), "start 1 'nap'", "task 1 'nap'", "suspend 1 on sleep", "cancel 1: " + message,
                      "resume 1", "finish 1 'nap' cancelled: " + message);
    }

    void whatIsAwaited()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager([]() -> Coro<> {
            co_await 1ms;
            co_await offload([] {});
            QTimer timer;
            timer.start(1ms);
            co_await signal(&timer, &QTimer::timeout);
        });
        VERIFY_UNTIL(value.isReady());
        COMPARE_TRACE(recorder.events(), "start 1", "task 1", "suspend 1 on sleep", "queue 1", "resume 1",
                      "suspend 1 on offload", "queue 1", "resume 1", "suspend 1 on signal", "queue 1", "resume 1",
                      "finish 1 value");
    }

    void theOldestMakeRoom()
    {
        TraceRecorder recorder(4);
        recorder.start();
        for (int i = 0; i < 3; ++i)
            static_cast<void>(eager(finished(), {.name = QString::number(i)}).result());
        COMPARE_TRACE(recorder.events(), "start #1 '1'", "finish #1 value", "start #2 '2'", "finish #2 value");
        QCOMPARE(recorder.dropped(), 2U);
        recorder.clear();
        COMPARE_TRACE(recorder.events());
        QCOMPARE(recorder.dropped(), 0U);
        QVERIFY(eager(finished()).isReady());
        COMPARE_TRACE(recorder.events(), "start #1", "finish #1 value");
    }
    void aRingOfNothingIsOneOfOne()
    {
        TraceRecorder recorder(-5);
        recorder.start();
        QVERIFY(eager(finished()).isReady());
        COMPARE_TRACE(recorder.events(), "finish #1 value");
        QCOMPARE(recorder.dropped(), 1U);
    }
    void startAndStop()
    {
        TraceRecorder recorder;
        QVERIFY(!recorder.isRecording());
        recorder.stop();
        QVERIFY(eager(finished()).isReady());
        recorder.start();
        recorder.start();
        QVERIFY(recorder.isRecording());
        auto over = eager(yielding());
        recorder.stop();
        VERIFY_UNTIL(over.isReady());
        recorder.start();
        QVERIFY(eager(finished()).isReady());
        COMPARE_TRACE(recorder.events(), "start 1", "task 1", "suspend 1 on yield", "queue 1", "start #2",
                      "finish #2 value");
    }
    void whatRanBefore()
    {
        TraceRecorder recorder;
        auto value = eager(yielding(), named("load"));
        recorder.start();
        VERIFY_UNTIL(value.isReady());
        COMPARE_TRACE(recorder.events(), "resume 1", "finish 1 'load' value");
        QCOMPARE(recorder.events().constFirst().name, QStringLiteral("load")); // known before it ends
    }
    void goesWhileTasksLive()
    {
        auto recorder = std::make_unique<TraceRecorder>();
        recorder->start();
        auto awaited = eager(yielding());
        auto inside = eager(
            [](std::unique_ptr<TraceRecorder> &mine) -> Coro<int> {
                co_await yieldNow();
                mine.reset();
                co_return co_await yielding();
            },
            std::ref(recorder));
        VERIFY_UNTIL(inside.isReady());
        QVERIFY(!recorder);
        QVERIFY(awaited.isReady());
        QCOMPARE(inside.result(), 2);
        QVERIFY(!detail::threadState().tracers);
    }
    void longTextIsCut()
    {
        constexpr qsizetype Longest = TraceRecorder::LongestText;
        TraceRecorder recorder;
        recorder.start();
        const QString longest(Longest, u'n');
        static_cast<void>(eager(finished(), {.name = longest}).result());
        static_cast<void>(eager(finished(), {.name = longest + u'n'}).result());
        const QString emoji = QStringLiteral("\U0001F600");
        const auto failed = eager(
                                [](QString text) -> Coro<> {
                                    throw std::runtime_error(text.toStdString());
                                    co_return;
                                },
                                QString(longest.first(Longest - 2) + emoji + emoji))
                                .exception();
        QVERIFY(failed);
        const QList<TraceEvent> events = recorder.events();
        QCOMPARE(events.at(0).name, longest);
        QCOMPARE(events.at(2).name, longest.first(Longest - 1) + u'\u2026');
        QCOMPARE(events.at(5).text, longest.first(Longest - 2) + u'\u2026'); // a pair is not torn
    }
    void timesOfOneClock()
    {
        TraceRecorder first;
        const auto before = std::chrono::steady_clock::now();
        first.start();
        QVERIFY(eager(finished()).isReady());
        const qint64 most = std::chrono::nanoseconds(std::chrono::steady_clock::now() - before).count();
        const QList<TraceEvent> events = first.events();
        QVERIFY(events.at(0).time >= 0);
        QVERIFY(events.at(0).time <= events.at(1).time);
        QVERIFY(events.at(1).time - events.at(0).time <= most);
    }
};

QTEST_GUILESS_MAIN(TestTraceRecorder)
#include "tst_tracerecorder.moc"
