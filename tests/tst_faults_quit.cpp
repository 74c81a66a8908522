// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A million tasks that wait when the application quits: each is closed, and that takes hardly any memory of its own. A
// chain of tasks takes no more time than as many that do not wait for each other. And one task that calls exit().

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/program.h"
#include "shared/sanitized.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

#ifdef Q_OS_UNIX
#    include <sys/resource.h>
#endif

using namespace QEager;
using namespace std::chrono_literals;

namespace {

constexpr int Pending = IsSanitized ? 200'000 : 1'000'000;

//! The most that this process has had so far; 0: it cannot be told.
long mostMemory() // KiB
{
#ifdef Q_OS_LINUX
    rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        return usage.ru_maxrss;
#endif
    return 0;
}

int s_closed = 0;
int s_ended = 0;

Coro<> sleeps()
{
    try {
        co_await QEager::sleep(1h);
    } catch (const Cancelled &) {
        ++s_closed;
        throw;
    }
    ++s_ended;
}

//! Prints how many were closed, how many of them before the application had gone, how many are left, and the memory.
int quitWith(int pending)
{
    int argc = 1;
    char name[] = "quits";
    char *argv[] = {name, nullptr};
    const long empty = mostMemory();
    long full = 0;
    int closedInTime = 0;
    {
        const ChaosScope undisturbed(std::nullopt); // all have begun
        QCoreApplication application(argc, argv);
        for (int i = 0; i < pending; ++i)
            eager(sleeps());
        QTimer::singleShot(0, &application, [&] {
            full = mostMemory();
            QCoreApplication::quit();
        });
        application.exec();
    }
    closedInTime = s_closed;
    const qsizetype left = allTasks().size();
    const long closed = mostMemory();
    std::printf("%d %d %lld %ld %ld %ld\n", closedInTime, s_ended, static_cast<long long>(left), empty, full, closed);
    return 0;
}

//! Prints, from a static object that outlives the application, how many sleepers were closed, and whether the one that
//! called exit() was.
int exitInACoroutine()
{
    static struct Last
    {
        ~Last()
        {
            std::printf("%d %s\n", s_closed, isUnwound ? "closed" : "left");
            std::fflush(stdout);
        }
        bool isUnwound = false;
    } last;
    struct Guard
    {
        ~Guard() { last.isUnwound = true; }
    };
    static int argc = 1;
    static char name[] = "exits";
    static char *argv[] = {name, nullptr};
    static QCoreApplication application(argc, argv);
    const ChaosScope undisturbed(std::nullopt);
    for (int i = 0; i < 3; ++i)
        eager(sleeps());
    const auto exits = []() -> Coro<> {
        const Guard guard;
        co_await yieldNow();
        std::exit(7);
    };
    const auto running = eager(exits);
    application.exec();
    return 0;
}

struct Links
{
    void count()
    {
        ++closed;
        requests = std::max(requests, currentTask().cancelRequests());
    }
    int begun = 0;
    int closed = 0;
    int requests = 0; // that one of them had, at most
};

//! A task that waits for a task, and so on.
Coro<> link(int further, Links &links)
{
    try {
        if (further == 0)
            co_await 1h;
        else
            co_await eager(link(further - 1, links));
    } catch (const Cancelled &) {
        links.count();
        throw;
    }
}

//! The same, each put into \a scope before the next.
Coro<> linkIn(TaskScope &scope, int further, Links &links)
{
    ++links.begun;
    try {
        if (further == 0)
            co_await 1h;
        else
            co_await scope.post(linkIn(scope, further - 1, links));
    } catch (const Cancelled &) {
        links.count();
        throw;
    }
}

} // namespace

class TestFaultsQuit : public QObject
{
    Q_OBJECT

    static constexpr int Length = 2000;

private Q_SLOTS:
    void aMillionThatSleep()
    {
        const int pending = chaosSeed() ? Pending / 20 : Pending; // which does not disturb them, and is run often
        const QString program = QCoreApplication::applicationFilePath();
        const Ended ended =
            run(program, {QStringLiteral("--quit"), QString::number(pending)}, {QStringLiteral("QEAGER=")}, 280'000);
        QCOMPARE(ended.errors, QString());
        QCOMPARE(ended.exitCode, 0);
        const QStringList words = ended.output.simplified().split(u' ');
        QCOMPARE(words.size(), 6);
        QCOMPARE(words.at(0).toInt(), pending);
        QCOMPARE(words.at(1).toInt(), 0);
        QCOMPARE(words.at(2).toInt(), 0);
        const double empty = words.at(3).toDouble();
        const double full = words.at(4).toDouble();
        const double closed = words.at(5).toDouble();
        qInfo("%d tasks: %.0f MiB pending (%.0f bytes each), %.0f MiB at most", pending, full / 1024,
              (full - empty) * 1024 / pending, closed / 1024);
        if (!IsSanitized && !chaosSeed()) // what is freed is kept; it is little
            QVERIFY(closed <= full * 1.2);
    }

    // The application goes while a task runs further down on the stack, for good.
    void oneThatCallsExit()
    {
        const Ended ended =
            run(QCoreApplication::applicationFilePath(), {QStringLiteral("--exit")}, {QStringLiteral("QEAGER=")});
        QCOMPARE(ended.errors, QString());
        QCOMPARE(ended.output, QStringLiteral("3 left\n"));
        QCOMPARE(ended.exitCode, 7);
    }

    // Each has its turn. If each asked the rest of the chain to end, too, that would take the square of its length.
    void aChainOfTasksInAScope()
    {
        Links links;
        {
            const ChaosScope undisturbed(std::nullopt);
            TaskScope scope;
            scope.eager(linkIn(scope, Length - 1, links));
            while (links.begun < Length)
                QCoreApplication::processEvents();
            scope.close();
        }
        QCOMPARE(links.closed, Length);
        QVERIFY2(links.requests <= 1, qPrintable(QString::number(links.requests)));
    }
    void aChainOfTasks()
    {
        Links links;
        std::thread thread([&links] {
            const ChaosScope undisturbed(std::nullopt);
            QEventLoop loop;
            eager(link(Length - 1, links));
            while (allTasks().size() < Length)
                loop.processEvents();
        });
        thread.join();
        QCOMPARE(links.closed, Length);
        QVERIFY2(links.requests <= 1, qPrintable(QString::number(links.requests)));
    }
};

int main(int argc, char **argv)
{
    if (argc > 2 && qstrcmp(argv[1], "--quit") == 0)
        return quitWith(QByteArray(argv[2]).toInt());
    if (argc > 1 && qstrcmp(argv[1], "--exit") == 0)
        return exitInACoroutine();
    const QCoreApplication application(argc, argv);
    TestFaultsQuit test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults_quit.moc"
