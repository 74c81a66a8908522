// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What goes in the turn in which a coroutine goes on that awaited something of QCoro's: the sender, the awaited
// coroutine, the awaiter.

#include <qeager/qeager.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/trigger.h"

#include <QCoroSignal>
#include <QCoroThread>
#include <QCoroTimer>

#include <coroutine>
#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Job : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void again();
};

} // namespace

class TestQCoroTurnsGone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSenderIsDeletedThere()
    {
        Log log;
        auto job = std::make_unique<Job>();
        auto timer = std::make_unique<QTimer>();
        timer->start(0ms);
        auto task = eager([&]() -> Coro<> {
            co_await qCoro(*timer).waitForTimeout();
            timer.reset();
            log("timer");
            Q_EMIT job->again();
        });
        auto other = eager([&]() -> Coro<> {
            co_await qCoro(job.get(), &Job::again);
            job.reset();
            log("job");
        });
        VERIFY_UNTIL(task.isReady() && other.isReady());
        COMPARE_LOG(log, "timer job");
    }

    void theAwaitedTaskGoesBefore()
    {
        // What the awaited coroutine had is gone when the awaiter goes on, and so is what was moved into the bridge.
        struct Says
        {
            explicit Says(Log &l) : log(&l) {}
            Says(Says &&other) noexcept : log(std::exchange(other.log, nullptr)) {}
            ~Says()
            {
                if (log)
                    (*log)("gone");
            }
            Log *log;
        };
        struct Awaitable : Says
        {
            Awaitable(Log &l, Trigger &t) : Says(l), trigger(t) {}
            Awaitable(Awaitable &&) noexcept = default;
            bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> handle) noexcept { trigger.await_suspend(handle); }
            void await_resume() const noexcept {}
            Trigger &trigger;
        };
        Log log;
        Trigger trigger;
        const auto body = [&]() -> QCoro::Task<> {
            const Says says(log);
            co_await trigger;
        };
        auto task = eager([&]() -> Coro<> {
            co_await body();
            log("first");
            co_await Awaitable(log, trigger);
            log("second");
        });
        trigger.fire();
        COMPARE_LOG(log, "gone first");
        trigger.fire();
        COMPARE_LOG(log, "gone first gone");
        spin();
        COMPARE_LOG(log, "gone first gone second");
        QVERIFY(task.isReady());
    }

    void cancelledInTheLastMoment()
    {
        Log log;
        Trigger trigger;
        ValueTask<> task;
        const auto body = [&]() -> QCoro::Task<> {
            co_await trigger;
            task.cancel(); // its awaiter is woken here, and the bridge finds nobody
        };
        task = eager([&]() -> Coro<> {
            try {
                co_await body();
                log("?");
            } catch (const Cancelled &) {
                log("cancelled");
            }
        });
        trigger.fire();
        COMPARE_LOG(log, "");
        spin();
        COMPARE_LOG(log, "cancelled");
        QVERIFY(task.isReady());
    }
};

QTEST_GUILESS_MAIN(TestQCoroTurnsGone)
#include "tst_qcoro_turns_gone.moc"
