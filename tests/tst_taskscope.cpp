// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: scopes.

#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/endless.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::copyable<TaskScope> && !std::movable<TaskScope> && std::default_initializable<TaskScope>);

class TestTaskScope : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void rule9_theDestructorEndsWhatIsLeft()
    {
        TaskHandle a;
        {
            TaskScope scope;
            a = scope.eager(endless(log, "a")).task();
            scope.post(endless(log, "b"));
            spin();
            QCOMPARE(scope.size(), 2);
            log("leaving");
        }
        log("left");
        COMPARE_LOG(log, "a b leaving ~a ~b left");
        QVERIFY(a.isDone());
        QVERIFY(a.isCancelled());
    }
    void whatFinishesIsNoLongerInIt()
    {
        TaskScope scope;
        expectInline([&] { return scope.eager([]() -> Coro<int> { co_return 1; }); });
        auto value = scope.eager([]() -> Coro<int> {
            co_await yieldNow();
            co_return 2;
        });
        QCOMPARE(scope.size(), 1);
        VERIFY_UNTIL(value.isReady());
        QVERIFY(scope.isEmpty());
    }
    void rule9_anAwaitWhileClosingThrowsAgain()
    {
        {
            TaskScope scope;
            scope.eager([this]() -> Coro<void> {
                try {
                    co_await sleep(1h);
                } catch (const Cancelled &) {
                    log("first");
                }
                try {
                    co_await yieldNow();
                } catch (const Cancelled &) {
                    log("second");
                }
                try {
                    co_await sleep(1h);
                } catch (const Cancelled &) {
                    log("third");
                }
            });
            log("leaving");
        }
        COMPARE_LOG(log, "leaving first second third");
    }
    void rule9_oneThatDoesNotEndIsDestroyed()
    {
        Messages messages;
        {
            TaskScope scope;
            scope.eager(
                [t = Tracked()]() -> Coro<void> {
                    for (;;) {
                        try {
                            co_await sleep(1h);
                        } catch (const Cancelled &) {
                        }
                    }
                },
                {.name = QStringLiteral("stubborn")});
        }
        QCOMPARE(messages.take(),
                 QStringLiteral("stubborn did not end when it was closed: it kept awaiting. Its frame is destroyed."));
    }
    void rule9_aPostedStartThatHasNotRunNeverRuns()
    {
        Messages messages;
        {
            TaskScope scope;
            scope.post(endless(log, "posted"), {.name = QStringLiteral("late")});
        }
        spin(2);
        COMPARE_LOG(log, "");
        QCOMPARE(messages.take(), QStringLiteral("late never began: it was closed before its turn came."));
    }
    void cancelAsksThemAll()
    {
        TaskScope scope;
        auto a = scope.eager(endless(log, "a")), b = scope.eager(endless(log, "b"));
        scope.cancel(QStringLiteral("enough"));
        log("asked");
        VERIFY_UNTIL(scope.isEmpty());
        COMPARE_LOG(log, "a b asked ~a ~b");
        QVERIFY(a.isCancelled());
        QVERIFY(b.isCancelled());
    }
    // It has been told of both when its await throws; what it returns after that is its outcome.
    void askedAndClosedWhileItRuns()
    {
        TaskScope scope;
        const auto task = scope.eager([&]() -> Coro<int> {
            co_await yieldNow();
            currentTask().cancel();
            scope.close();
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) {
                log("told");
            }
            co_return 7;
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "told");
        QCOMPARE(task.result(), 7);
    }
    void oneThatHasEndedIsNotInIt()
    {
        TaskScope scope;
        scope.add(eager([]() -> Coro<int> { co_return 1; }).task());
        QVERIFY(scope.isEmpty());
    }
    void itCanBeUsedAgainAfterClose()
    {
        TaskScope scope;
        scope.eager(endless(log, "a"));
        scope.close();
        scope.eager(endless(log, "b"));
        COMPARE_LOG(log, "a ~a b");
    }
    void destroyedByATaskInItsEagerPhase()
    {
        auto scope = std::make_unique<TaskScope>();
        auto task = scope->eager([&]() -> Coro<void> {
            const Guard guard{log, "in"};
            scope.reset();
            log("reset");
            co_await sleep(1h);
            log("never");
        });
        COMPARE_LOG(log, "reset ~in");
        QVERIFY(task.isCancelled());
    }
    void destroyedByAThenCallback()
    {
        auto scope = std::make_unique<TaskScope>();
        auto first = scope->eager([]() -> Coro<void> { co_await yieldNow(); });
        auto second = scope->eager(endless(log, "second"));
        first.then(this, [&] {
            scope.reset();
            log("reset");
        });
        VERIFY_UNTIL(second.isReady());
        COMPARE_LOG(log, "second ~second reset");
    }
    void theAwaiterOfAClosedTaskIsQueued()
    {
        std::optional<TaskScope> scope(std::in_place);
        auto inner = scope->eager(endless(log, "inner"));
        auto outer = eager([](ValueTask<void> v, Log &words) -> Coro<void> {
            try {
                co_await std::move(v);
            } catch (const Cancelled &) {
                words("outer");
            }
        }(std::move(inner), log));
        scope.reset();
        log("reset");
        VERIFY_UNTIL(outer.isReady());
        COMPARE_LOG(log, "inner ~inner reset outer");
    }
    void whatAClosedTaskAwaitsIsAskedToEnd()
    {
        std::optional<TaskScope> scope(std::in_place);
        TaskHandle inner;
        scope->eager([this, &inner]() -> Coro<void> {
            auto child = eager(endless(log, "child"));
            inner = child.task();
            co_await std::move(child);
        });
        scope.reset();
        log("reset");
        VERIFY_UNTIL(inner.isDone());
        COMPARE_LOG(log, "child reset ~child");
        QVERIFY(inner.isCancelled());
    }
    void addTakesOver()
    {
        TaskScope a;
        Task<void> task = a.post(endless(log, "t"));
        {
            TaskScope b;
            b.add(task);
            QVERIFY(a.isEmpty());
            spin();
        }
        QVERIFY(task.isCancelled());
        QVERIFY_THROWS_EXCEPTION(InvalidState, a.add(TaskHandle()));
    }
};

QTEST_GUILESS_MAIN(TestTaskScope)
#include "tst_taskscope.moc"
