// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A process that forks while tasks wait: the child, which ends or becomes another program at once, does them no harm.

#include <qeager/eager.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/program.h"

#include <QtCore/qsemaphore.h>

#include <chrono>

#ifdef Q_OS_UNIX
#    include <cerrno>
#    include <csignal>
#    include <sys/wait.h>
#    include <unistd.h>
#endif

using namespace QEager;
using namespace std::chrono_literals;

#ifdef Q_OS_UNIX

namespace {

enum class Child { Exits, Executes };

//! What a child ended with that does what \a kind says.
int forked(Child kind)
{
    static const char program[] = "/bin/sh";
    static const char option[] = "-c";
    static const char command[] = "exit 7";
    char *const arguments[] = {const_cast<char *>(program), const_cast<char *>(option), const_cast<char *>(command),
                               nullptr};
    const pid_t child = fork();
    if (child == 0) {
        if (kind == Child::Executes)
            execv(program, arguments);
        _exit(7);
    }
    int status = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

#endif

class TestFaultsFork : public QObject
{
    Q_OBJECT

    Log log;
    QSemaphore m_function;

    Coro<> cleansUp(const char *name)
    {
        const auto guard = qScopeGuard([this, name] { log("~", name); });
        co_await QEager::sleep(1h);
    }
    Coro<> yields(const char *name)
    {
        co_await yieldNow();
        log(name);
    }
    Coro<> sleeps(const char *name)
    {
        co_await QEager::sleep(5ms);
        log(name);
    }
    Coro<> hears(QObject *sender, const char *name)
    {
        co_await signal(sender, &QObject::objectNameChanged);
        log(name);
    }
    Coro<> offloads(const char *name)
    {
        const auto function = [this] { m_function.acquire(); };
        co_await offload(function);
        log(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifndef Q_OS_UNIX
        QSKIP("This system has no fork().");
#endif
    }
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

#ifdef Q_OS_UNIX
    void whileTasksWait_data()
    {
        QTest::addColumn<bool>("executes");
        QTest::newRow("_exit()") << false;
        QTest::newRow("exec()") << true;
    }
    void whileTasksWait()
    {
        QFETCH(bool, executes);
        const Child kind = executes ? Child::Executes : Child::Exits;
        QObject sender;
        TaskScope scope;
        const auto kept = scope.eager(cleansUp("kept"));
        const auto heard = eager(hears(&sender, "heard"));
        const auto out = eager(offloads("offloaded"));
        const auto slept = eager(sleeps("slept"));
        VERIFY_UNTIL(slept.isReady()); // and all have begun
        const auto posted = post(yields("posted"));
        QCOMPARE(forked(kind), 7);
        log("forked");
        VERIFY_UNTIL(posted.isDone());
        QCOMPARE(forked(kind), 7);
        sender.setObjectName(QStringLiteral("changed"));
        VERIFY_UNTIL(heard.isReady());
        m_function.release();
        VERIFY_UNTIL(out.isReady());
        QVERIFY(!kept.isReady()); // no child has closed it
        scope.close();
        COMPARE_LOG(log, "slept forked posted heard offloaded ~kept");
    }
    void insideATask()
    {
        const auto body = [this]() -> Coro<> {
            for (int i = 0; i < 10; ++i) {
                log(forked(i % 2 ? Child::Exits : Child::Executes));
                co_await yieldNow();
            }
            co_await QEager::sleep(1ms);
            log("ended");
        };
        const auto task = eager(body);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "7 7 7 7 7 7 7 7 7 7 ended");
    }
    // Many, while another thread completes what is awaited here.
    void whileOtherThreadsCallThisOne()
    {
        int sum = 0;
        const auto body = [&sum]() -> Coro<> {
            for (int i = 0; i < 50; ++i) {
                const auto one = [] { return 1; };
                sum += co_await offload(one);
            }
        };
        const auto task = eager(body);
        while (!task.isReady()) {
            QCOMPARE(forked(Child::Exits), 7);
            QCoreApplication::processEvents();
        }
        QCOMPARE(sum, 50);
    }
#endif
};

QTEST_GUILESS_MAIN(TestFaultsFork)
#include "tst_faults_fork.moc"
