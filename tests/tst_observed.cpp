// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 10: an exception that somebody was given is never reported; one that nobody was given always is, once, with its
    task's name.
*/

#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/ending.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/parts.h"

#include <QtCore/qloggingcategory.h>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

ValueTask<> failed(const char *name, int yields = 0)
{
    return eager(crash(name, yields), {.name = QString::fromUtf8(name)});
}
ValueTask<int> failedInt(const char *name, int yields = 0)
{
    const auto body = [](const char *word, int times) -> Coro<int> {
        co_await crash(word, times);
        co_return 0;
    };
    return eager(body(name, yields), {.name = QString::fromUtf8(name)});
}
ValueTask<int> asleep()
{
    co_await sleep(1h);
    co_return 0;
}

} // namespace

class TestObserved : public QObject
{
    Q_OBJECT
    std::unique_ptr<Messages> m_messages;

    //! The names of what was reported since the last call, sorted.
    QString reported()
    {
        spin(4);
        QStringList names;
        for (const QString &line : m_messages->take().split(u'\n', Qt::SkipEmptyParts)) {
            const QString start = u"The exception of "_s, end = u" was never retrieved: "_s;
            names.append(line.startsWith(start) && line.contains(end)
                             ? line.mid(start.size(), line.indexOf(end) - start.size())
                             : line);
        }
        names.sort();
        return names.join(u' ');
    }

private Q_SLOTS:
    void init() { m_messages = std::make_unique<Messages>(); }
    void cleanup()
    {
        spin(2);
        QCOMPARE(allTasks(), QList<TaskHandle>());
        QCOMPARE(reported(), QString());
        m_messages.reset();
    }

    // -- handles
    void rule10_droppedUnread()
    {
        failed("sync");
        failed("later", 1);
        QCOMPARE(reported(), u"later sync"_s);
    }
    void rule10_lookedAtThenMadeATask()
    {
        auto value = failed("a");
        QVERIFY(value.exception());
        const auto task = value.task();
    }
    void madeATaskUnread()
    {
        static_cast<void>(failed("a").task());
        QCOMPARE(reported(), u"a"_s);
    }
    void lookedAtThenToFutureThenDropped()
    {
        auto value = failed("a");
        QCOMPARE(endingOf([&] { value.result(); }), u"a"_s);
        static_cast<void>(value.toFuture());
    }
    void movedAfterALook()
    {
        auto value = failed("a");
        QVERIFY(value.exception());
        auto moved = std::move(value);
        ValueTask<> assigned;
        assigned = std::move(moved);
    }
    void rule10_copiesOfATask()
    {
        {
            auto first = failed("a", 1).task();
            const auto second = first;
            spin(3);
            QVERIFY(second.isDone());
            first = {};
            QCOMPARE(reported(), QString()); // there is one that may ask
        }
        QCOMPARE(reported(), u"a"_s);
        {
            auto first = failed("b", 1).task();
            auto second = first;
            spin(3);
            QVERIFY(second.exception());
        }
    }
    void rule10_tasksOfAllKindsOnce()
    {
        post(crash("posted", 1), {.name = u"posted"_s});
        createTask(crash("eager", 1), {.name = u"eager"_s, .eagerStart = true});
        QCOMPARE(reported(), u"eager posted"_s);
    }

    // -- then() and toFuture()
    void rule10_thenWithAnErrorCallback()
    {
        failed("a").then(nullptr, [] {}, [](const std::exception &) {});
        failed("b", 1).then(nullptr, [] {}, [](const std::exception &) {});
    }
    void rule10_thenWithout()
    {
        failed("a").then(nullptr, [] {});
        failed("b", 1).then(nullptr, [] {});
        QCOMPARE(reported(), u"a b"_s);
    }
    void thenWhoseContextHasDied()
    {
        {
            QObject context;
            failed("a", 1).then(&context, [] {}, [](const std::exception &) {});
        }
        QCOMPARE(reported(), u"a"_s);
    }
    void thenThatIsChained()
    {
        static_cast<void>(failed("a").then([] {}).then([] {}, [](const std::exception &) {}));
    }
    void future()
    {
        const QFuture<void> later = failed("a", 1).toFuture();
        const QFuture<void> now = failed("b").toFuture();
        spin(3);
        QVERIFY(later.isFinished());
        QVERIFY(now.isFinished());
    }

