// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: scopes, owners, and leaving an owner.

#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::copyable<TaskScope> && !std::movable<TaskScope> && std::default_initializable<TaskScope>);

namespace {

// Logs how its coroutine ends.
struct Guard
{
    Log &log;
    const char *name;
    ~Guard() { log("~", name); }
};

Coro<void> endless(Log &log, const char *name)
{
    const Guard guard{log, name};
    log(name);
    co_await sleep(1h);
    log("never");
}

} // namespace

class Page : public QObject
{
    Q_OBJECT
public:
    explicit Page(Log &l) : log(l) {}
    Coro<int> load(int n)
    {
        const Guard guard{log, "load"};
        log("load", n);
        if (n == 0)
            co_return m_value;
        co_await sleep(1h);
        co_return m_value;
    }
    ValueTask<int> reload()
    {
        const Guard guard{log, "reload"};
        co_await sleep(1h);
        co_return m_value;
    }
    Coro<void> save()
    {
        Log &words = log; // from the await after detaching on, this may be gone
        co_await detachFromOwner();
        co_await yieldNow();
        words("saved");
    }
    Coro<void> saveLater()
    {
        Log &words = log;
        co_await yieldNow();
        co_await detachFromOwner();
        words("detached");
        co_await yieldNow();
        words("saved");
    }
    Coro<void> diesHimself()
    {
        Log &words = log;
        const Guard guard{words, "self"};
        delete this;
        words("deleted");
        co_await sleep(1h);
        words("never");
    }
    Log &log;
    int m_value = 7;
};

class TestTaskScope : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        spin(3);
        QCOMPARE(allTasks().size(), 0);
        QCOMPARE(Tracked::alive, 0);
    }

    void theDestructorEndsWhatIsLeft()
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
        QVERIFY(a.isDone() && a.isCancelled());
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
    void anAwaitWhileClosingThrowsAgain()
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
            });
            log("leaving");
        }
        COMPARE_LOG(log, "leaving first second");
    }
    void oneThatDoesNotEndIsDestroyed()
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
    void aPostedStartThatHasNotRunNeverRuns()
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
        QVERIFY(a.isCancelled() && b.isCancelled());
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

    // Owners
    void anOwnerThatDiesEndsItsTasks()
    {
        auto owner = std::make_unique<QObject>();
        auto a = eager(endless(log, "a"), {.owner = owner.get()});
        const auto b = post(endless(log, "b"), {.owner = owner.get()});
        spin();
        owner.reset();
        log("gone");
        COMPARE_LOG(log, "a b ~a ~b gone");
        QVERIFY(a.isCancelled() && b.isCancelled());
    }
    void anOwnerCostsNothingWithoutASuspension()
    {
        QObject owner;
        expectInline([&] { return eager([]() -> Coro<int> { co_return 1; }, {.owner = &owner}); });
    }
    void anOwnerThatDiesInTheEagerPhase()
    {
        auto owner = std::make_unique<QObject>();
        auto value = eager(
            [&]() -> Coro<void> {
                const Guard guard{log, "in"};
                owner.reset();
                log("reset");
                co_await sleep(1h);
                log("never");
            },
            {.owner = owner.get()});
        COMPARE_LOG(log, "reset ~in");
        QVERIFY(value.isCancelled());
    }
    void anOwnerThatOutlivesItsTaskIsLeftAlone()
    {
        Page owner(log);
        auto value = eager([]() -> Coro<void> { co_await yieldNow(); }, {.owner = &owner});
        VERIFY_UNTIL(value.isReady());
    }
    void anOwnerOnAnotherThreadCancels()
    {
        QThread thread;
        thread.start();
        auto *owner = new QObject;
        owner->moveToThread(&thread);
        auto value = eager(endless(log, "a"), {.owner = owner});
        QMetaObject::invokeMethod(owner, [owner] { delete owner; });
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        thread.quit();
        QVERIFY(thread.wait());
    }

    // A member coroutine's object is its owner without being told.
    void memberCoroutines_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("Coro") << 0;
        QTest::newRow("ValueTask") << 1;
        QTest::newRow("member pointer") << 2;
        QTest::newRow("posted") << 3;
        QTest::newRow("createTask") << 4;
    }
    void memberCoroutines()
    {
        QFETCH(int, how);
        auto page = std::make_unique<Page>(log);
        Task<int> task;
        switch (how) {
        case 0:
            task = eager(page->load(1)).task();
            break;
        case 1:
            task = page->reload().task();
            break;
        case 2:
            task = eager(&Page::load, page.get(), 1).task();
            break;
        case 3:
            task = post(page->load(1));
            break;
        case 4:
            task = createTask(page->load(1), {.eagerStart = true});
            break;
        }
        spin();
        log("delete");
        page.reset();
        log("deleted");
        QVERIFY(log.words().endsWith(how == 1 ? QLatin1String("delete ~reload deleted")
                                              : QLatin1String("load1 delete ~load deleted")));
        QVERIFY(task.isCancelled());
    }
    void aMemberCoroutineThatFinishesInline()
    {
        Page page(log);
        QCOMPARE(expectInline([&] { return eager(page.load(0)); }).result(), 7);
    }
    void aMemberCoroutineThatDeletesItsObject()
    {
        auto *page = new Page(log);
        auto value = eager(page->diesHimself());
        COMPARE_LOG(log, "deleted ~self");
        QVERIFY(value.isCancelled());
    }
    void detachFromOwner_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("in the eager phase") << false;
        QTest::newRow("after a suspension") << true;
    }
    void detachFromOwner()
    {
        QFETCH(bool, later);
        auto page = std::make_unique<Page>(log);
        auto value = later ? eager(page->saveLater()) : eager(page->save());
        if (later)
            VERIFY_UNTIL(log.words() == QLatin1String("detached"));
        page.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(!value.isCancelled());
        QVERIFY(log.words().endsWith(QLatin1String("saved")));
    }
};

QTEST_GUILESS_MAIN(TestTaskScope)
#include "tst_taskscope.moc"
