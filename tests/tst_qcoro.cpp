// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Coroutines of ours that await what QCoro's do; the other way round is in tst_qcoro_task.

#include <qeager/qeager.h>

#include "shared/legacy.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroFuture>
#include <QCoroThread>
#include <QCoroTimer>

#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>

#include <coroutine>
#include <stdexcept>
#include <thread>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(QCoro::Awaitable<Coro<int>> && QCoro::Awaitable<Coro<>>);
static_assert(QCoro::Awaitable<ValueTask<int>> && QCoro::Awaitable<ValueTask<MoveOnly>>);
static_assert(QCoro::Awaitable<Task<int>> && QCoro::Awaitable<Task<>>);
static_assert(detail::QCoroCanAwait<QCoro::Task<int>> && detail::QCoroCanAwait<std::suspend_never>);
static_assert(!detail::QCoroCanAwait<int> && !detail::QCoroCanAwait<QString>);

namespace {

//! A hand-written awaitable: resumed by whoever calls fire().
struct Trigger
{
    int value = 0;
    bool isReady = false;
    std::coroutine_handle<> waiting{};

    bool await_ready() const noexcept { return isReady; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { waiting = handle; }
    int await_resume() const noexcept { return value; }
    void fire(int result)
    {
        value = result;
        std::exchange(waiting, {}).resume();
    }
};

//! The same, which decides only when it is asked whether it suspends at all.
struct Deciding
{
    Trigger &trigger;

    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> handle) noexcept
    {
        trigger.waiting = trigger.isReady ? std::coroutine_handle<>() : handle;
        return !trigger.isReady;
    }
    int await_resume() const noexcept { return trigger.value; }
};

bool atHome() { return QThread::currentThread() == QCoreApplication::instance()->thread(); }

} // namespace

class TestQCoro : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rule14_chainsThroughBothWorlds()
    {
        Log log;
        const auto inner = [&](bool suspend) -> QCoro::Task<int> {
            log("inner");
            co_return co_await legacy(1, suspend);
        };
        const auto middle = [&](bool suspend) -> Coro<int> {
            log("middle");
            const int value = co_await inner(suspend);
            log("middle", value);
            co_return value + 1;
        };
        const auto outer = [&](bool suspend) -> QCoro::Task<int> {
            log("outer");
            const int value = co_await middle(suspend);
            log("outer", value);
            co_return value + 1;
        };
        const auto inlineTask = outer(false);
        QVERIFY(inlineTask.isReady());
        COMPARE_LOG(log, "outer middle inner middle1 outer2");
        log.clear();
        auto task = eager(outer, true);
        COMPARE_LOG(log, "outer middle inner");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "outer middle inner middle1 outer2");
        QCOMPARE(task.result(), 3);
    }

    void rule14_whatIsReadyDoesNotSuspend()
    {
        auto task = expectInline([] {
            return eager([]() -> Coro<int> {
                co_await std::suspend_never();
                QCoro::Task<int> lvalue = legacy(1, false);
                const int first = co_await lvalue;
                Trigger trigger{.value = 10, .isReady = true};
                co_return first + co_await trigger + co_await legacy(100, false);
            });
        });
        QVERIFY(!task.isTask());
        QCOMPARE(task.result(), 111);
        auto function = expectInline([] { return eager(&legacy, 5, false); });
        QCOMPARE(function.result(), 5);
    }

    void startsFunctionsThatReturnQCoroTasks()
    {
        auto task = eager(&legacy, 42, true);
        QVERIFY(!task.isReady());
        auto object = eager(legacy(43)); // it runs already
        const auto posted = post(legacy(44));
        VERIFY_UNTIL(task.isReady() && object.isReady() && posted.isDone());
        QCOMPARE(task.result() + object.result() + posted.result(), 42 + 43 + 44);
    }

#if __has_include(<QCoroLazyTask>)
    void lazyTasks()
    {
        const auto lazy = [](int value, bool suspend) -> QCoro::LazyTask<int> {
            co_return co_await legacy(value, suspend);
        };
        auto inlineTask =
            expectInline([&] { return eager([&]() -> Coro<int> { co_return co_await lazy(1, false); }); });
        QCOMPARE(inlineTask.result(), 1);
        auto task = eager([&]() -> Coro<int> { co_return co_await lazy(2, true); });
        auto function = eager(lazy, 3, true);
        VERIFY_UNTIL(task.isReady() && function.isReady());
        QCOMPARE(task.result() + function.result(), 5);
    }
