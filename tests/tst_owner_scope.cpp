// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: member coroutines of a class that has a taskScope() are in that scope without being told. What becomes of
// them when the object, or its scope, goes is in tst_owner_scope_ends.

#include <qeager/awaitsync.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include <QtCore/qthread.h>

#include "shared/ending.h"
#include "shared/endless.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"
#include "shared/withscope.h"

#include <functional>
#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Later;
Coro<int> ofLater(Later &, Log &log) // whose class is not complete here
{
    const Guard guard{log, "ofLater"};
    co_await sleep(1h);
    co_return 0;
}

class Derived : public Busy
{
public:
    using Busy::Busy;
    ValueTask<> more()
    {
        const auto guard = qScopeGuard([this] { log("~more", m_names.size()); });
        co_await sleep(1h);
    }
};

class Later : public Plain
{
public:
    TaskScope &taskScope() const { return m_tasks; }

private:
    mutable TaskScope m_tasks;
};

class Private
{
    [[maybe_unused]] TaskScope &taskScope();
};
struct Other
{
    int &taskScope();
};
static_assert(detail::HasTaskScope<Busy> && detail::HasTaskScope<const Busy> && detail::HasTaskScope<Derived>);
static_assert(!detail::HasTaskScope<Private> && !detail::HasTaskScope<Other> && !detail::HasTaskScope<QObject>);

Coro<int> freeFunction(Busy &busy, int n) { return busy.load(n); }
Coro<int> freeCoroutine(Busy &busy, int n) { co_return co_await busy.load(n); }

} // namespace

class TestOwnerScope : public QObject
{
    Q_OBJECT
    Log log;

