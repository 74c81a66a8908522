// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Every allocation of QEager fails once, in each scenario: what was to happen happens, or ends with std::bad_alloc, and
// nothing is left behind. A scenario runs on a thread of its own, which has no memory in store.
// docs/reliability.md says which facilities are not here, because they do not hold to that yet.

#include "shared/failingnew.h"

#include <qeager/awaitsync.h>
#include <qeager/context.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>
#include <qeager/future.h>
#include <qeager/io.h>
#include <qeager/latest.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/pipe.h"
#include "shared/tracked.h"
#include "shared/worker.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <exception>
#include <memory>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

constexpr int Answer = 42;

// -- the scenarios: each ends with the answer, or with std::bad_alloc

Coro<int> immediate()
{
    const Tracked tracked;
    co_return Answer;
}

Coro<int> later()
{
    const Tracked tracked;
    co_await yieldNow();
    co_return Answer;
}

ValueTask<int> valueTask()
{
    const Tracked tracked;
    co_await yieldNow();
    co_return Answer;
}

Coro<int> endlessly()
{
    const Tracked tracked;
    co_await QEager::sleep(1h);
    co_return 0;
}

Coro<int> sleeping()
{
    co_await QEager::sleep(1ms);
    co_return Answer;
}

Coro<int> chained()
{
    const int value = co_await later();
    co_return co_await valueTask() + value - Answer;
}

Coro<int> lvalue()
{
    const ValueTask<int> task = valueTask();
    co_await task;
    co_return co_await task;
}

Coro<int> posted()
{
    const Task<int> task = post(later(), {.name = QStringLiteral("posted")});
    co_return co_await task;
}

Coro<int> created()
{
    const auto task = createTask(later(), {.eagerStart = true});
    co_return co_await task;
}

Coro<int> identity()
{
    const TaskHandle me = currentTask();
    me.setName(QStringLiteral("me"));
    co_await yieldNow();
    co_return currentTask() == me ? Answer : 0;
}

Coro<int> heard()
{
    QObject sender;
    const auto speak = [&sender] { sender.setObjectName(QStringLiteral("heard")); };
    QMetaObject::invokeMethod(&sender, speak, Qt::QueuedConnection);
    co_await QEager::signal(&sender, &QObject::objectNameChanged);
    co_return Answer;
}

Coro<int> offloaded()
{
    const auto function = [] { return Answer; };
    co_return co_await offload(function);
}

Coro<int> toFutures()
{
    auto task = eager(later());
    const QFuture<int> first = task.toFuture();
    co_return co_await first;
}

Coro<int> continued()
{
    co_return co_await valueTask().then([](int value) { return value; });
}

Coro<int> calledBack()
{
    QObject context;
    int called = 0;
    auto task = valueTask();
    task.then(&context, [&called](int value) { called = value; });
    co_await task;
    co_await yieldNow();
    co_return called;
}

Coro<int> inTime() { co_return co_await withTimeout(1h, later()); }

Coro<int> inGroup()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(later());
        group.post(later());
        co_return Answer;
    };
    co_return co_await withTaskGroup(body);
}

Coro<int> scoped()
{
    {
        TaskScope scope;
        scope.eager(endlessly());
        scope.post(endlessly());
        co_await yieldNow();
    }
    co_return Answer;
}

Coro<int> owned()
{
    auto owner = std::make_unique<QObject>();
    const auto task = eager(endlessly(), {.owner = owner.get()});
    owner.reset();
    if (task.isReady() && !task.isCancelled())
        co_return task.result(); // it never came as far as to wait
    co_return task.isCancelled() ? Answer : 0;
}

Coro<int> cancelled()
{
    const auto task = eager(endlessly());
    task.cancel(QStringLiteral("enough"));
    bool isCancelled = false;
    try {
        co_await task;
    } catch (const Cancelled &) {
        isCancelled = true;
    }
    co_return isCancelled ? Answer : 0;
}

Coro<int> shielded() { co_return co_await shield(later()); }

Coro<int> newest()
{
    const auto slot = latest([](int value) -> Coro<int> {
        co_await yieldNow();
        co_return value;
    });
    slot(0);
    co_return co_await slot(Answer);
}

Coro<int> startedByHand()
{
    CoroStart<int> start(later());
    co_return co_await std::move(start);
}

Coro<int> synchronously() { co_return awaitSync(immediate()); }

ContextVar<QString> variable("variable");

Coro<int> inContext()
{
    variable.set(QStringLiteral("a"));
    const auto task = valueTask();
    variable.set(QStringLiteral("b"));
    co_await task;
    co_return variable.value() == QStringLiteral("b") ? Answer : 0;
}

Coro<int> readingALine()
{
    Pipe pipe;
    const auto feed = [&pipe] { pipe.feed("line\n"); };
    QMetaObject::invokeMethod(&pipe, feed, Qt::QueuedConnection);
    const QByteArray line = co_await QEager::readLine(&pipe);
    co_return line == "line\n" ? Answer : 0;
}

