// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <memory>
#include <stdexcept>

using namespace QEager;

static_assert(std::same_as<decltype(post(std::declval<Coro<int>>())), Task<int>>);
static_assert(std::same_as<decltype(createTask(std::declval<QCoro::Task<>>())), Task<void>>);
static_assert(!std::copyable<TaskStart> && !std::movable<TaskStart> && !std::destructible<TaskStart>);

class TestTaskFactory : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> worker(const char *word)
    {
        log(word);
        co_return 1;
    }
    Coro<void> holding(Tracked)
    {
        log("never");
        co_return;
    }
    template <typename F>
    static QString messageOf(F f)
    {
        try {
            f();
        } catch (const InvalidState &e) {
            return e.message();
        }
        return QStringLiteral("nothing was thrown");
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        setTaskFactory({});
        checkNothingIsLeft(3);
    }

    void postStartsInTheNextTurnInOrder()
    {
        const Cost cost;
        const auto a = post(worker("a")), b = post(worker("b"));
        log("posted");
        QVERIFY(!a.isDone());
        VERIFY_UNTIL(b.isDone());
        COMPARE_LOG(log, "posted a b");
        QCOMPARE(cost(),
                 (Statistics{.tasksCreated = 2, .eventsPosted = 1, .loopTurns = 1, .batches = 1, .postedStarts = 2}));
    }
    void postStandsInLineWithWhatIsQueued()
    {
        auto yielding = createTask(
            [this]() -> Coro<void> {
                co_await yieldNow();
                log("yielded");
            },
            {.eagerStart = true});
        const auto posted = post(worker("posted"));
        VERIFY_UNTIL(posted.isDone());
        COMPARE_LOG(log, "yielded posted");
    }
    void createTaskPostsUnlessToldOtherwise()
    {
        const auto lazy = createTask(worker("lazy"));
        const auto told = createTask(worker("told"), {.eagerStart = false});
        const auto now = createTask(worker("now"), {.eagerStart = true});
        COMPARE_LOG(log, "now");
        QVERIFY(now.isDone());
        QVERIFY(!lazy.isDone());
        QVERIFY(!told.isDone());
        QCOMPARE(now.result(), 1);
        VERIFY_UNTIL(told.isDone());
        COMPARE_LOG(log, "now lazy told");
    }
    void createTaskAlwaysMakesATask()
    {
        const Cost cost;
        const auto task = createTask(worker("x"), {.name = QStringLiteral("named"), .eagerStart = true});
        QCOMPARE(cost(), (Statistics{.tasksCreated = 1, .eagerFinished = 1}));
        QCOMPARE(task.name(), QStringLiteral("named"));
    }
    void theNameIsThereFromTheFirstLine()
    {
        const auto body = [this]() -> Coro<void> {
            log(currentTask().name());
            co_return;
        };
        createTask(body, {.name = QStringLiteral("eager"), .eagerStart = true});
        const auto posted = post(body, {.name = QStringLiteral("posted")});
        VERIFY_UNTIL(posted.isDone());
        COMPARE_LOG(log, "eager posted");
    }
    void postedTasksKnowTheirParent()
    {
        Task<void> child;
        const auto parent = createTask(
            [&]() -> Coro<void> {
                child = post([]() -> Coro<void> { co_return; });
                co_await yieldNow();
            },
            {.eagerStart = true});
        QVERIFY(child.parent() == parent);
        VERIFY_UNTIL(child.isDone());
    }

    // Rule 11
    void rule11_aStartForAnotherThreadRunsThere()
    {
        QThread thread;
        thread.setObjectName(QStringLiteral("there"));
        const auto body = []() -> Coro<QStringList> {
            QStringList seen{QThread::currentThread()->objectName(), currentTask().name()};
            co_await yieldNow();
            seen << QThread::currentThread()->objectName();
            co_return seen;
        };
        // The thread need not run yet; eagerStart cannot make it run here.
        const auto task = createTask(body, {.name = QStringLiteral("t"), .eagerStart = true, .thread = &thread});
        const QFuture<QStringList> future = task.toFuture();
        thread.start();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), QStringList({QStringLiteral("there"), QStringLiteral("t"), QStringLiteral("there")}));
        thread.quit();
        QVERIFY(thread.wait());
    }
    void rule11_aThreadThatEndsFirstCancelsTheStart()
    {
        auto thread = std::make_unique<QThread>();
        const auto task = post(worker("never"), {.thread = thread.get()});
        const QFuture<int> future = task.toFuture();
        thread.reset();
        QVERIFY(future.isFinished());
        QVERIFY(future.isCanceled());
        COMPARE_LOG(log, "");
    }

    // Factories

    void theDefaultOnePosts()
    {
        const TaskFactory byDefault = taskFactory();
        QVERIFY(byDefault);
        for (const auto &factory : {byDefault, postingTaskFactory(), TaskFactory()}) {
            log.clear();
            setTaskFactory(factory);
            const auto untold = createTask(worker("untold"));
            const auto told = createTask(worker("told"), {.eagerStart = true});
            log("created");
            VERIFY_UNTIL(untold.isDone());
            COMPARE_LOG(log, "told created untold");
        }
    }
    void theEagerOneStartsInlineUnlessToldOtherwise()
    {
        setTaskFactory(eagerTaskFactory());
        const auto untold = createTask(worker("untold"));
        const auto lazy = createTask(worker("lazy"), {.eagerStart = false});
        const auto told = createTask(worker("told"), {.eagerStart = true});
        log("created");
        QVERIFY(untold.isDone());
        QVERIFY(told.isDone());
        QVERIFY(!lazy.isDone());
        VERIFY_UNTIL(lazy.isDone());
        COMPARE_LOG(log, "untold told created lazy");
    }
    void anEagerOneOfOnesOwnIsCalledOnceForEachStart()
    {
        setTaskFactory(makeEagerTaskFactory([this](TaskStart &start) {
            log(start.options.name, ":", *start.options.eagerStart, "(");
            start.run();
            log(")");
        }));
        const auto now = createTask(worker("inline"), {.name = QStringLiteral("now")});
        const auto later = createTask(worker("posted"), {.name = QStringLiteral("later"), .eagerStart = false});
        QCOMPARE(now.name(), QStringLiteral("now"));
        QCOMPARE(later.name(), QStringLiteral("later"));
        VERIFY_UNTIL(later.isDone());
        COMPARE_LOG(log, "now:true( inline ) later:false( ) posted");
    }
    void anEagerOneOfNoneIsAnError()
    {
        QCOMPARE(messageOf([] { makeEagerTaskFactory({}); }),
                 QStringLiteral("makeEagerTaskFactory() needs a function: use eagerTaskFactory() for none."));
    }
    void theRunningOneIsAskedInTheStartersTask()
    {
        setTaskFactory([this](TaskStart &start) {
            log(currentTask().name(), "-none:", start.task().isNull());
            const TaskHandle task = start.run();
            log(task.name(), "-same:", task == start.task(), "-child:", task.parent() == currentTask());
        });
        const auto outer = [this]() -> Coro<void> {
            createTask(worker("body"), {.name = QStringLiteral("inner")});
            co_return;
        };
        eager(outer, {.name = QStringLiteral("outer")});
        spin();
        COMPARE_LOG(log, "outer-none:true inner-same:true-child:true body");
    }
    void itMayRenameAndWrapAnother()
    {
        setTaskFactory([this, next = eagerTaskFactory()](TaskStart &start) {
            log("inner");
            start.options.name.append(u'1');
            next(start);
        });
        setTaskFactory([this, next = taskFactory()](TaskStart &start) {
            log("outer");
            start.options.name.prepend(u"import/");
            next(start);
        });
        const auto task = createTask(worker("body"), {.name = QStringLiteral("t")});
        COMPARE_LOG(log, "outer inner body");
        QCOMPARE(task.name(), QStringLiteral("import/t1"));
    }
    void itMayGiveAContextAndAnOwner()
    {
        static ContextVar<int> number("number");
        Messages messages;
        const Context context;
        context.run([] { number.set(3); });
        auto owner = std::make_unique<QObject>();
        setTaskFactory([&](TaskStart &start) {
            start.options.context = context;
            start.options.owner = owner.get();
            start.run();
        });
        const auto body = [this]() -> Coro<void> {
            log(number.value());
            co_await yieldNow();
            log("never");
        };
        const auto now = createTask(body, {.eagerStart = true});
        const auto later = createTask(body, {.name = QStringLiteral("later")});
        owner.reset();
        QVERIFY(now.isCancelled());
        QVERIFY(later.isCancelled());
        COMPARE_LOG(log, "3");
        QCOMPARE(messages.take(), QStringLiteral("later never began: it was closed before its turn came."));
    }
    void itMayChooseAThread()
    {
        QThread thread;
        setTaskFactory([&](TaskStart &start) {
            start.options.thread = &thread;
            start.run();
        });
        const auto task = createTask([]() -> Coro<QThread *> { co_return QThread::currentThread(); });
        const QFuture<QThread *> future = task.toFuture();
        thread.start();
        VERIFY_UNTIL(future.isFinished());
        QCOMPARE(future.result(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }
    void oneThatDoesNotRunItRefuses()
    {
        int asked = 0;
        setTaskFactory([&](TaskStart &) { ++asked; });
        const Cost cost;
        QCOMPARE(messageOf([&] { createTask(holding(Tracked()), {.name = QStringLiteral("import")}); }),
                 QStringLiteral("The task factory of this thread refused to start a task import."));
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(messageOf([&] { createTask(holding(Tracked()), {.eagerStart = true}); }),
                 QStringLiteral("The task factory of this thread refused to start a task."));
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(asked, 2);
        QCOMPARE(cost(), Statistics());
        spin();
        COMPARE_LOG(log, "");
    }
    void whatItThrowsComesOut()
    {
        setTaskFactory([](TaskStart &) { throw std::runtime_error("not now"); });
        const Cost cost;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, createTask(holding(Tracked())));
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(cost(), Statistics());
        spin();
        COMPARE_LOG(log, "");
    }
    void throwingAfterRunLeavesTheTaskRunning()
    {
        TaskHandle task;
        setTaskFactory([&](TaskStart &start) {
            task = start.run();
            throw std::runtime_error("too late");
        });
        const auto body = [this]() -> Coro<void> {
            log("begun");
            co_await yieldNow();
            log("ended");
        };
        for (const bool inlineStart : {true, false}) {
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, createTask(body, {.eagerStart = inlineStart}));
            log(task.isDone());
            VERIFY_UNTIL(task.isDone());
            QVERIFY(!task.isCancelled());
        }
        COMPARE_LOG(log, "begun false ended false begun ended");
    }
    void runTwiceIsAnError()
    {
        setTaskFactory([](TaskStart &start) {
            start.run();
            start.run();
        });
        QCOMPARE(messageOf([&] { createTask(worker("once")); }),
                 QStringLiteral("A task factory may run its TaskStart only once: this is the second time."));
        spin();
        COMPARE_LOG(log, "once");
    }
    void itMayReplaceItselfWhileItRuns()
    {
        setTaskFactory([this, mine = Tracked(5)](TaskStart &start) {
            setTaskFactory(eagerTaskFactory());
            log("replaced", mine.value);
            start.run();
        });
        const auto first = createTask(worker("first"));
        QCOMPARE(Tracked::alive, 0);
        const auto second = createTask(worker("second"));
        VERIFY_UNTIL(first.isDone());
        COMPARE_LOG(log, "replaced5 second first");
    }
    void anEmptyCoroIsNotShownToIt()
    {
        setTaskFactory([this](TaskStart &) { log("asked"); });
        QVERIFY_THROWS_EXCEPTION(InvalidState, createTask(Coro<int>()));
        COMPARE_LOG(log, "");
    }
    void eagerAndPostDoNotAsk()
    {
        setTaskFactory([this](TaskStart &) { log("asked"); });
        TaskScope scope;
        auto a = eager(worker("a")), b = scope.eager(worker("b"), {.name = QStringLiteral("b")});
        const auto c = post(worker("c")), d = scope.post(worker("d"));
        QVERIFY(a.isReady());
        QVERIFY(b.isReady());
        VERIFY_UNTIL(d.isDone());
        COMPARE_LOG(log, "a b c d");
    }
    void eachThreadHasItsOwn()
    {
        setTaskFactory(eagerTaskFactory());
        const std::unique_ptr<QThread> thread(QThread::create([this] {
            const auto posted = createTask(worker("posted"));
            log("there");
            setTaskFactory([](TaskStart &) {});
            runUntil([&] { return posted.isDone(); });
        }));
        thread->start();
        QVERIFY(thread->wait());
        createTask(worker("inline"));
        COMPARE_LOG(log, "there posted inline");
    }
};

QTEST_GUILESS_MAIN(TestTaskFactory)
#include "tst_taskfactory.moc"