#endif

    void exceptionsBothWays()
    {
        for (const bool suspend : {false, true}) {
            auto task = eager([suspend]() -> Coro<> { co_await legacyFailing(suspend); });
            VERIFY_UNTIL(task.isReady());
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());

            Log log;
            const auto coroutine = [&log](bool s) -> QCoro::Task<> {
                try {
                    co_await oursFailing(s);
                } catch (const std::runtime_error &e) {
                    log(e.what());
                }
                try {
                    co_await eager(oursFailing(s));
                } catch (const std::runtime_error &e) {
                    log(e.what());
                }
                Coro<> none;
                try {
                    co_await none;
                } catch (const InvalidState &) {
                    log("InvalidState");
                }
            };
            QCoro::waitFor(coroutine(suspend));
            COMPARE_LOG(log, "ours ours InvalidState");
        }
    }

    void rule14_customAwaitables()
    {
        Log log;
        Trigger trigger;
        auto task = eager([&]() -> Coro<int> { co_return co_await trigger; });
        QVERIFY(!task.isReady());
        const Cost cost;
        trigger.fire(7);
        QVERIFY(!task.isReady()); // queued, not resumed on the stack of whoever completes it
        spin();
        QCOMPARE(task.result(), 7);
        QCOMPARE(cost().eventsPosted, quint64(1));
    }

    void rule14_awaitablesThatDecideLate()
    {
        Trigger trigger{.value = 5, .isReady = true};
        const auto body = [&]() -> Coro<int> { co_return co_await Deciding{trigger}; };
        const auto inlined = expectInline([&] { return eager(body); });
        QCOMPARE(inlined.result(), 5);
        trigger.isReady = false;
        const auto task = eager(body);
        QVERIFY(!task.isReady());
        trigger.fire(6);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 6);
    }

    void referencesStayReferences()
    {
        struct Refers : Trigger
        {
            explicit Refers(int &to) : target(&to) {}
            int &await_resume() const noexcept { return *target; }
            int *target;
        };
        //! What it refers to is its own, or its awaiter's.
        struct Holds : Trigger
        {
            explicit Holds(Trigger **where) : pointer(where) {}
            Holds(Holds &&other) noexcept : Trigger(other), text(std::move(other.text)), pointer(other.pointer) {}
            bool await_ready() noexcept
            {
                *pointer = this; // it has been moved for the last time
                return isReady;
            }
            const QString &await_resume() const noexcept { return text; }
            QString text = QStringLiteral("a text that is longer than what fits into an object");
            Trigger **pointer;
        };
        struct GivesHolds
        {
            explicit GivesHolds(Trigger **where) : pointer(where) {}
            Holds operator co_await() const { return Holds(pointer); }
            Trigger **pointer;
        };
        static_assert(std::is_same_v<detail::ForeignResult<Refers>, int &>);
        static_assert(std::is_same_v<detail::ForeignResult<Holds &>, const QString &>);
        static_assert(std::is_same_v<detail::AwaitResult<Refers>, int>);

        Log log;
        int value = 1;
        Trigger *waiting = nullptr;
        Refers refers(value);
        auto task = eager([&]() -> Coro<> {
            int &first = co_await refers;
            first = 2;
            log((co_await Holds(&waiting)).size());
            log((co_await GivesHolds(&waiting)).size());
        });
        refers.fire(0);
        spin();
        QCOMPARE(value, 2);
        for (int i = 0; i < 2; ++i) {
            waiting->fire(0);
            spin();
        }
        COMPARE_LOG(log, "51 51");
        QVERIFY(task.isReady());

        refers.isReady = true;
        auto readyTask = expectInline([&] {
            return eager([&]() -> Coro<> {
                int &same = co_await refers;
                same = 3;
                co_return;
            });
        });
        QCOMPARE(value, 3);
        QVERIFY(readyTask.isReady());

        for (int i = 0; i < 2; ++i) { // nobody is there when they complete, or has not been since
            auto given = eager([&]() -> Coro<> { log((co_await Holds(&waiting)).size()); });
            if (i == 0)
                waiting->fire(0);
            given.cancel();
            spin();
            if (i == 1)
                waiting->fire(0);
            QVERIFY(given.isCancelled());
        }
        COMPARE_LOG(log, "51 51");
    }

    void rule11_completedOnAnotherThread()
    {
        Trigger trigger;
        auto task = eager([&]() -> Coro<bool> { co_return co_await trigger == 7 && atHome(); });
        std::thread([&] { trigger.fire(7); }).join();
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.result());

        QThread thread;
        thread.start();
        auto moved = eager([&]() -> Coro<QString> {
            const auto move = [](QThread *to) -> QCoro::Task<bool> {
                co_await QCoro::moveToThread(to);
                co_return QThread::currentThread() == to;
            };
            const bool there = co_await move(&thread);
            co_return QStringLiteral("%1%2").arg(there).arg(atHome());
        });
        VERIFY_UNTIL(moved.isReady());
        QCOMPARE(moved.result(), QStringLiteral("11"));
        thread.quit();
        QVERIFY(thread.wait());
    }

    void rule14_aCancelledTaskLeavesTheForeignOneAlone()
    {
        Log log;
        QPromise<int> promise;
        promise.start();
        Trigger trigger;
        const auto foreign = [&]() -> QCoro::Task<Tracked> {
            const int value = co_await promise.future();
            log("foreign", value);
            co_return Tracked(value);
        };
        auto task = eager([&]() -> Coro<> {
            try {
                static_cast<void>(co_await foreign());
            } catch (const Cancelled &e) {
                log(e.message());
            }
        });
        auto other = eager([&]() -> Coro<> { co_await trigger; });
        QVERIFY(task.cancel(QStringLiteral("enough")));
        QVERIFY(other.cancel());
        spin();
        COMPARE_LOG(log, "enough");
        QVERIFY(task.isReady());
        QVERIFY(other.isCancelled());
        trigger.fire(7); // what they end with is dropped, and with it their bridges
        promise.addResult(7);
        promise.finish();
        VERIFY_UNTIL(log.words().endsWith(QLatin1Char('7')));
        COMPARE_LOG(log, "enough foreign7");
        QCOMPARE(Tracked::alive, 0);
    }
};

QTEST_GUILESS_MAIN(TestQCoro)
#include "tst_qcoro.moc"
