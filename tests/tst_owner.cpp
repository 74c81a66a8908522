// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: owners, member coroutines, and leaving an owner.

#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include <QtCore/qthread.h>

#include "shared/endless.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"
#include "shared/tracked.h"

#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

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
    Coro<int> keep(Tracked)
    {
        log("kept");
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

Coro<int> loadFor(QObject &, Page *page) { co_return co_await page->load(1); }

class TestOwner : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void rule9_anOwnerThatDiesEndsItsTasks()
    {
        auto owner = std::make_unique<QObject>();
        auto a = eager(endless(log, "a"), {.owner = owner.get()});
        const auto b = post(endless(log, "b"), {.owner = owner.get()});
        spin();
        owner.reset();
        log("gone");
        COMPARE_LOG(log, "a b ~a ~b gone");
        QVERIFY(a.isCancelled());
        QVERIFY(b.isCancelled());
    }
    void rule9_anOwnerCostsNothingWithoutASuspension()
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
    void rule9_anOwnerOnAnotherThreadCancels()
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
    void rule9_memberCoroutines_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("Coro") << 0;
        QTest::newRow("ValueTask") << 1;
        QTest::newRow("member pointer") << 2;
        QTest::newRow("posted") << 3;
        QTest::newRow("createTask") << 4;
    }
    void rule9_memberCoroutines()
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
    void aMemberCoroutineWhoseObjectDiedBeforeItBegan()
    {
        const auto orphan = [this] { return std::make_unique<Page>(log)->load(0); };
        QVERIFY(eager(orphan()).isCancelled());
        QVERIFY(createTask(orphan(), {.eagerStart = true}).isCancelled());
        QVERIFY(post(orphan()).isCancelled());
        auto awaiting = eager([&]() -> Coro<int> {
            auto coro = orphan();
            co_return co_await coro;
        });
        QVERIFY(awaiting.isCancelled());
        COMPARE_LOG(log, "");
    }
    void aMemberCoroutineThatNeverStarts() // leaves nothing, its weak reference included
    {
        Page page(log);
        Coro<int> dropped = page.load(1);
        dropped = {};
        dropped = page.load(2);
        COMPARE_LOG(log, "");
    }
    void oneWhoseObjectGoesBeforeItStarts_data()
    {
        QTest::addColumn<bool>("posted");
        QTest::newRow("inline") << false;
        QTest::newRow("posted") << true;
    }
    void oneWhoseObjectGoesBeforeItStarts() // is dropped, and so are its parameters
    {
        QFETCH(bool, posted);
        auto page = std::make_unique<Page>(log);
        Coro<int> coro = page->keep(Tracked());
        page.reset();
        const auto task = createTask(std::move(coro), {.eagerStart = !posted});
        QCOMPARE(Tracked::alive, 0);
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "");
    }
    void anAwaitedMemberCoroutineEndsWithItsAwaitersOwner()
    {
        auto awaited = std::make_unique<Page>(log);
        auto owner = std::make_unique<Page>(log);
        auto value = eager(loadFor(*owner, awaited.get()));
        VERIFY_UNTIL(log.words() == QLatin1String("load1"));
        awaited.reset();
        QVERIFY(!value.isReady());
        owner.reset();
        COMPARE_LOG(log, "load1 ~load");
        QVERIFY(value.isCancelled());
    }
    void anOwnerThatIsNamedGoesBeforeTheObject_data()
    {
        QTest::addColumn<bool>("posted");
        QTest::newRow("inline") << false;
        QTest::newRow("posted") << true;
    }
    void anOwnerThatIsNamedGoesBeforeTheObject()
    {
        QFETCH(bool, posted);
        auto page = std::make_unique<Page>(log);
        auto owner = std::make_unique<QObject>();
        const auto task = createTask(page->load(1), {.eagerStart = !posted, .owner = owner.get()});
        VERIFY_UNTIL(log.words() == QLatin1String("load1"));
        page.reset();
        QVERIFY(!task.isDone());
        owner.reset();
        COMPARE_LOG(log, "load1 ~load");
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
    void rule9_detachFromOwner_data() { addPhases(); }
    void rule9_detachFromOwner()
    {
        QFETCH(bool, suspend);
        auto page = std::make_unique<Page>(log);
        auto value = suspend ? eager(page->saveLater()) : eager(page->save());
        if (suspend)
            VERIFY_UNTIL(log.words() == QLatin1String("detached"));
        page.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(!value.isCancelled());
        QVERIFY(log.words().endsWith(QLatin1String("saved")));
    }
};

QTEST_GUILESS_MAIN(TestOwner)
#include "tst_owner.moc"
