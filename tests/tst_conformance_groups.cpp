// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of CPython's asyncio.TaskGroup that QEager matches: section 7, and lines 78 and 136. The numbers in
// the names are those of docs/conformance.md. Everything is run under a factory that posts and under one that starts
// eagerly, as CPython's own suite is; the logs are the same but where a test says otherwise.

#include <qeager/context.h>
#include <qeager/gather.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>

#include "shared/grouptest.h"
#include "shared/messages.h"

#include <optional>
#include <vector>

using namespace QEager;

class TestConformanceGroups : public GroupTest
{
    Q_OBJECT

    static constexpr int Width = 5, Depth = 4;

    //! Gives the number of nodes of its tree.
    static Coro<int> gatherTree(int depth)
    {
        std::vector<Task<int>> children;
        for (int i = 0; depth > 0 && i < Width; ++i)
            children.push_back(createTask(gatherTree(depth - 1)));
        int count = 1;
        const std::vector<int> counts = co_await gather(std::move(children));
        for (const int each : counts)
            count += each;
        co_return count;
    }
    static Coro<int> groupTree(int depth)
    {
        std::vector<Task<int>> children;
        auto body = [&children, depth](TaskGroup &group) -> Coro<> {
            for (int i = 0; depth > 0 && i < Width; ++i)
                children.push_back(group.createTask(groupTree(depth - 1)));
            co_return;
        };
        co_await withTaskGroup(body);
        int count = 1;
        for (const auto &child : children)
            count += child.result();
        co_return count;
    }

private Q_SLOTS:
    void initTestCase_data() { addFactories(); }
    void init() { resetWithFactory(); }
    void cleanup() { checkNothingIsLeft(); }