    // -- gather(), gatherSettled(), race()
    void gatherGivesTheFirst()
    {
        QCOMPARE(endingOf([] { static_cast<void>(gather(failed("a"), failed("b")).result()); }), u"a"_s);
        QCOMPARE(reported(), u"b"_s);
        QCOMPARE(endingOf([] { static_cast<void>(gather(rangeOf(failed("a"), failed("b"))).result()); }), u"a"_s);
        QCOMPARE(reported(), u"b"_s);
    }
    void gatherOfPendingOnesGivesTheFirst()
    {
        {
            auto all = gather(failed("a", 2), failed("b", 1), failed("c", 3));
            VERIFY_UNTIL(all.isReady());
            QCOMPARE(ending(all.exception()), u"b"_s);
        }
        QCOMPARE(reported(), u"a c"_s);
    }
    void rule10_settledGivesAll()
    {
        static_cast<void>(gatherSettled(failed("a"), failed("b")).takeResult());
        const auto all = gatherSettled(rangeOf(failed("a"), failed("b", 1)));
        VERIFY_UNTIL(all.isReady());
        QVERIFY(!all.result().front());
    }
    void settledThatIsCancelled_data() { addForms(Form::SettledTuple, Form::SettledLimited); }
    void settledThatIsCancelled()
    {
        QFETCH(const int, form);
        {
            auto all = several(Form(form), failedInt("ended"), failedInt("later", 1), asleep());
            spin(3);
            all.cancel();
            VERIFY_UNTIL(all.isReady());
        }
        QCOMPARE(reported(), u"ended later"_s);
    }
    void settledThatIsDroppedUnread()
    {
        static_cast<void>(gatherSettled(failed("a"), eager(after(0, 1))));
        QCOMPARE(reported(), u"a"_s);
        static_cast<void>(gatherSettled(rangeOf(failed("a"), failed("b"))));
        QCOMPARE(reported(), u"a b"_s);
        static_cast<void>(gatherSettled(failed("a"), failed("b", 1)));
        QCOMPARE(reported(), u"a b"_s);
        auto moved = gatherSettled(failed("a"), failed("b"));
        auto task = std::move(moved).task();
        task = {};
        QCOMPARE(reported(), u"a b"_s);
    }
    void settledOfWhatWasLookedAt()
    {
        auto part = failed("a");
        QVERIFY(part.exception());
        static_cast<void>(gatherSettled(std::move(part), failed("b")));
        QCOMPARE(reported(), u"b"_s);
    }
    void settledThatIsAwaitedOrGivenToACallback()
    {
        const auto awaits = []() -> Coro<> {
            auto all = gatherSettled(failed("a"), failed("b", 1));
            co_await std::move(all);
        };
        auto task = eager(awaits);
        VERIFY_UNTIL(task.isReady());
        gatherSettled(failed("a"), failed("b", 1)).then(nullptr, [](const auto &) {});
        spin(3);
    }
    void raceGivesTheFirst_data() { addForms(Form::RaceTuple, Form::RaceRange); }
    void raceGivesTheFirst()
    {
        QFETCH(const int, form);
        const auto stubborn = [](const char *name) {
            const auto body = [](const char *word) -> Coro<int> {
                co_await crashWhenAsked(word);
                co_return 0;
            };
            return eager(body(name), {.name = QString::fromUtf8(name)});
        };
        {
            auto first = several(Form(form), stubborn("a"), failedInt("b", 1), stubborn("c"));
            VERIFY_UNTIL(first.isReady());
            QCOMPARE(ending(first.exception()), u"b"_s);
        }
        QCOMPARE(reported(), u"a c"_s);
    }
    void raceThatIsCancelledWhenItWasDecided()
    {
        {
            auto first = several(Form::RaceTuple, failedInt("a", 1), asleep(), asleep());
            spin(2);
            first.cancel();
            VERIFY_UNTIL(first.isReady());
            QVERIFY(first.isCancelled() || first.exception());
        }
        const QString lines = reported();
        QVERIFY2(lines.isEmpty() || lines == u"a"_s, qPrintable(lines));
    }

    // -- groups
    void groupGivesThemAll()
    {
        const auto body = [this](TaskGroup &group) -> Coro<> {
            static_cast<void>(group.start(crash("a"), {.name = u"a"_s}).task());
            auto kept = group.start(crash("b", 1), {.name = u"b"_s}).task();
            co_await lingering(m_log, "body", 3);
            throw std::runtime_error("c");
        };
        auto task = eager(withTaskGroup(body));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(ending(task.exception()), u"[a,c]"_s); // the other one was asked to end before it could fail
        m_log.clear();
    }
    void groupThatIsClosed()
    {
        {
            TaskScope scope;
            const auto body = [](TaskGroup &group) -> Coro<> {
                group.start(crash("at-once"), {.name = u"at-once"_s}); // waits for its turn to be counted
                group.start(crash("later", 1), {.name = u"later"_s});
                group.start(crashWhenAsked("closed"), {.name = u"closed"_s});
                co_await sleep(1h);
            };
            scope.eager(withTaskGroup(body), {.name = u"group"_s});
        }
        QCOMPARE(reported(), u"at-once closed"_s); // "later" never went on
    }
    void groupThatIsClosedWhileItWaitsForItsChildren()
    {
        {
            TaskScope scope;
            const auto body = [this](TaskGroup &group) -> Coro<> {
                group.start(crash("child", 0), {.name = u"child"_s});
                group.start(lingering(m_log, "slow", 1'000'000), {.name = u"slow"_s});
                throw std::runtime_error("body");
                co_return;
            };
            scope.eager(withTaskGroup(body), {.name = u"group"_s});
            spin(3);
        }
        QCOMPARE(reported(), u"child group"_s);
        m_log.clear();
    }
    void groupWhoseTaskDoesNotEnd()
    {
        {
            TaskScope scope;
            const auto body = [](TaskGroup &group) -> Coro<> {
                group.start(crash("child", 0), {.name = u"child"_s});
                for (;;) {
                    try {
                        co_await sleep(1h);
                    } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it ignores it
                    }
                }
            };
            scope.eager(withTaskGroup(body), {.name = u"group"_s});
            spin(3);
        }
        QCOMPARE(reported(),
                 u"child group did not end when it was closed: it kept awaiting. Its frame is destroyed."_s);
    }
    void groupThatIsDroppedUnread()
    {
        const auto body = [](TaskGroup &group) -> Coro<> {
            group.start(crash("child", 0), {.name = u"child"_s});
            co_return;
        };
        eager(withTaskGroup(body), {.name = u"group"_s});
        QCOMPARE(reported(), u"group"_s);
    }

    void warningsThatWereTurnedOff()
    {
        QLoggingCategory::setFilterRules(u"qeager.warning=false"_s);
        failed("unheard");
        const QString off = reported();
        QLoggingCategory::setFilterRules(QString());
        QCOMPARE(off, QString());
        failed("heard");
        QCOMPARE(reported(), u"heard"_s);
    }

private:
    Log m_log;
};

QTEST_GUILESS_MAIN(TestObserved)

#include "tst_observed.moc"
