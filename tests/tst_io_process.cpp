// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Processes of <qeager/io.h>; for its threads see tst_io_thread.cpp.

#include <qeager/gather.h>
#include <qeager/io.h>
#include <qeager/timeout.h>

#include "shared/awaitedby.h"
#include "shared/dialog.h"
#include "shared/ending.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tellexit.h"
#include "shared/telling.h"

#include <QCoroTask>

#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qthread.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(QCoro::Awaitable<decltype(QEager::finished(std::declval<QProcess *>()))>);
static_assert(QCoro::Awaitable<decltype(QEager::started(std::declval<QThread *>()))>);
static_assert(std::is_same_v<detail::AwaitResult<decltype(QEager::finished(std::declval<QProcess *>()))>, ProcessExit>);
static_assert(std::is_copy_constructible_v<decltype(QEager::finished(std::declval<QThread *>()))>);

namespace {

// outside/child.cpp, and what it is to do, in its order.
const QString child = QStringLiteral(QEAGER_CHILD);
QStringList doing(const char *text) { return QString::fromLatin1(text).split(u' '); }
const QString nothing = QStringLiteral("/no/such/program");

Coro<> startOf(QProcess *process, QString program, QStringList arguments = {})
{
    co_await QEager::start(process, program, arguments);
}
Coro<> readRest(Log &log, QProcess *process)
{
    const QByteArray data = co_await readAll(process);
    log("[", data, "]", process->state() == QProcess::Running ? "runs" : "ended");
}

} // namespace

