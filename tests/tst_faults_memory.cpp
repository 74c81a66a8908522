// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Every allocation of QEager fails once, in each scenario: what was to happen happens, or ends with std::bad_alloc, and
// nothing is left behind. A scenario runs on a thread of its own, which has no memory in store.
// The scenarios are in memory/.

#include "shared/failingnew.h"

#include "memory/scenarios.h"

#include <qeager/exceptiongroup.h>
#include <qeager/tracerecorder.h>

#include <QtCore/qdeadlinetimer.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

using Memory::Answer;
using Memory::Scenarios;

namespace {

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
        const QString again = outcomeOf(Memory::chained);
        if (again != QStringLiteral("answer"))
            result.end += QStringLiteral("; then ") + again;
    }

private:
    Coro<int> (*m_scenario)();
    long m_nth;
};

std::atomic<int> s_reports, s_thrown, s_told; // each thread of its own has them in turn

Coro<> fails()
{
    ++s_thrown;
    throw std::runtime_error("failed");
    co_return;
}
Coro<int> oneChildFails() // no lambda: as a pointer to a function it has no object, which GCC's UBSan objects to
{
    const auto body = [](TaskGroup &group) -> Coro<> {
        group.start(fails());
        co_return;
    };
    try {
        co_await withTaskGroup(body);
    } catch (const ExceptionGroup &group) {
        const FailingNew::Pause pause;
        s_told += group.contains<std::runtime_error>();
    }
    co_return Answer;
}

} // namespace

class TestFaultsMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theVeryFirstStart() // of the process: this function comes first
    {
        int failed = 0;
        bool hasFailed = true;
        for (long nth = 1; hasFailed; ++nth) {
            const FailingNew::Scope scope(nth);
            try {
                const ValueTask<int> task = eager(Memory::immediate());
                hasFailed = FailingNew::Scope::hasFailed();
                QCOMPARE(task.result(), Answer);
            } catch (const std::bad_alloc &) {
                ++failed;
            }
        }
        QVERIFY(failed > 2);
    }
    void aThreadThatCouldNotBeOpened()
    {
        QCOMPARE(eager(Memory::immediate()).result(), Answer); // this thread is open
        bool hasFailed = true;
        for (long nth = 1; hasFailed; ++nth) {
            std::thread([&] {
                const FailingNew::Scope scope(nth);
                try {
                    static_cast<void>(eager(Memory::immediate()).result());
                } catch (const std::bad_alloc &) {
                }
                hasFailed = FailingNew::Scope::hasFailed();
            }).join();
            TraceRecorder recorder;
            recorder.start(); // tells all threads
        }
    }
    void whatAChildFailedWithIsInTheGroupOrReported()
    {
        const auto before = setUnhandledExceptionHandler(
            [](const QString &, const std::exception_ptr &error) { s_reports += describe(error) == "failed"; });
        bool hasFailed = true;
        for (long nth = 1; hasFailed; ++nth) {
            s_reports = s_thrown = s_told = 0;
            hasFailed = Thread(oneChildFails, nth).result.hasFailed;
            QVERIFY2(s_told + s_reports == s_thrown, qPrintable(QStringLiteral("allocation %1").arg(nth)));
        }
        setUnhandledExceptionHandler(before);
    }
    void rule10_everyAllocationFailsOnce_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < int(std::size(Scenarios)); ++i)
            QTest::newRow(Scenarios[i].name) << i;
    }
    void rule10_everyAllocationFailsOnce()
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
