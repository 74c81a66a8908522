// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    withTimeout() of what is no Coro: functions without a Timeout &, and whatever else can be awaited.
*/

#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/shield.h>
#include <qeager/timeout.h>

#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/timeouttest.h"
#include "shared/tracked.h"

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <stop_token>

using namespace QEager;
using namespace std::chrono_literals;

class Sender : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void told(int value);
};

namespace {

using Told = decltype(QEager::signal(std::declval<Sender *>(), &Sender::told));
template <typename P>
using TimeoutOf = decltype(withTimeout(1s, std::declval<P>()));
template <typename P>
concept CanTimeOut = requires(P &&p) { withTimeout(1s, std::forward<P>(p)); };
static_assert(std::same_as<TimeoutOf<QFuture<MoveOnly>>, Coro<MoveOnly>> && std::same_as<TimeoutOf<Told>, Coro<int>>);
static_assert(std::same_as<TimeoutOf<QTimer &>, Coro<void>> && std::same_as<TimeoutOf<std::chrono::hours>, Coro<void>>);
static_assert(std::same_as<TimeoutOf<Coro<int> (*)()>, Coro<int>> &&
              std::same_as<TimeoutOf<QCoro::Task<int> (*)()>, Coro<int>>);
static_assert(std::same_as<TimeoutOf<ValueTask<QString> (*)()>, Coro<QString>> &&
              std::same_as<TimeoutOf<TaskHandle>, Coro<void>>);
static_assert(!CanTimeOut<Coro<int> &> && !CanTimeOut<ValueTask<int> &> && !CanTimeOut<int> && !CanTimeOut<int (*)()>);

Coro<int> five() { co_return 5; }

} // namespace

class TestTimeoutParts : public TimeoutTest
{
    Q_OBJECT
    std::unique_ptr<Sender> sender;

    Coro<int> nap(std::chrono::nanoseconds duration)
    {
        log("nap");
        try {
            co_await QEager::sleep(duration);
        } catch (const Cancelled &) {
            log("nap!");
            throw;
        }
        co_return 1;
    }

private Q_SLOTS:
    void init()
    {
        log.clear();
        sender = std::make_unique<Sender>();
    }
    void cleanup() { checkNothingIsLeft(2); }