class TestIoProcess : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void fromStartToEnd()
    {
        auto task = eager([]() -> Coro<QByteArray> {
            QProcess process;
            co_await QEager::start(&process, child, doing("copy"));
            const bool isRunning = process.state() == QProcess::Running;
            co_await QEager::write(&process, QByteArray(200'000, 'x') + "\nend");
            process.closeWriteChannel();
            QByteArray all = co_await readLine(&process);
            const bool isWhole = all.size() == 200'001;
            all = co_await readLine(&process); // at the end without a newline
            const auto [code, status] = co_await QEager::finished(&process);
            co_return (isRunning && isWhole ? all : "not whole: " + all) + QByteArray::number(code);
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), QByteArray("end0"));
    }

    void howItEnds()
    {
        QProcess well, badly, killed;
        well.start(child, doing("exit=0"));
        badly.start(child, doing("exit=7"));
        killed.start(child, doing("read"));
        QVERIFY(killed.waitForStarted());
        killed.kill();
        auto all = gather(QEager::finished(&well), QEager::finished(&badly), QEager::finished(&killed));
        VERIFY_UNTIL(all.isReady());
        const auto [first, second, third] = all.result();
        QCOMPARE(first, ProcessExit());
        QCOMPARE(second, (ProcessExit{7, QProcess::NormalExit}));
        QCOMPARE(third.status, QProcess::CrashExit);
        const ChaosScope off(std::nullopt);
        const auto task = expectInline([&] { return eager(tellExit(log, QEager::finished(&badly))); }); // it has
        COMPARE_LOG(log, "7");
        QVERIFY(task.isReady());
    }

    void oneThatIsStartedAgainAtOnce() // inside the signal, and so before who waits has a turn
    {
        QProcess process;
        process.start(child, doing("exit=7"));
        const auto task = startNow(tellExit(log, QEager::finished(&process)));
        const auto again = [&process] { process.start(child, doing("read")); };
        QObject::connect(&process, &QProcess::finished, this, again, Qt::SingleShotConnection);
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "7");
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
    }

    void oneThatCannotBeStarted()
    {
        QProcess process, other;
        auto task = eager(startOf(&process, nothing));
        other.start(nothing, QStringList());
        const auto startedTask = startNow(tellExit(log, QEager::started(&other), "started:"));
        const auto finishedTask = startNow(tellExit(log, QEager::finished(&other), "finished:"));
        VERIFY_UNTIL(task.isReady() && startedTask.isDone() && finishedTask.isDone());
        COMPARE_LOG(log, "started:IoError:The_program_/no/such/program_could_not_be_started "
                         "finished:IoError:The_program_/no/such/program_could_not_be_started");
        try {
            task.result();
            QFAIL("It was started.");
        } catch (const IoError &e) {
            QVERIFY2(e.message().contains(process.errorString()), e.what());
#ifdef Q_OS_UNIX
            QVERIFY(e.message().contains(QLatin1StringView("No such file")));
#endif
        }
        log.clear();
        static_cast<void>(startNow(tellExit(log, QEager::started(&other), "started:"))); // after it has failed
        static_cast<void>(startNow(tellExit(log, QEager::finished(&other), "finished:")));
        static_cast<void>(startNow(tellExit(log, startOf(&other, QString()), "empty:"))); // which leaves the name
        COMPARE_LOG(log, "started:IoError:The_program_/no/such/program_could_not_be_started "
                         "finished:IoError:The_program_/no/such/program_could_not_be_started "
                         "empty:IoError:The_program_/no/such/program_could_not_be_started");
    }

    void whatATraceSays()
    {
        const ChaosScope off(std::nullopt);
        QProcess process;
        process.start(child, doing("read"));
        const auto starting = [](QProcess *each) -> Coro<> { co_await QEager::started(each); };
        if (process.state() == QProcess::Starting) // or the system has started it at once
            QCOMPARE(awaitedBy(starting(&process)), QStringLiteral("process"));
        const auto running = [](QProcess *each) -> Coro<> { co_await QEager::finished(each); };
        QCOMPARE(awaitedBy(running(&process)), QStringLiteral("process"));
        QVERIFY(process.state() == QProcess::Running || process.waitForStarted());
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
    }

    void aStartThatIsCancelled()
    {
        QProcess process;
        const auto task = startNow(tellExit(log, startOf(&process, child, doing("read"))));
        if (!task.isDone()) { // or the system has started it at once
            QVERIFY(task.cancel());
            QCOMPARE(words(), QStringLiteral("Cancelled"));
        }
        QVERIFY(process.waitForStarted() || process.state() == QProcess::Running); // it goes on
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
    }

    // Whoever waited for the start is not told that it has failed because it has also ended.
    void theStartOfOneThatRunsAndOfOneThatHasEnded()
    {
        QProcess runs, ended;
        runs.start(child, doing("read"));
        QVERIFY(runs.waitForStarted());
        const ChaosScope off(std::nullopt);
        expectInline([&] { return eager(tellExit(log, QEager::started(&runs), "runs:")); });
        const auto started = startNow(tellExit(log, startOf(&ended, child, doing("exit=3")), "ended:"));
        QVERIFY(ended.waitForFinished());
        VERIFY_UNTIL(started.isDone());
        COMPARE_LOG(log, "runs:done ended:done");
        runs.closeWriteChannel();
        QVERIFY(runs.waitForFinished());
    }

    void misuse()
    {
        QProcess process;
        static_cast<void>(startNow(tellExit(log, QEager::started(&process), "nobody:"))); // starts it
        static_cast<void>(startNow(tellExit(log, QEager::started(static_cast<QProcess *>(nullptr)), "null:")));
        static_cast<void>(startNow(tellExit(log, QEager::finished(static_cast<QProcess *>(nullptr)), "null:")));
        static_cast<void>(startNow(tellExit(log, startOf(nullptr, child), "null:")));
        process.start(child, doing("read"));
        const auto running = startNow(tellExit(log, QEager::started(&process), "runs:"));
        VERIFY_UNTIL(running.isDone());
        static_cast<void>(startNow(tellExit(log, startOf(&process, child), "again:")));
        const auto done = startNow(tellExit(log, QEager::finished(&process), "exit:"));
        process.closeWriteChannel();
        VERIFY_UNTIL(done.isDone());
        COMPARE_LOG(
            log,
            "nobody:InvalidState null:Cancelled null:Cancelled null:Cancelled runs:done again:InvalidState exit:1");
    }

    void oneOfAnotherThreadIsNotStarted()
    {
        QThread there;
        QProcess process;
        process.moveToThread(&there);
        static_cast<void>(startNow(tellExit(log, startOf(&process, child, doing("read")))));
        COMPARE_LOG(log, "InvalidState");
        QCOMPARE(process.state(), QProcess::NotRunning);
    }

    void deletedWhileItRuns()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("QProcess: Destroyed while process")));
        auto process = std::make_unique<QProcess>();
        process->start(child, doing("read"));
        QVERIFY(process->waitForStarted());
        const auto exit = startNow(tellExit(log, QEager::finished(process.get()), "exit:"));
        const auto read = startNow(tellExit(log, readAll(process.get()), "read:"));
        process.reset();
        QCOMPARE(words(), QStringLiteral("read:Cancelled exit:Cancelled"));
        QVERIFY(exit.isDone());
        QVERIFY(read.isDone());
    }

    void oneThatDeletesItself()
    {
        auto *const process = new QProcess;
        QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
        const auto first = [&] {
            process->start(child, doing("say=said exit=3"));
            startNow([](Log &to, QProcess *each) -> Coro<> {
                const auto [code, status] = co_await QEager::finished(each);
                to(code, ":", each->readAll().trimmed());
            }(log, process));
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log, "3:said");
    }

    void whatEndsReading()
    {
        QProcess process;
        const auto task = startNow([](Log &to, QProcess *each) -> Coro<> {
            co_await QEager::start(each, child, doing("say=one close-output read read exit=5"));
            to(co_await readLine(each), "|");
            // It has closed its output, but that ends when the process does.
            Task<> rest = startNow(readRest(to, each));
            co_await sleep(1ms);
            to("write");
            co_await QEager::write(each, "x\n"); // before it ends
            each->closeWriteChannel();
            co_await rest;
            const auto [code, status] = co_await QEager::finished(each);
            to(co_await readAll(each), code); // there is no more
        }(log, &process));
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "one\n| write []ended 5");
    }

    void cancelledAndTimedOut()
    {
        QProcess process;
        process.start(child, doing("read exit=2"));
        const auto late = startNow(tellExit(log, withTimeout(1ms, QEager::finished(&process)), "late:"));
        VERIFY_UNTIL(late.isDone());
        const auto cancelled = startNow(tellExit(log, QEager::finished(&process), "cancelled:"));
        QVERIFY(cancelled.cancel());
        QCOMPARE(words(), QStringLiteral("late:TimedOut cancelled:Cancelled"));
        QVERIFY(process.state() != QProcess::NotRunning); // it goes on
        auto raced = race(QEager::finished(&process), readAll(&process));
        process.write("x\n");
        process.closeWriteChannel();
        VERIFY_UNTIL(raced.isReady());
        VERIFY_UNTIL(process.state() == QProcess::NotRunning);
        QCOMPARE(process.exitCode(), 2);
    }

    void writingToOneThatDoesNotRead()
    {
        QProcess process;
        process.start(child, doing("close-input exit=0"));
        const auto task = startNow(tellExit(log, QEager::write(&process, QByteArray(10'000'000, 'x')), "write:"));
        VERIFY_UNTIL(task.isDone());
        QVERIFY2(log.words().startsWith(QLatin1StringView("write:IoError:")), qPrintable(log.words()));
        VERIFY_UNTIL(process.state() == QProcess::NotRunning);
    }

    void inAQCoroTask()
    {
        const auto coroutine = [&]() -> QCoro::Task<> {
            QProcess process;
            co_await QEager::start(&process, child, doing("exit=4"));
            log((co_await QEager::finished(&process)).code);
            const std::unique_ptr<QThread> thread(QThread::create([] {}));
            const auto end = QEager::finished(thread.get());
            thread->start();
            co_await end;
            co_await end; // any number of times
            log("thread");
        };
        const auto task = coroutine();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "4 thread");
        QProcess process;
        process.start(child, doing("exit=6"));
        QCOMPARE(QCoro::waitFor(QEager::finished(&process)).code, 6);
    }
};

QTEST_GUILESS_MAIN(TestIoProcess)
#include "shared/moc_dialog.cpp"
#include "tst_io_process.moc"
