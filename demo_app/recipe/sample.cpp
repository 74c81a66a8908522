// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "sample.h"

#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/future.h>
#include <qeager/offload.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>
#include <qeager/timeout.h>

#include <QtCore/qthread.h>

#include <chrono>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::eager;
using QEager::post;
using QEager::sleep;

namespace Demo {

namespace {

void compute(std::chrono::microseconds duration)
{
    const auto end = std::chrono::steady_clock::now() + duration;
    while (std::chrono::steady_clock::now() < end) {
    }
}

// A thread for tasks; it ends with this.
class Worker
{
public:
    Worker()
    {
        m_thread.setObjectName(QStringLiteral("worker"));
        m_thread.start();
    }
    ~Worker()
    {
        m_thread.quit();
        m_thread.wait();
    }
    QThread *thread() { return &m_thread; }

private:
    QThread m_thread;
};

Coro<int> known(int part)
{
    compute(300us);
    co_return part;
}

Coro<int> loaded(int part)
{
    compute(700us);
    auto title = eager(known(part), {.name = QStringLiteral("title %1").arg(part)});
    compute(400us);
    co_await QEager::offload([part] { compute(std::chrono::microseconds(7000 + 5000 * part)); });
    compute(1500us); // draws it
    co_return title.takeResult();
}

Coro<> summary(QEager::Task<int> part)
{
    compute(300us);
    co_await part;
    compute(2500us);
}

Coro<> visit()
{
    compute(800us);
    co_await QEager::yieldNow();
    compute(400us);
}

Coro<> answer() { co_await sleep(1h); }

Coro<> advertisement()
{
    try {
        co_await QEager::withTimeout(25ms, answer());
    } catch (const QEager::TimedOut &) {
        compute(1ms); // the page goes without
    }
}

Coro<> buildIndex()
{
    for (int i = 0; i < 4; ++i) {
        compute(3ms);
        co_await sleep(4ms);
    }
}

} // namespace

Coro<> loadSamplePage()
{
    Worker worker;
    QEager::TaskOptions elsewhere{.name = QStringLiteral("index"), .thread = worker.thread()};
    const auto indexed = post(buildIndex(), std::move(elsewhere));
    const auto visited = post(visit(), {.name = QStringLiteral("visit")});
    std::vector<QEager::Task<int>> parts;
    for (int part = 1; part <= 4; ++part)
        parts.push_back(eager(loaded(part), {.name = QStringLiteral("part %1").arg(part)}).task());
    auto header = eager(known(0), {.name = QStringLiteral("header")});
    const auto summed = eager(summary(parts[2]), {.name = QStringLiteral("summary")}).task();
    const auto shown = eager(advertisement(), {.name = QStringLiteral("advertisement")}).task();
    compute(500us);
    for (const QEager::Task<int> &part : parts)
        co_await part;
    co_await summed;
    co_await shown;
    co_await visited;
    co_await indexed.toFuture(); // it belongs to another thread
    compute(500us + header.takeResult() * 1us);
}

} // namespace Demo
