// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Runs what the demo runs, over and over, and writes a line of numbers for each interval: does anything grow?
//
//     soak SECONDS INTERVAL
//
// The columns are: second; memory (KiB that are resident); handles (open files); tasks (those left after the rounds,
// without the soak's own); events (posted by QEager, a second); rounds; p99 and longest latency of a posted event (ms).
// The exit status is 1 if a task was left.

#include <qeager/qeager.h>

#include "recipe/orders.h"
#include "recipe/programs.h"
#include "recipe/sample.h"
#include "recipe/starts.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

// A window that goes while its members wait.
class Owner : public QObject
{
    Q_OBJECT

public:
    TaskScope &taskScope() { return m_scope; }
    Coro<> waitForEver()
    {
        for (;;)
            co_await sleep(1h);
    }

private:
    TaskScope m_scope;
};

Coro<int> offloaded()
{
    co_return co_await offload([] { return 7; });
}

Coro<> failing()
{
    co_await yieldNow();
    throw std::runtime_error("as expected");
}

//! Starts, posts, cancels, drops, fails and closes a hundred of each.
Coro<> churn()
{
    Owner owner;
    std::vector<Task<>> tasks;
    for (int i = 0; i < 100; ++i) {
        tasks.push_back(post(owner.waitForEver()));
        tasks.push_back(eager(failing(), {.name = QStringLiteral("failing %1").arg(i)}).task());
        Task<> cancelled = eager(owner.waitForEver()).task();
        cancelled.cancel();
        tasks.push_back(std::move(cancelled));
        static_cast<void>(post(offloaded()));
    }
    co_await sleep(5ms);
    for (const Task<> &task : tasks)
        static_cast<void>(task.isDone() && task.exception()); // seen
}

Coro<> round(TaskScope &scope)
{
    for (int i = 0; i < 20; ++i)
        co_await churn();
    for (const Demo::Program &program : Demo::programs()) {
        for (const Demo::Order order : {Demo::Order::Lazy, Demo::Order::Posted, Demo::Order::Eager})
            co_await program.run(order, Demo::Log([](const QString &, int) {}));
    }
    co_await Demo::loadSamplePage();
    for (const Demo::Way way : Demo::allWays)
        Demo::measureStart(way, nullptr, &scope, [](std::chrono::nanoseconds) {});
    Demo::startWork(40, &scope);
    co_await sleep(1ms); // what was posted
}

qint64 residentKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').first().toLongLong();
        }
    }
    return -1;
}
qsizetype handles() { return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size(); }

Coro<bool> soak(std::chrono::seconds duration, std::chrono::seconds interval)
{
    bool isClean = true;
    const qsizetype own = allTasks().size(); // this one, and what waits for it
    const auto start = std::chrono::steady_clock::now();
    const auto passed = [start] { return std::chrono::steady_clock::now() - start; };
    std::printf("second,memory,handles,tasks,events,rounds,p99,longest\n");
    while (passed() < duration) {
        const LoopMonitor monitor;
        const quint64 events = Statistics::current().eventsPosted;
        const auto began = passed();
        int rounds = 0;
        while (passed() - began < interval) {
            TaskScope scope;
            co_await round(scope);
            ++rounds;
        }
        while (allTasks().size() > own && passed() < duration + 10s) // what was dropped ends by itself
            co_await sleep(1ms);
        const qsizetype left = allTasks().size() - own;
        isClean = isClean && left == 0;
        const auto seconds = std::chrono::duration<double>(passed() - began).count();
        const LoopReport report = monitor.report();
        const auto milliseconds = [](std::chrono::nanoseconds time) { return double(time.count()) / 1e6; };
        std::printf("%lld,%lld,%lld,%lld,%.0f,%d,%.3f,%.3f\n", static_cast<long long>(passed() / 1s), residentKiB(),
                    static_cast<long long>(handles()), static_cast<long long>(left),
                    double(Statistics::current().eventsPosted - events) / seconds, rounds,
                    milliseconds(report.latency.p99), milliseconds(report.latency.max));
        std::fflush(stdout);
    }
    co_return isClean;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int seconds = argc == 3 ? std::atoi(argv[1]) : 0;
    const int interval = argc == 3 ? std::atoi(argv[2]) : 0;
    if (seconds <= 0 || interval <= 0) {
        std::fprintf(stderr, "usage: soak SECONDS INTERVAL\n");
        return 2;
    }
    const auto soaking = post(soak(std::chrono::seconds(seconds), std::chrono::seconds(interval)));
    soaking.then([](bool isClean) { QCoreApplication::exit(isClean ? 0 : 1); });
    return QCoreApplication::exec();
}

#include "soak.moc"
