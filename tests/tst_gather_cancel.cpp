// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Cancelling what awaits several: every form of gather(), gatherSettled() and race() passes the request to all parts,
    and ends when they have.
*/

#include <qeager/gather.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/parts.h"

#include <QtCore/qthread.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! The whole of it must be cancellable without a stack frame a level.
Coro<> nested(int depth, bool &atBottom)
{
    if (depth == 0) {
        atBottom = true;
        co_await QEager::sleep(1h);
    } else {
        co_await gather(nested(depth - 1, atBottom));
    }
}

} // namespace

class TestGatherCancel : public QObject
{
    Q_OBJECT
    Log log;

    ValueTask<> cleaningParts(Form form, int a, int b, int c, Ending ending = Ending::Cancelled)
    {
        auto first = named("a", cleaning(log, "a", a, ending)), second = named("b", cleaning(log, "b", b, ending)),
             third = named("c", cleaning(log, "c", c, ending));
        return several(form, std::move(first), std::move(second), std::move(third));
    }

    QString withoutMessage() const { return log.words().replace(u"The time of withTimeout() was up."_s, u"T"_s); }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { QCOMPARE(allTasks(), QList<TaskHandle>()); }

    void beforeAnyPartWasResumed_data() { addForms(); }
    void beforeAnyPartWasResumed()
    {
        QFETCH(const int, form);
        const auto all = several(Form(form), cleaning(log, "a", 0), cleaning(log, "b", 0), cleaning(log, "c", 0));
        const Cost cost;
        QVERIFY(all.cancel(u"stop"_s));
        COMPARE_LOG(log, "a b c");
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b c a!stop ~a b!stop ~b c!stop ~c");
        QCOMPARE(messageOf(all), u"stop"_s);
        QCOMPARE(cost().tasksCreated, 0u);
        QCOMPARE(cost().batches, 3u); // the parts end; their ends are counted; the outcome ends
    }
    void itEndsWhenThePartsHaveCleanedUp_data() { addForms(); }
    void itEndsWhenThePartsHaveCleanedUp()
    {
        QFETCH(const int, form);
        const auto all = eager(receiver(log, cleaningParts(Form(form), 1, 5, 3)));
        QVERIFY(all.cancel(u"stop"_s));
        spin(4);
        COMPARE_LOG(log, "a b c a!stop b!stop c!stop ~a ~c");
        QVERIFY(!all.isReady());
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b c a!stop b!stop c!stop ~a ~c ~b cancelled:stop");
        QVERIFY(all.isCancelled());
    }
    void aPartThatGivesAValueInSpiteOfItChangesNothing_data() { addForms(); }
    void aPartThatGivesAValueInSpiteOfItChangesNothing()
    {
        QFETCH(const int, form);
        const auto all = eager(receiver(log, cleaningParts(Form(form), 1, 2, 0, Ending::Value)));
        QVERIFY(all.cancel(u"stop"_s));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b c a!stop b!stop c!stop ~c ~a ~b cancelled:stop");
    }
    void aPartThatFailsInSpiteOfItIsLogged_data() { addForms(); }
    void aPartThatFailsInSpiteOfItIsLogged()
    {
        QFETCH(const int, form);
        Messages messages;
        {
            const auto all = eager(receiver(log, cleaningParts(Form(form), 0, 1, 2, Ending::Error)));
            QVERIFY(all.cancel(u"stop"_s));
            VERIFY_UNTIL(all.isReady());
        }
        COMPARE_LOG(log, "a b c a!stop ~a b!stop c!stop ~b ~c cancelled:stop");
        QStringList lines = messages.take().split(QLatin1Char('\n'));
        lines.sort(); // they are dropped together
        const QString line = u"The exception of %1 was never retrieved: %1"_s;
        QCOMPARE(lines, QStringList({line.arg(u"a"_s), line.arg(u"b"_s), line.arg(u"c"_s)}));
    }
    void aSecondRequestReachesThePartsToo_data() { addForms(); }
    void aSecondRequestReachesThePartsToo()
    {
        QFETCH(const int, form);
        const auto all = eager(receiver(log, cleaningParts(Form(form), 0, 9, 9, Ending::Value)));
        QVERIFY(all.cancel(u"one"_s));
        spin(2);
        QVERIFY(all.cancel(u"two"_s)); // interrupts their clean-up
        const Cost cost;
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b c a!one ~a b!one c!one ~b ~c cancelled:two");
        QCOMPARE(cost().batches, 3u);
    }
    void whoAwaitsANamedOutcome_data() { addForms(); }
    void whoAwaitsANamedOutcome()
    {
        QFETCH(const int, form);
        const auto awaiting = [this](Form which) -> Coro<> {
            auto all = cleaningParts(which, 1, 0, 0);
            try {
                co_await all;
            } catch (const Cancelled &e) {
                log("cancelled:", e.message());
                throw;
            }
        };
        const auto task = eager(awaiting, Form(form));
        QVERIFY(task.cancel(u"stop"_s));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "a b c a!stop b!stop ~b c!stop ~c ~a cancelled:stop");
        QCOMPARE(messageOf(task), u"stop"_s);
    }
    void inTheEagerPhaseOfTheAwaiter_data() { addForms(); }
    void inTheEagerPhaseOfTheAwaiter()
    {
        QFETCH(const int, form);
        const auto awaiting = [this](Form which) -> Coro<> {
            currentTask().cancel(u"early"_s);
            log("go");
            co_await receiver(log, cleaningParts(which, 0, 1, 0));
        };
        const auto task = eager(awaiting, Form(form));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "go a b c a!early ~a b!early c!early ~c ~b cancelled:early");
    }
    void atAnyTimeAfterAPartEnded_data() { addForms(); }
    void atAnyTimeAfterAPartEnded()
    {
        QFETCH(const int, form);
        for (int turns = 0; turns < 8; ++turns) {
            const auto all = several(Form(form), giving(log, "a", 1, 1), cleaning(log, "b", 1), cleaning(log, "c", 1));
            spin(turns);
            if (!all.cancel(u"stop"_s)) {
                QVERIFY(isRace(Form(form)));
                QVERIFY(turns > 4);
                QVERIFY(!all.isCancelled());
                continue;
            }
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(messageOf(all), u"stop"_s);
            QCOMPARE(allTasks(), QList<TaskHandle>()); // all parts have ended
        }
    }
    void threeDeep()
    {
        const auto outer = [this](const char *name) -> Coro<> {
            auto inner = gather(cleaning(log, name, 1), cleaning(log, name, 2));
            co_await gather(receiver(log, std::move(inner)), receiver(log, gather(sleeper(log, "s"))));
        };
        const auto all = eager(receiver(log, gather(outer("x"), outer("y"))));
        QVERIFY(all.cancel(u"stop"_s));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "x x y y x!stop x!stop s!stop y!stop y!stop s!stop ~x ~y ~x cancelled:stop ~y "
                         "cancelled:stop cancelled:stop cancelled:stop cancelled:stop");
        QVERIFY(all.isCancelled());
    }
    void twentyThousandDeep()
    {
        qsizetype tasks = 0;
        QString message;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            bool atBottom = false;
            const auto all = eager(nested(20000, atBottom));
            if (!runUntil([&] { return atBottom; }))
                return;
            spin(3);
            tasks = allTasks().size();
            all.cancel(u"deep"_s);
            if (runUntil([&] { return all.isReady(); }))
                message = messageOf(all);
        }));
        thread->setStackSize(2 << 20); // a hundred bytes a level
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(tasks, 40001);
        QCOMPARE(message, u"deep"_s);
    }
    void aTimeoutComesWhenThePartsHaveEnded_data() { addForms(); }
    void aTimeoutComesWhenThePartsHaveEnded()
    {
        QFETCH(const int, form);
        const auto limited = [this](Form which, Ending ending) -> Coro<> {
            try {
                co_await withTimeout(0s, cleaningParts(which, 1, 2, 0, ending));
            } catch (const TimedOut &) {
                log("timedOut");
            }
        };
        for (const Ending ending : {Ending::Cancelled, Ending::Value}) {
            log.clear();
            const auto task = eager(limited, Form(form), ending);
            VERIFY_UNTIL(task.isReady());
            QCOMPARE(withoutMessage(), u"a b c a!T b!T c!T ~c ~a ~b timedOut"_s);
        }
    }
    void aTimeoutInsideACoroutineThatAwaitsThem_data() { addForms(); }
    void aTimeoutInsideACoroutineThatAwaitsThem()
    {
        QFETCH(const int, form);
        const auto limited = [this](Form which) -> Coro<> {
            try {
                co_await withTimeout(0s, receiver(log, cleaningParts(which, 1, 0, 0)));
            } catch (const TimedOut &) {
                log("timedOut");
            }
            co_await yieldNow(); // its own request was taken back
            log("goesOn");
        };
        const auto task = eager(limited, Form(form));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(withoutMessage(), u"a b c a!T b!T ~b c!T ~c ~a cancelled:T timedOut goesOn"_s);
        QVERIFY(!task.isCancelled());
    }
    void aClosedAwaiterAsksThePartsToEnd_data() { addForms(); }
    void aClosedAwaiterAsksThePartsToEnd()
    {
        QFETCH(const int, form);
        Messages messages;
        {
            TaskScope scope;
            scope.eager(receiver(log, cleaningParts(Form(form), 0, 1, 0)), {.name = u"all"_s});
            log("leaving");
        }
        COMPARE_LOG(log, "a b c leaving cancelled:all was closed by its owner.");
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a b c leaving cancelled:all was closed by its owner. a!all was closed by its owner. ~a "
                         "b!all was closed by its owner. c!all was closed by its owner. ~c ~b");
        QCOMPARE(messages.take(), QString());
    }
    void aClosedOutcomeAsksThePartsToEnd()
    {
        Messages messages;
        const auto closes = [this](auto all) {
            log.clear();
            Task<decltype(all.takeResult())> task = all.task();
            task.setName(u"all"_s);
            {
                TaskScope scope;
                scope.add(task);
            }
            log(task.isCancelled() ? "cancelled" : "not cancelled"); // and nothing has happened to the parts
            return runUntil([] { return allTasks().isEmpty(); }) ? log.words() : u"They do not end."_s;
        };
        const QString expected = u"cancelled a!all was closed by its owner. ~a b!all was closed by its owner. ~b"_s;
        const auto parts = [this] { return rangeOf(cleaning(log, "a", 0), cleaning(log, "b", 0)); };
        QCOMPARE(closes(gather(cleaning(log, "a", 0), cleaning(log, "b", 0))), expected);
        QCOMPARE(closes(gatherSettled(cleaning(log, "a", 0), cleaning(log, "b", 0))), expected);
        QCOMPARE(closes(race(cleaning(log, "a", 0), cleaning(log, "b", 0))), expected);
        QCOMPARE(closes(race(parts())), expected);
        QCOMPARE(closes(gather(parts())), expected);
        QCOMPARE(closes(gatherSettled(parts(), {.limit = 5})), expected);
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestGatherCancel)
#include "tst_gather_cancel.moc"