    template <typename T>
    void endsInItsScope(const std::function<Task<int>(WithScope<T> *)> &start)
    {
        auto object = std::make_unique<WithScope<T>>(log);
        const Task<int> task = start(object.get());
        VERIFY_UNTIL(log.words() == QLatin1String("1"));
        QCOMPARE(object->taskScope().size(), 1);
        object.reset();
        log("gone");
        COMPARE_LOG(log, "1 dying ~1 gone");
        QVERIFY(task.isCancelled());
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void rule9_everyStart()
    {
        const std::function<Task<int>(Busy *)> ways[] = {
            [](Busy *b) { return eager(b->load(1)).task(); },
            [](Busy *b) { return b->reload(1).task(); },
            [](Busy *b) { return post(b->load(1)); },
            [](Busy *b) { return createTask(b->load(1), {.eagerStart = true}); },
            [](Busy *b) { return eager(&Busy::load, b, 1).task(); },
            [](Busy *b) { return eager(&Busy::reload, std::ref(*b), 1).task(); },
            [](Busy *b) { return eager([b] { return b->load(1); }).task(); },
            [](Busy *b) { return post([b] { return b->reload(1); }); },
            [](Busy *b) { return eager(freeFunction(*b, 1)).task(); },
            [](Busy *b) { return eager(freeCoroutine(*b, 1)).task(); },
            [](Busy *b) { return b->taskScope().eager(b->load(1)).task(); },
            [](Busy *b) {
                const StartPolicyScope posted({.maxDepth = 0});
                return b->reload(1).task();
            },
        };
        for (const auto &start : ways) {
            log.clear();
            endsInItsScope<Plain>(start);
            if (QTest::currentTestFailed())
                return;
        }
    }
    void rule9_aQObjectThatHasAScope() // which goes before QObject::destroyed
    {
        endsInItsScope<QObject>([](BusyObject *b) { return b->reload(1).task(); });
        if (QTest::currentTestFailed())
            return;
        log.clear();
        endsInItsScope<QObject>([](BusyObject *b) { return eager(&BusyObject::load, std::as_const(b), 1).task(); });
    }
    void partsOfSeveral()
    {
        auto busy = std::make_unique<Busy>(log);
        auto all = gather(busy->load(1), busy->load(2));
        VERIFY_UNTIL(busy->taskScope().size() == 2 && busy->m_names.size() == 2);
        busy.reset();
        QVERIFY(log.words().endsWith(QLatin1String("dying ~2 ~1"))); // a guard takes the last name, whoever made it
        VERIFY_UNTIL(all.isReady());
        QVERIFY(all.isCancelled());
    }
    void constMembersAndDerivedClasses()
    {
        auto derived = std::make_unique<Derived>(log);
        derived->m_names.append(QStringLiteral("name"));
        const Busy &base = *derived;
        auto a = eager(base.look());
        auto b = derived->more();
        QCOMPARE(derived->taskScope().size(), 2);
        derived.reset();
        COMPARE_LOG(log, "dying ~look ~more1");
        QVERIFY(a.isCancelled());
        QVERIFY(b.isCancelled());
    }
    void aClassThatIsNotCompleteYet()
    {
        Later later;
        auto value = eager(ofLater(later, log));
        QCOMPARE(later.taskScope().size(), 1);
        later.taskScope().close();
        COMPARE_LOG(log, "~ofLater");
        QVERIFY(value.isCancelled());
    }
    void rule9_oneThatFinishesInlineCostsNothing()
    {
        Busy busy(log);
        QCOMPARE(expectInline([&] { return eager(busy.load(0)); }).result(), 0);
        QCOMPARE(expectInline([&] { return eager(&Busy::load, &busy, 0); }).result(), 0);
        QCOMPARE(awaitSync(busy.load(0)), 0);
        QVERIFY(busy.taskScope().isEmpty());
    }
    void anAwaitedOneBelongsToItsAwaiter()
    {
        auto busy = std::make_unique<Busy>(log), other = std::make_unique<Busy>(log);
        auto value = eager(freeCoroutine(*busy, 0)), pending = eager([&]() -> Coro<int> {
                                                         const Guard guard{log, "awaiter"};
                                                         co_return co_await other->look();
                                                     });
        QVERIFY(busy->taskScope().isEmpty());
        QVERIFY(other->taskScope().isEmpty());
        pending.cancel();
        VERIFY_UNTIL(pending.isReady());
        COMPARE_LOG(log, "0 ~0 ~look ~awaiter");
    }

    // Who else may have a say.
    void anotherScope()
    {
        TaskScope other;
        auto busy = std::make_unique<Busy>(log);
        auto a = other.eager(busy->look());
        const auto b = other.post([b = busy.get()] { return b->look(); });
        auto c = eager(busy->look());
        spin();
        QCOMPARE(other.size(), 2);
        other.add(c.task());
        QVERIFY(busy->taskScope().isEmpty());
        busy->taskScope().add(a.task());
        busy.reset();
        QCOMPARE(other.size(), 2);
        QVERIFY(a.isCancelled());
        QVERIFY(!b.isDone());
        QVERIFY(!c.isReady());
        other.close();
        COMPARE_LOG(log, "dying ~look ~look ~look");
    }
    void anOwnerThatIsNamed()
    {
        QObject owner;
        auto busy = std::make_unique<Busy>(log);
        auto a = eager(busy->look(), {.owner = &owner});
        auto b = eager([s = busy.get()] { return s->look(); }, {.owner = &owner});
        QVERIFY(busy->taskScope().isEmpty());
        busy.reset();
        QVERIFY(!a.isReady());
        QVERIFY(!b.isReady());
        a.cancel(), b.cancel();
        VERIFY_UNTIL(a.isReady() && b.isReady());
        COMPARE_LOG(log, "dying ~look ~look");
    }
    void detachFromOwner_data() { addPhases(); }
    void detachFromOwner()
    {
        QFETCH(bool, suspend);
        auto busy = std::make_unique<Busy>(log);
        auto value = eager(busy->leave(suspend));
        VERIFY_UNTIL(log.words() == QLatin1String("detached"));
        QVERIFY(busy->taskScope().isEmpty());
        busy.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(!value.isCancelled());
        COMPARE_LOG(log, "detached dying left");
    }
    void detachFromOwnerDoesNotLeaveAScopeThatWasNamed_data() { addPhases(); }
    void detachFromOwnerDoesNotLeaveAScopeThatWasNamed()
    {
        QFETCH(bool, suspend);
        auto busy = std::make_unique<Busy>(log);
        auto value = busy->taskScope().eager(busy->leave(suspend));
        VERIFY_UNTIL(log.words() == QLatin1String("detached"));
        busy.reset();
        COMPARE_LOG(log, "detached dying");
        QVERIFY(value.isCancelled());
    }

    // A scope is its thread's.
    void onAnotherThread()
    {
        QThread thread;
        thread.start();
        BusyObject busy(log);
        QVERIFY_THROWS_EXCEPTION(InvalidState, post(busy.load(1), {.thread = &thread}));
        QVERIFY_THROWS_EXCEPTION(InvalidState, eager(busy.load(1), {.thread = &thread}));
        const auto other = std::make_unique<QObject>();
        other->moveToThread(&thread);
        auto coro = busy.load(0), inlined = busy.load(0);
        const auto start = [&] {
            log(endingOf([&] { eager(std::move(coro)); }));
            log(endingOf([&] { createTask(std::move(inlined), {.eagerStart = true}); }));
        };
        QMetaObject::invokeMethod(other.get(), start, Qt::BlockingQueuedConnection);
        COMPARE_LOG(log, "InvalidState InvalidState"); // and no body has run
        log.clear();
        const auto future = eager(busy.load(0), {.owner = this, .thread = &thread}).toFuture();
        VERIFY_UNTIL(future.isFinished());
        COMPARE_LOG(log, "0 ~0");
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestOwnerScope)
#include "tst_owner_scope.moc"