    void aBodyWithoutATimeout()
    {
        QCOMPARE(expectInline([] { return eager(withTimeout(1h, five)); }).result(), 5);
        QCOMPARE(expectInline([] { return eager(withTimeout(1h, [](auto &&...) { return five(); })); }).result(), 5);
        QCOMPARE(endOf(withTimeout(1h, [this] { return nap(1ns); })), QStringLiteral("nap value/0"));
        QCOMPARE(endOf(withTimeout(0s, [this] { return nap(1h); })), QStringLiteral("nap nap! TimedOut/0"));
        QCOMPARE(endOf(withTimeout(0s, [this] { return eager(nap(1h)); })), QStringLiteral("nap nap! TimedOut/0"));
    }
    void theBodyIsCalledWhenTheTimeRuns()
    {
        TaskHandle inside;
        auto coro = withTimeout(1h, [this, &inside]() -> Coro<> {
            log("body");
            inside = currentTask();
            co_return;
        });
        log("made");
        const auto task = eager(std::move(coro), {.name = QStringLiteral("mine")});
        COMPARE_LOG(log, "made body");
        QCOMPARE(inside.name(), QStringLiteral("mine"));
        static_cast<void>(withTimeout(1h, [this] { return nap(1h); })); // never
        COMPARE_LOG(log, "made body");
    }
    void theBodyIsKeptUntilItEnds()
    {
        auto task = eager(withTimeout(1h, [tracked = Tracked(7)]() -> Coro<int> {
            co_await yieldNow();
            co_return tracked.value;
        }));
        QCOMPARE(Tracked::alive, 1);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 7);
    }
    void aReadyAwaitableCostsNothing()
    {
        const auto future = QtFuture::makeReadyFuture(3);
        QCOMPARE(expectInline([&] { return eager(withTimeout(1h, future)); }).result(), 3);
        const Task<int> done = eager(five()).task();
        expectInline([&] { return eager(withTimeout(1h, TaskHandle(done))); }).result();
        QTimer inactive;
        expectInline([&] { return eager(withTimeout(1h, inactive)); }).result();
    }
    void anAwaitableInTime()
    {
        QPromise<int> promise;
        promise.start();
        auto future = eager(withTimeout(1h, promise.future()));
        auto told = eager(withTimeout(1h, QEager::signal(sender.get(), &Sender::told)));
        Q_EMIT sender->told(4);
        promise.addResult(5);
        promise.finish();
        VERIFY_UNTIL(future.isReady() && told.isReady());
        QCOMPARE(future.result(), 5);
        QCOMPARE(told.result(), 4);
        QCOMPARE(endOf(withTimeout(1h, 1ns)), QStringLiteral("value/0"));
        const auto function = [] { return 6; };
        QCOMPARE(endOf(withTimeout(1h, offload(function))), QStringLiteral("value/0"));
        QTimer timer;
        timer.start(0ms);
        QCOMPARE(endOf(withTimeout(1h, timer)), QStringLiteral("value/0"));
    }
    void anAwaitableThatIsLateIsCancelled()
    {
        QPromise<int> promise;
        promise.start();
        QCOMPARE(endOf(withTimeout(1ns, promise.future())), QStringLiteral("TimedOut/0"));
        QVERIFY(promise.isCanceled());
        promise.finish();
        QCOMPARE(endOf(withTimeout(0s, QEager::signal(sender.get(), &Sender::told))), QStringLiteral("TimedOut/0"));
        Q_EMIT sender->told(4);
        QCOMPARE(endOf(withTimeout(1ns, 1h)), QStringLiteral("TimedOut/0"));
        const auto function = [](std::stop_token stop) {
            while (!stop.stop_requested())
                std::this_thread::yield();
        };
        QCOMPARE(endOf(withTimeout(1ns, offload(function))), QStringLiteral("TimedOut/0"));
        QTimer timer;
        timer.start(1h);
        QCOMPARE(endOf(withTimeout(1ns, timer)), QStringLiteral("TimedOut/0"));
        QVERIFY(timer.isActive());
    }
    void whatEndsItselfIsNoTimeout()
    {
        QPromise<int> failing, cancelled;
        failing.start();
        failing.setException(std::make_exception_ptr(std::runtime_error("no")));
        failing.finish();
        cancelled.start();
        cancelled.future().cancel();
        cancelled.finish();
        QCOMPARE(endOf(withTimeout(1h, failing.future())), QStringLiteral("no/0"));
        QVERIFY(endOf(withTimeout(1h, cancelled.future())).startsWith(QStringLiteral("Cancelled:")));
        const auto task = eager(outcome(withTimeout(1h, QEager::signal(sender.get(), &Sender::told))));
        log.clear();
        sender.reset();
        VERIFY_UNTIL(task.isReady());
        QVERIFY(log.words().startsWith(QStringLiteral("Cancelled:")));
    }
    void aHandleIsCancelled()
    {
        const Task<int> task = eager(nap(1h)).task();
        log.clear();
        const auto waiting = eager(outcome(withTimeout(0s, TaskHandle(task))));
        VERIFY_UNTIL(waiting.isReady());
        COMPARE_LOG(log, "nap! TimedOut/0");
        QVERIFY(task.isCancelled());
        const Task<int> shielded = eager(nap(1h)).task();
        QCOMPARE(endOf(withTimeout(0s, shield(shielded))), QStringLiteral("TimedOut/0"));
        QVERIFY(!shielded.isDone());
        shielded.cancel();
        VERIFY_UNTIL(shielded.isDone());
    }
    void severalInOneTime()
    {
        QPromise<int> promise;
        promise.start();
        const auto both = [&] { return gather(promise.future(), QEager::signal(sender.get(), &Sender::told)); };
        QCOMPARE(endOf(withTimeout(0s, both)), QStringLiteral("TimedOut/0"));
        QVERIFY(promise.isCanceled());
        promise.finish();
        auto quick = eager(race(withTimeout(1ns, 1h), withTimeout(1h, [this] { return nap(1h); })));
        VERIFY_UNTIL(quick.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, quick.result());
    }
    void insideACoroutine()
    {
        const auto ours = [this]() -> Coro<QString> {
            QTimer timer;
            timer.start(1h);
            try {
                co_await withTimeout(0s, timer);
            } catch (const TimedOut &) {
                log("timer");
            }
            const auto future = QtFuture::makeReadyFuture(QStringLiteral("x"));
            co_return co_await withTimeout(1h, future);
        };
        auto text = eager(ours);
        VERIFY_UNTIL(text.isReady());
        QCOMPARE(text.result(), QStringLiteral("x"));
        COMPARE_LOG(log, "timer");
    }
};

QTEST_GUILESS_MAIN(TestTimeoutParts)
#include "tst_timeout_parts.moc"