    void line78_nestedGathersAndGroupsCreateNoPostedStart_data()
    {
        QTest::addColumn<bool>("groups");
        QTest::newRow("gather") << false;
        QTest::newRow("groups") << true;
    }
    void line78_nestedGathersAndGroupsCreateNoPostedStart()
    {
        QFETCH_GLOBAL(bool, eagerly);
        QFETCH(bool, groups);
        constexpr int all = 1 + 5 + 25 + 125 + 625;
        const Cost cost;
        const auto root = createTask(groups ? groupTree(Depth) : gatherTree(Depth));
        QCOMPARE(root.isDone(), eagerly);
        VERIFY_UNTIL(root.isDone());
        QCOMPARE(root.result(), all);
        QCOMPARE(cost().postedStarts, eagerly ? 0u : unsigned(all));
        if (eagerly)
            QCOMPARE(cost(), (Statistics{.tasksCreated = all, .eagerFinished = all}));
    }
    void line94_twoChildrenOneAddedLater_data()
    {
        QTest::addColumn<int>("pause");
        QTest::newRow("at once") << 0;
        QTest::newRow("later") << 2;
        QTest::newRow("when the first has ended") << 5;
    }
    void line94_twoChildrenOneAddedLater()
    {
        QFETCH(int, pause);
        Task<int> first, second;
        QCOMPARE(endOf(runner([&, pause](TaskGroup &group) -> Coro<> {
                     first = group.createTask(after(3, 42));
                     co_await yields(pause);
                     second = group.createTask(after(2, 11));
                 })),
                 QStringLiteral("after value/0"));
        QCOMPARE(first.result(), 42);
        QCOMPARE(second.result(), 11);
    }
    void line95_cancellingOneChildAffectsOnlyThat()
    {
        Task<> first;
        Task<int> second;
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     first = group.createTask(nap(log, "first"));
                     co_await yieldNow();
                     first.cancel();
                     second = group.createTask(after(3, 11));
                 })),
                 QStringLiteral("first!1 after value/0"));
        QVERIFY(first.isCancelled());
        QCOMPARE(second.result(), 11);
    }
    void line96_aChildFails()
    {
        Task<> sibling;
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(crash("boom", 2));
                     sibling = group.createTask(nap(log, "sibling"));
                     co_return;
                 })),
                 QStringLiteral("sibling!1 [boom]/0"));
        QVERIFY(sibling.isCancelled());
    }
    void line96_severalFailAndTheBodyIsCancelled()
    {
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     for (const char *word : {"a", "b", "c"})
                         group.createTask(crash(word, 2));
                     group.createTask(nap(log, "sibling"));
                     co_await nap(log, "body");
                 })),
                 QStringLiteral("sibling!1 body!1 [a,b,c]/0"));
    }
    void line103_finishedChildrenLeave()
    {
        const QString words = endOf(runner([this](TaskGroup &group) -> Coro<> {
            for (int i = 0; i < 10; ++i) {
                group.createTask(yields(3));
                co_await yieldNow();
            }
            log(group.size() > 0 && group.size() < 5);
            co_await yields(5);
            log(group.size());
        }));
        QCOMPARE(words, QStringLiteral("true 0 after value/0"));
    }
    void line103_childrenAddChildren()
    {
        const auto adding = [this](TaskGroup &group) -> Coro<> {
            co_await yieldNow();
            for (const char *name : {"a", "b"}) {
                group.createTask([](Log &words, const char *word) -> Coro<> {
                    co_await yieldNow();
                    words(word);
                }(log, name));
            }
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(adding(group));
                     co_return;
                 })),
                 QStringLiteral("a b after value/0"));
    }
    void line103_aHydraIsSlain()
    {
        int heads = 0;
        const auto hydra = [&heads](TaskGroup &group, const auto &again) -> Coro<> {
            ++heads;
            co_await yieldNow();
            group.createTask(again(group, again));
            group.createTask(again(group, again));
        };
        const auto hercules = [&heads]() -> Coro<> {
            while (heads < 10)
                co_await yieldNow();
            throw std::runtime_error("slain");
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(hydra(group, hydra));
                     group.createTask(hercules());
                     co_return;
                 })),
                 QStringLiteral("[slain]/0"));
        QVERIFY(heads >= 10);
    }
    void line103_nothingIsAddedWhileItShutsDown()
    {
        Messages messages;
        const auto adding = [this](TaskGroup &group) -> Coro<> {
            try {
                co_await QEager::sleep(std::chrono::hours(1));
            } catch (const Cancelled &) {
                const Tracked tracked;
                try {
                    group.createTask([](Log &words, Tracked) -> Coro<> {
                        words("never");
                        co_return;
                    }(log, tracked));
                } catch (const InvalidState &e) {
                    log("refused, left:", Tracked::alive);
                }
            }
        };
        QCOMPARE(endOf(runner([&](TaskGroup &group) -> Coro<> {
                     group.createTask(crash("boom", 2));
                     group.createTask(adding(group));
                     co_return;
                 })),
                 QStringLiteral("refused, left:1 [boom]/0"));
        QCOMPARE(messages.take(), QString());
    }
    void line104_theNameIsSeenInTheFirstStep()
    {
        const auto body = [this](TaskGroup &group) -> Coro<> {
            const TaskOptions options{.name = QStringLiteral("yolo")};
            const auto child = group.createTask(
                [this]() -> Coro<> {
                    log(currentTask().name());
                    co_await yieldNow();
                    log(currentTask().name());
                },
                options);
            log(child.name());
            co_await child;
        };
        QCOMPARE(endOf(withTaskGroup(body)), QStringLiteral("yolo yolo yolo value/0"));
    }
    void line104_theContextIsThatOfTheChild()
    {
        static ContextVar<int> variable("variable");
        std::optional<Context> context;
        const auto sets = [](int value) -> Coro<> {
            co_await yieldNow();
            variable.set(value);
        };
        const auto body = [&](TaskGroup &group) -> Coro<> {
            const TaskOptions options{.context = Context::current()};
            for (const int value : {1, 2}) {
                const auto child = group.createTask(sets(value), options);
                co_await child;
                log(variable.value(*options.context), "-", variable.value());
            }
        };
        QCOMPARE(endOf(withTaskGroup(body)), QStringLiteral("1-0 2-0 value/0"));
    }
    // That a group cannot be entered twice, before it is entered, or without a task, needs no test: there is no group
    // without its body.
    void line106_afterItsEndNothingStarts()
    {
        Messages messages;
        std::optional<TaskGroup> kept;
        QCOMPARE(endOf(withTaskGroup([&](TaskGroup &group) -> Coro<> {
                     kept = group;
                     co_return;
                 })),
                 QStringLiteral("value/0"));
        const auto tracked = [](Log &words, Tracked) -> Coro<> {
            words("never");
            co_return;
        };
        log.clear();
        QVERIFY_THROWS_EXCEPTION(InvalidState, kept->createTask(tracked(log, Tracked())));
        QVERIFY_THROWS_EXCEPTION(InvalidState, kept->start(tracked(log, Tracked())));
        QVERIFY_THROWS_EXCEPTION(InvalidState, kept->post(tracked(log, Tracked())));
        QCOMPARE(Tracked::alive, 0);
        spin(2);
        COMPARE_LOG(log, "");
        QCOMPARE(messages.take(), QString());
    }
    // CPython's suspends once.
    void line136_aGroupOfSynchronousPartsDoesNotSuspend()
    {
        QFETCH_GLOBAL(bool, eagerly);
        const auto value = expectInline([] {
            return eager(withTaskGroup([](TaskGroup &group) -> Coro<int> {
                const auto first = group.start(after(0, 1)), second = group.start(after(0, 2));
                co_return first.result() + second.result();
            }));
        });
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        QCOMPARE(value.result(), 3);
        const Cost cost;
        auto tasks = eager(withTaskGroup([](TaskGroup &group) -> Coro<> {
            group.createTask(after(0, 1));
            group.createTask(after(0, 2));
            co_return;
        }));
        QCOMPARE(tasks.isReady(), eagerly); // posted parts are not synchronous
        if (eagerly)
            QCOMPARE(cost(), (Statistics{.tasksCreated = 2, .eagerFinished = 3}));
        VERIFY_UNTIL(tasks.isReady());
    }
};

QTEST_GUILESS_MAIN(TestConformanceGroups)
#include "tst_conformance_groups.moc"
