// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startable.h>
#include <qeager/startpolicy.h>

#include "shared/loop.h"
#include "shared/tracked.h"

using namespace QEager;

namespace {

Coro<int> coro(int n) { co_return n; }
QCoro::Task<QString> foreign(QString s) { co_return s; }
ValueTask<int> self() { co_return 1; }

struct Cache : QObject
{
    Coro<int> load(int key) { co_return key *factor; }
    int factor = 10;
};

} // namespace

static_assert(Startable<Coro<int>> && Startable<Coro<int> &&> && Startable<QCoro::Task<>> && Startable<ValueTask<int>>);
static_assert(Startable<decltype(&coro), int> && Startable<decltype(&foreign), QString> && Startable<decltype(&self)>);
static_assert(Startable<decltype(&Cache::load), Cache *, int>);
static_assert(!Startable<decltype(&coro)>, "an argument is missing");
static_assert(!Startable<decltype(&coro), QString>, "the argument is of a wrong type");
static_assert(!Startable<int (*)(int), int> && !Startable<int> && !Startable<QFuture<int>>);
static_assert(!Startable<Coro<int> &> && Startable<Task<int> &>, "what can only be moved is given away in sight");
static_assert(!Startable<Coro<int>, int>, "a coroutine that exists takes no arguments");
static_assert(std::same_as<ResultOf<Coro<int>>, int> && std::same_as<ResultOf<Coro<>>, void>);
static_assert(std::same_as<ResultOf<decltype(&foreign), const char *>, QString>);

class TestStartable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindStarts()
    {
        QCOMPARE(eager(coro(1)).result(), 1);
        QCOMPARE(eager(coro, 2).result(), 2);
        QCOMPARE(eager(foreign(QStringLiteral("a"))).result(), QStringLiteral("a"));
        QCOMPARE(eager(foreign, "b").result(), QStringLiteral("b"));
        QCOMPARE(eager(self()).result(), 1);
        QCOMPARE(eager(&self).result(), 1);
        QCOMPARE(eager(ready(5)).result(), 5);
        Cache cache;
        QCOMPARE(eager(&Cache::load, &cache, 4).result(), 40);
        QCOMPARE(eager([factor = 3](int n) -> Coro<int> { co_return n *factor; }, 5).result(), 15);
    }
    void theCallableAndArgumentsLiveAsLongAsTheCoroutine()
    {
        QCOMPARE(Tracked::alive, 0);
        ValueTask<int> pending;
        {
            Tracked capture(40), argument(2);
            pending = eager(
                [capture](const Tracked &given) -> Coro<int> {
                    co_await yieldNow();
                    co_return capture.value + given.value; // both by reference to what the coroutine keeps
                },
                argument);
            QCOMPARE(Tracked::alive, 4);
        }
        QCOMPARE(Tracked::alive, 2);
        VERIFY_UNTIL(pending.isReady());
        QCOMPARE(pending.result(), 42);
        QCOMPARE(Tracked::alive, 0);
    }
    void aMoveOnlyArgumentIsMovedIn()
    {
        auto take = [](MoveOnly value) -> Coro<int> { co_return *value; };
        QCOMPARE(eager(take, std::make_unique<int>(7)).result(), 7);
    }
    // What stands in for it hears of its end as well if it never began.
    void aPostedValueTaskThatIsCancelled()
    {
        const StartPolicyScope posting({.maxDepth = 1});
        ValueTask<int> inner;
        auto outer = eager([&inner]() -> ValueTask<int> {
            inner = eager(coro(1));
            inner.cancel();
            return std::move(inner);
        });
        VERIFY_UNTIL(outer.isReady());
        QVERIFY(outer.isCancelled());
    }
    void aTaskIsStartableToo()
    {
        Task<int> shared = post(coro(3));
        auto waiting = eager(shared);
        QVERIFY(!waiting.isReady());
        VERIFY_UNTIL(waiting.isReady());
        QCOMPARE(waiting.result(), 3);
        QCOMPARE(shared.result(), 3);
    }
};

QTEST_GUILESS_MAIN(TestStartable)
#include "tst_startable.moc"
