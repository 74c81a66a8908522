// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What a browser runs: starts that need no event loop, sleeps, a timeout, a task group, cancelling, a long chain of
// awaits, a function on a thread, and awaitSync(). Writes what happened, line by line, and at the end whether that was
// as it should be.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;
using namespace QEager;

namespace {

QStringList s_log;

void log(const QString &line)
{
    s_log.append(line);
    std::printf("%s\n", qUtf8Printable(line));
}

Coro<int> cached(int value) { co_return value; }

Coro<int> slept(std::chrono::milliseconds duration, int value)
{
    co_await sleep(duration);
    log(QStringLiteral("slept %1").arg(value));
    co_return value;
}

Coro<int> failing()
{
    co_await yieldNow();
    throw std::runtime_error("failed");
}

//! Coroutines that await each other: the innermost suspends, and each resumes the next one.
Coro<int> chain(int length)
{
    if (length == 0) {
        co_await yieldNow();
        co_return 0;
    }
    co_return 1 + co_await chain(length - 1);
}

Coro<> inLine()
{
    const auto before = Statistics::current();
    const auto started = eager(cached(1));
    const bool isTask = Statistics::current().tasksCreated != before.tasksCreated;
    log(QStringLiteral("inline: %1, %2").arg(started.result()).arg(isTask ? "a task" : "no task"));
    co_return;
}

Coro<> timeouts()
{
    log(QStringLiteral("in time: %1").arg(co_await withTimeout(10s, slept(5ms, 2))));
    try {
        co_await withTimeout(5ms, slept(10s, 0));
        log(QStringLiteral("not reached"));
    } catch (const TimedOut &) {
        log(QStringLiteral("timed out"));
    }
}

Coro<> groups()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        const auto late = group.start(slept(30ms, 4));
        const auto early = group.start(slept(1ms, 3));
        co_return co_await early + co_await late;
    };
    log(QStringLiteral("group: %1").arg(co_await withTaskGroup(body)));
    const auto failingBody = [](TaskGroup &group) -> Coro<> {
        group.start(slept(10s, 0));
        group.start(failing());
        co_return;
    };
    try {
        co_await withTaskGroup(failingBody);
        log(QStringLiteral("not reached"));
    } catch (const ExceptionGroup &group) {
        log(QStringLiteral("group: %1 failed").arg(group.exceptions().size()));
    }
}

Coro<> cancelled()
{
    auto task = eager(slept(10s, 0)).task();
    task.cancel();
    try {
        co_await task;
        log(QStringLiteral("not reached"));
    } catch (const Cancelled &) {
        log(QStringLiteral("cancelled"));
    }
}

Coro<> threads()
{
    const QThread *const home = QThread::currentThread();
    const auto elsewhere = [home] { return QThread::currentThread() != home; };
    const bool wasElsewhere = co_await offload(elsewhere);
    const bool isBack = QThread::currentThread() == home;
    log(QStringLiteral("offload: %1").arg(wasElsewhere && isBack));
}

Coro<> everything()
{
    co_await inLine();
    co_await timeouts();
    co_await groups();
    co_await cancelled();
    log(QStringLiteral("chain: %1").arg(co_await chain(100000)));
    co_await threads();
}

void synchronously()
{
    log(QStringLiteral("awaitSync: %1").arg(awaitSync(cached(5))));
    try {
        awaitSync(slept(5ms, 0));
        log(QStringLiteral("not reached"));
    } catch (const WouldBlock &) {
        log(QStringLiteral("would block"));
    }
}

void finish()
{
    const QStringList expected = {
        QStringLiteral("awaitSync: 5"),  QStringLiteral("would block"),     QStringLiteral("inline: 1, no task"),
        QStringLiteral("begun"),         QStringLiteral("slept 2"),         QStringLiteral("in time: 2"),
        QStringLiteral("timed out"),     QStringLiteral("slept 3"),         QStringLiteral("slept 4"),
        QStringLiteral("group: 7"),      QStringLiteral("group: 1 failed"), QStringLiteral("cancelled"),
        QStringLiteral("chain: 100000"), QStringLiteral("offload: 1"),
    };
    std::printf("%s\n", s_log == expected ? "as it should be" : "not as it should be");
}

} // namespace

int main(int argc, char **argv)
{
    // In a browser, exec() leaves main() without an end: what it needs must not be local.
    const auto app = new QCoreApplication(argc, argv);
    synchronously();
    eager(everything()).then(app, [] { finish(); });
    log(QStringLiteral("begun"));
    return app->exec();
}
