// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// awaitSync() and an await that would have to wait: it does not begin to, and the place is told. How the coroutine is
// unwound then is in tst_awaitsync_unwound.

#include <qeager/awaitsync.h>
#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/qcoro.h>
#include <qeager/timeout.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/refusal.h"
#include "shared/tracked.h"
#include "shared/trigger.h"

#include <QtCore/qpromise.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qtimer.h>

#include <atomic>
#include <memory>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

class TestAwaitSyncWaiting : public QObject
{
    Q_OBJECT
    Log log;
    int line = 0; // of the await that is to be refused

    //! \a body has a Guard "inner", and awaits in the line it says.
    template <typename Body>
    void expectRefusal(const Body &body, quint64 tasksCreated = 0)
    {
        const auto outer = [&]() -> Coro<> {
            const Guard guard{log, "outer"};
            const Tracked tracked;
            try {
                co_await body();
            } catch (const WouldBlock &e) {
                log("seen:", int(e.place().line()) == line);
                throw;
            }
        };
        Messages messages;
        const Cost cost;
        const auto place = refusal(outer);
        QVERIFY(place);
        QCOMPARE(place->file, QString::fromUtf8(__FILE__));
        QCOMPARE(place->line, line);
        COMPARE_LOG(log, "~inner seen:true ~outer");
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(cost().tasksCreated, tasksCreated);
        QCOMPARE(cost().eventsPosted, 0U);
        QCOMPARE(cost().loopTurns, 0U);
        QCOMPARE(messages.take(), QString());
        log.clear();
    }

Q_SIGNALS:
    void signalled(int value);

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void aSleep()
    {
        expectRefusal([this]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await sleep(1ns);
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        expectRefusal([this]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await 1h;
            log("never");
        });
    }
    void aSignal()
    {
        expectRefusal([this]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            log(co_await signal(this, &TestAwaitSyncWaiting::signalled));
        });
        if (QTest::currentTestFailed())
            return;
        emit signalled(1);
        spin(2);
        COMPARE_LOG(log, "");
    }
    void aTimer()
    {
        QTimer timer;
        timer.start(1h);
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await timer;
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        QVERIFY(timer.isActive());
    }
    void aFuture()
    {
        QPromise<int> promise;
        promise.start();
        const QFuture<int> future = promise.future();
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            log(co_await future);
        });
        if (QTest::currentTestFailed())
            return;
        QVERIFY(!future.isCanceled());
        promise.addResult(1);
        promise.finish();
        spin(2);
        COMPARE_LOG(log, "");
    }
    void anOffloadWhoseFunctionNeverRuns()
    {
        QThreadPool pool;
        std::atomic_bool ran = false;
        const auto held = std::make_shared<int>();
        const auto function = [&ran, held] { ran = true; };
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await offload(function, &pool);
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        pool.waitForDone();
        QVERIFY(!ran);
        QCOMPARE(held.use_count(), 2); // the one in `function`
    }
    void aPendingTask()
    {
        Task<> task = post(yielder(log, "task"));
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await task;
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        VERIFY_UNTIL(task.isDone());
        QVERIFY(!task.isCancelled());
        COMPARE_LOG(log, "task");
    }
    void aPendingValueTaskWhichRunsOn()
    {
        auto task = eager(yielder(log, "task"));
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await std::move(task);
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "task");
    }
    void aForeignAwaitable()
    {
        const auto frame = std::make_shared<int>();
        const auto legacy = [](Trigger trigger, std::shared_ptr<int>) -> QCoro::Task<> { co_await trigger; };
        Trigger trigger;
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await trigger;
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        QVERIFY(trigger.fire()); // it goes on, and nobody is told
        expectRefusal([&]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await legacy(trigger, frame);
            log("never");
        });
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(frame.use_count(), 2);
        QVERIFY(trigger.fire());
        QCOMPARE(frame.use_count(), 1);
        spin(2);
        COMPARE_LOG(log, "");
    }
    void severalOfWhichOneIsPending()
    {
        const Task<> task = post(yielder(log, "task"));
        expectRefusal(
            [&]() -> Coro<> {
                const Guard guard{log, "inner"};
                line = __LINE__ + 1;
                co_await gather(ready(), task);
                log("never");
            },
            1); // gather()'s own
        if (QTest::currentTestFailed())
            return;
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "task");
    }
    void theInnermostAwaitOfACoroutine()
    {
        const auto inner = [this]() -> Coro<> {
            const Guard guard{log, "inner"};
            line = __LINE__ + 1;
            co_await sleep(1h);
            log("never");
        };
        expectRefusal([&]() -> Coro<> { co_await inner(); });
        if (QTest::currentTestFailed())
            return;
        expectRefusal([&]() -> Coro<> { co_await withTimeout(1h, inner()); });
        if (QTest::currentTestFailed())
            return;
        expectRefusal([&]() -> Coro<> { co_await withTimeout(1h, [&](Timeout &) { return inner(); }); });
    }
    void theAwaitAfterOthersOfTheSameCoroutine()
    {
        expectRefusal([this]() -> Coro<> {
            const Guard guard{log, "inner"};
            co_await ready();
            co_await yieldNow();
            line = __LINE__ + 1;
            co_await sleep(1h);
            co_await ready();
        });
    }
    void noCoroutineOfOnesOwn()
    {
        const Task<> task = post(yielder(log, "task"));
        QVERIFY(refusal(task)); // where it stands is a line of QEager's
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "task");
    }
};

QTEST_GUILESS_MAIN(TestAwaitSyncWaiting)
#include "tst_awaitsync_waiting.moc"