Coro<int> deep()
{
    const StartPolicyScope policy({.maxDepth = 0});
    auto task = valueTask();
    co_return co_await std::move(task);
}

Coro<int> elsewhere()
{
    Worker worker;
    co_return co_await onThread(&worker, later);
}

struct Scenario
{
    const char *name;
    Coro<int> (*run)();
};

constexpr Scenario Scenarios[] = {
    {"immediate", immediate},
    {"later", later},
    {"sleep", sleeping},
    {"chain", chained},
    {"ValueTask as an lvalue", lvalue},
    {"post", posted},
    {"createTask", created},
    {"currentTask", identity},
    {"signal", heard},
    {"offload", offloaded},
    {"toFuture", toFutures},
    {"then", continued},
    {"then with a context", calledBack},
    {"withTimeout", inTime},
    {"withTaskGroup", inGroup},
    {"TaskScope", scoped},
    {"owner", owned},
    {"cancel", cancelled},
    {"shield", shielded},
    {"latest", newest},
    {"CoroStart", startedByHand},
    {"awaitSync", synchronously},
    {"ContextVar", inContext},
    {"readLine", readingALine},
    {"a start that is posted instead", deep},
    {"onThread", elsewhere},
};

// -- what becomes of one

struct Result
{
    bool hasFailed = false; // an allocation
    QString end; // "answer", "bad_alloc", or what must not be
};

QString describe(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::bad_alloc &) {
        return QStringLiteral("bad_alloc");
    } catch (const ExceptionGroup &group) {
        return group.contains<std::bad_alloc>() ? QStringLiteral("bad_alloc") : QString::fromUtf8(group.what());
    } catch (const std::exception &e) {
        return QString::fromUtf8(e.what());
    }
}

//! Runs the loop of this thread until \a condition holds. What comes out of it has escaped.
template <typename Condition>
QString loopUntil(Condition condition)
{
    const QDeadlineTimer deadline(5s);
    QEventLoop loop;
    while (!condition()) {
        if (deadline.hasExpired())
            return QStringLiteral("hangs");
        try {
            loop.processEvents(QEventLoop::AllEvents);
        } catch (...) {
            return QStringLiteral("escaped: ") + describe(std::current_exception());
        }
    }
    return {};
}

QString outcomeOf(Coro<int> (*run)())
{
    ValueTask<int> task;
    try {
        task = eager(run());
    } catch (...) {
        return describe(std::current_exception());
    }
    const QString problem = loopUntil([&task] { return task.isReady(); });
    if (!problem.isEmpty())
        return problem;
    try {
        return task.result() == Answer ? QStringLiteral("answer") : QStringLiteral("another value");
    } catch (...) {
        return describe(std::current_exception());
    }
}

class Thread : public QThread
{
public:
    Thread(Coro<int> (*scenario)(), long nth) : m_scenario(scenario), m_nth(nth)
    {
        start();
        wait();
    }
    Result result;

protected:
    void run() override
    {
        {
            const FailingNew::Scope scope(m_nth);
            result.end = outcomeOf(m_scenario);
            result.hasFailed = FailingNew::Scope::hasFailed();
        }
        // What was to be told to it may be on its way.
        for (const TaskHandle &task : allTasks())
            task.cancel();
        const QString rest = loopUntil([] { return allTasks().isEmpty(); });
        if (!rest.isEmpty())
            result.end += QStringLiteral("; the rest ") + rest;
        // It is as good as new.
        const QString again = outcomeOf(chained);
        if (again != QStringLiteral("answer"))
            result.end += QStringLiteral("; then ") + again;
    }

private:
    Coro<int> (*m_scenario)();
    long m_nth;
};

} // namespace

class TestFaultsMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAllocationFailsOnce_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < int(std::size(Scenarios)); ++i)
            QTest::newRow(Scenarios[i].name) << i;
    }
    void everyAllocationFailsOnce()
    {
        QFETCH(int, which);
        Coro<int> (*const run)() = Scenarios[which].run;
        setUnhandledExceptionHandler([](const QString &, const std::exception_ptr &) {});
        int told = 0;
        long nth = 0;
        bool hasFailed = true;
        while (hasFailed) {
            const Thread thread(run, ++nth);
            const QString end = thread.result.end;
            hasFailed = thread.result.hasFailed;
            told += end == QStringLiteral("bad_alloc");
            const bool isDefined = end == QStringLiteral("answer") || (hasFailed && end == QStringLiteral("bad_alloc"));
            QVERIFY2(isDefined, qPrintable(QStringLiteral("allocation %1: %2").arg(nth).arg(end)));
            QCOMPARE(Tracked::alive, 0);
        }
        QVERIFY(told > 0);
        qInfo("%ld allocations, %d of which end it with bad_alloc", nth - 1, told);
    }
};

QTEST_GUILESS_MAIN(TestFaultsMemory)
#include "tst_faults_memory.moc"
