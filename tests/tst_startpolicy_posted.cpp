// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 12: a start that is posted instead is the start that was asked for, later.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <memory>

using namespace QEager;

class Page : public QObject
{
    Q_OBJECT
public:
    Coro<void> load(Log &log)
    {
        log("load");
        co_return;
    }
    ValueTask<void> reload(Log &log)
    {
        log("reload");
        co_return;
    }
};

class TestStartPolicyPosted : public QObject
{
    Q_OBJECT
    Log log;

    Coro<void> say(const char *word)
    {
        log(word);
        co_return;
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        setTaskFactory({});
        checkNothingIsLeft(3);
        QVERIFY(startPolicy() == StartPolicy());
    }

    void rule12_nameContextAndParentSurviveThePosting()
    {
        static ContextVar<int> number("number");
        const Context context;
        context.run([] { number.set(7); });
        const auto body = [this]() -> Coro<void> {
            log(currentTask().name(), ":", number.value(), "<", currentTask().parent().name());
            number.set(8);
            co_return;
        };
        const TaskOptions named{.name = QStringLiteral("given"), .context = context};
        const auto parent = [&]() -> Coro<void> {
            eager(body, named);
            const StartPolicyScope none({.maxDepth = 0});
            eager(body, named);
            createTask(body, {.name = QStringLiteral("task"), .context = context, .eagerStart = true});
            eager(body, {.name = QStringLiteral("copy")});
            log("started");
            co_await yieldNow();
        };
        auto value = eager(parent, {.name = QStringLiteral("P")});
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(log, "given:7<P started given:8<P task:8<P copy:0<P");
        QCOMPARE(number.value(context), 8);
    }
    void rule12_resultsAndErrorsAreTheSame()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        auto value = eager([]() -> Coro<int> { co_return 5; });
        auto error = eager([]() -> Coro<int> {
            throw 6;
            co_return 0; // what makes it a coroutine
        });
        VERIFY_UNTIL(error.isReady());
        QCOMPARE(value.result(), 5);
        QVERIFY_THROWS_EXCEPTION(int, error.result());
    }
    void rule12_oneThatIsCancelledBeforeItsTurnNeverRuns()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        auto value = eager(say("never"));
        QVERIFY(value.cancel());
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        COMPARE_LOG(log, "");
    }
    void cancellingItsAwaiterCancelsIt()
    {
        const StartPolicyScope scope({.maxDepth = 1});
        const auto awaits = [this]() -> Coro<void> {
            try {
                co_await eager(say("never"));
            } catch (const Cancelled &e) {
                log("awaiter:", e.message());
                throw;
            }
        };
        auto value = eager(awaits);
        QVERIFY(value.cancel(QStringLiteral("enough")));
        log("asked");
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        COMPARE_LOG(log, "asked awaiter:enough");
    }
    void oneThatIsDroppedRuns()
    {
        const StartPolicyScope scope({.maxDepth = 0});
        eager(say("dropped"));
        spin();
        COMPARE_LOG(log, "dropped");
    }
    void oneWhoseOwnerDiesBeforeItsTurnNeverRuns()
    {
        Messages messages;
        const StartPolicyScope policy({.maxDepth = 0});
        auto page = std::make_unique<Page>();
        auto scope = std::make_unique<TaskScope>();
        const auto owned = eager(say("owned"), {.name = QStringLiteral("owned"), .owner = page.get()});
        const auto task =
            createTask(say("task"), {.name = QStringLiteral("task"), .eagerStart = true, .owner = page.get()});
        const auto member = eager(page->load(log), {.name = QStringLiteral("member")});
        auto value = page->reload(log);
        value.task().setName(QStringLiteral("value"));
        const auto scoped = scope->eager(say("scoped"), {.name = QStringLiteral("scoped")});
        QCOMPARE(scope->size(), 1);
        page.reset();
        QVERIFY(owned.isCancelled());
        QVERIFY(task.isCancelled());
        QVERIFY(member.isCancelled());
        QVERIFY(value.isCancelled());
        scope.reset();
        QVERIFY(scoped.isCancelled());
        spin(2);
        COMPARE_LOG(log, "");
        QStringList expected;
        for (const char *name : {"owned", "task", "member", "value", "scoped"})
            expected << QStringLiteral("%1 never began: it was closed before its turn came.").arg(QLatin1String(name));
        QCOMPARE(messages.take(), expected.join(u'\n'));
    }
    void anEagerTaskFactoryIsAskedFirst()
    {
        setTaskFactory(eagerTaskFactory());
        const StartPolicyScope scope({.maxDepth = 1});
        const auto parent = [this]() -> Coro<void> {
            createTask(say("posted"));
            log("parent");
            co_return;
        };
        const Cost cost;
        createTask(parent);
        spin();
        COMPARE_LOG(log, "parent posted");
        QCOMPARE(cost().depthFallbacks, 1u);
    }
};

QTEST_GUILESS_MAIN(TestStartPolicyPosted)
#include "tst_startpolicy_posted.moc"
