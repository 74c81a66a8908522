// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Calls of a latest(): what they start and end, and in which order. How it all ends is in tst_latest_end.cpp.

#include <qeager/latest.h>
#include <qeager/signal.h>
#include <qeager/startpolicy.h>
#include <qeager/timeout.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <QtCore/qthread.h>

#include <concepts>
#include <memory>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

using Plain = Coro<int> (*)(QString);
static_assert(std::same_as<decltype(latest(Plain())), Latest<Plain>>);
static_assert(std::same_as<decltype(latest(std::declval<Plain &>(), {.coalesce = true})), Latest<Plain>>);
static_assert(std::copyable<Latest<Plain>>);
static_assert(std::same_as<std::invoke_result_t<const Latest<Plain> &, const QString &>, ValueTask<int>>);
static_assert(std::invocable<Latest<Plain>, QLatin1StringView> && !std::invocable<Latest<Plain>>);
static_assert(!std::invocable<Latest<Plain>, int *> && !std::invocable<Latest<Plain>, QString, int>);
static_assert(std::same_as<std::invoke_result_t<Latest<QCoro::Task<> (*)()>>, ValueTask<>>);

class TestLatest : public QObject
{
    Q_OBJECT
    Log log;

    // Searches until an answer comes.
    auto searching()
    {
        return [this](QString text) -> Coro<QString> {
            log(text);
            try {
                const QString found = co_await signal(this, &TestLatest::answered);
                log(text, "=", found);
                co_return found;
            } catch (const Cancelled &) {
                log(text, "!");
                throw;
            }
        };
    }

Q_SIGNALS:
    void textChanged(const QString &text);
    void answered(const QString &found);

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        disconnect();
        checkNothingIsLeft(3);
    }

    void searchAsYouType()
    {
        QObject receiver;
        connect(this, &TestLatest::textChanged, &receiver, latest(searching()));
        emit textChanged(u"a"_s);
        log("typed");
        emit textChanged(u"ab"_s); // within the same turn
        log("typed");
        spin();
        emit textChanged(u"abc"_s);
        log("typed");
        spin();
        emit answered(u"found"_s);
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a typed ab typed a! abc typed ab! abc=found");
    }
    void itsSlotMayTakeFewerArguments()
    {
        QObject receiver;
        const auto body = [this]() -> Coro<> {
            log("changed");
            co_return;
        };
        connect(this, &TestLatest::textChanged, &receiver, latest(body));
        emit textChanged(u"a"_s);
        COMPARE_LOG(log, "changed");
    }
    void whatWasStartedBeforeIsToldWhy()
    {
        const auto slot = latest([this](const char *name) { return sleeper(log, name); });
        auto first = slot("first");
        auto second = slot("second");
        QVERIFY(!first.isReady());
        QVERIFY(!second.isReady());
        VERIFY_UNTIL(first.isReady());
        QCOMPARE(messageOf(first), u"A newer call was started."_s);
        QVERIFY(!second.isReady());
        QCOMPARE(allTasks().size(), 1);
    }
    void whatThePolicyPostedIsTheNewestToo()
    {
        const StartPolicyScope posting({.maxDepth = 0});
        const auto slot = latest([this](const char *name) { return sleeper(log, name); });
        auto first = slot("first");
        auto second = slot("second");
        QVERIFY(!first.isReady());
        QVERIFY(slot.isRunning());
        VERIFY_UNTIL(first.isReady());
        QCOMPARE(messageOf(first), u"A newer call was started."_s);
        spin();
        QVERIFY(!second.isReady());
        QCOMPARE(allTasks().size(), 1);
        slot.cancel(u"enough"_s);
        VERIFY_UNTIL(second.isReady());
        COMPARE_LOG(log, "second!enough"); // and the first never began
    }
    void whatCleansUpIsNotAskedAgain()
    {
        const auto slot = latest([this](const char *name) -> Coro<> {
            log(name);
            bool asked = false;
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) {
                asked = true;
            }
            if (asked) {
                log(name, "!");
                const QString word = co_await signal(this, &TestLatest::answered);
                log(name, "-", word);
            }
        });
        const auto first = slot("1");
        slot("2");
        spin();
        slot("3");
        spin();
        QVERIFY(!first.isReady());
        emit answered(u"cleaned"_s);
        VERIFY_UNTIL(first.isReady());
        COMPARE_LOG(log, "1 2 1! 3 2! 1-cleaned 2-cleaned");
        QVERIFY(!first.isCancelled());
    }
    void oneWhoseTimeIsUpIsAskedAllTheSame()
    {
        // The request of a timeout is taken back, so it can not stand for the one made here.
        const auto slot = latest([this](const char *name, std::chrono::seconds limit) -> Coro<> {
            const Guard guard{log, name};
            const auto slow = [this]() -> Coro<> {
                bool late = false;
                try {
                    co_await sleep(1h);
                } catch (const Cancelled &) {
                    late = true;
                }
                if (late)
                    co_await signal(this, &TestLatest::answered);
                throw Cancelled();
            };
            try {
                co_await withTimeout(limit, slow());
            } catch (const TimedOut &) {
                log(name, "-again");
            }
            co_await sleep(1h);
        });
        const auto first = slot("1", 0s);
        spin(2); // now it cleans up
        slot("2", 3600s);
        spin(2);
        emit answered({});
        spin(2);
        COMPARE_LOG(log, "~1");
        QVERIFY(first.isReady());
    }
    void whatHasFinishedIsLeftAlone()
    {
        const auto slot = latest(searching());
        auto first = slot(u"a"_s);
        emit answered(u"A"_s);
        VERIFY_UNTIL(first.isReady());
        QVERIFY(!slot.isRunning());
        auto second = slot(u"b"_s);
        spin();
        QCOMPARE(first.result(), u"A"_s);
        QCOMPARE(first.task().cancelRequests(), 0);
        emit answered(u"B"_s);
        VERIFY_UNTIL(second.isReady());
        QCOMPARE(second.takeResult(), u"B"_s);
        COMPARE_LOG(log, "a a=A b b=B");
    }
    void whatFinishesSynchronouslyLeavesNoTask()
    {
        const auto slot = latest([](int value) -> Coro<int> { co_return value + 1; });
        const int sum = expectInline([&] { return slot(1).takeResult() + slot(2).takeResult(); });
        QCOMPARE(sum, 5);
        QVERIFY(!slot.isRunning());
    }
    void cancelAsksWhatRuns()
    {
        const auto slot = latest([this](const char *name) { return sleeper(log, name); });
        slot.cancel(u"nobody"_s);
        QVERIFY(!slot.isRunning());
        auto task = slot("a");
        QVERIFY(slot.isRunning());
        slot.cancel(u"enough"_s);
        QVERIFY(slot.isRunning()); // until its turn
        VERIFY_UNTIL(!slot.isRunning());
        QCOMPARE(messageOf(task), u"enough"_s);
        slot("b");
        QVERIFY(slot.isRunning());
        COMPARE_LOG(log, "a!enough");
    }
    void copiesShareTheOneStart()
    {
        const auto slot = latest(searching());
        auto copy = slot;
        auto first = slot(u"a"_s);
        QVERIFY(copy.isRunning());
        copy(u"b"_s);
        VERIFY_UNTIL(first.isReady());
        QVERIFY(first.isCancelled());
        QVERIFY(slot.isRunning());
        copy.cancel();
        VERIFY_UNTIL(!slot.isRunning());
        COMPARE_LOG(log, "a b a! b!");
    }

    void argumentsLiveInTheCoroutine()
    {
        const auto slot = latest([](Tracked, MoveOnly) -> Coro<> { co_await sleep(1h); });
        const int copies = Tracked::copies;
        {
            const Tracked given(1);
            slot(given, std::make_unique<int>(1));
            QCOMPARE(Tracked::copies - copies, 1);
        }
        QVERIFY(Tracked::alive > 0);
        slot(Tracked(2), std::make_unique<int>(2));
        QCOMPARE(Tracked::copies - copies, 1); // moved
        slot.cancel();
        VERIFY_UNTIL(!slot.isRunning());
        QCOMPARE(Tracked::alive, 0);
    }
    void eachCallHasACopyOfTheFunction()
    {
        const auto slot = latest([this, count = 0, tracked = Tracked(7)](const char *name) mutable -> Coro<> {
            ++count;
            tracked.value += count;
            log(name, tracked.value);
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) {
                log(name, "!", tracked.value);
            }
        });
        QCOMPARE(Tracked::alive, 1);
        slot("a");
        slot("b");
        spin();
        slot.cancel();
        VERIFY_UNTIL(!slot.isRunning());
        QCOMPARE(Tracked::alive, 1);
        COMPARE_LOG(log, "a8 b8 a!8 b!8");
    }

    void coalescedTheLastBodyOfATurnRuns()
    {
        QObject receiver;
        connect(this, &TestLatest::textChanged, &receiver, latest(searching(), {.coalesce = true}));
        const Cost cost;
        emit textChanged(u"a"_s);
        emit textChanged(u"ab"_s);
        emit textChanged(u"abc"_s);
        log("typed");
        QCOMPARE(cost().eventsPosted, 1U);
        spin();
        log("turn");
        QCOMPARE(cost().tasksCreated, 3U);
        QCOMPARE(cost().postedStarts, 1U);
        QCOMPARE(cost().loopTurns, 1U);
        emit textChanged(u"abcd"_s);
        spin();
        emit answered(u"found"_s);
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "typed abc turn abc! abcd abcd=found");
        QCOMPARE(cost().postedStarts, 2U);
    }
    void coalescedTheOutcomeIsThePostedTasks()
    {
        const auto slot = latest([](int value) -> Coro<int> { co_return value; }, {.coalesce = true});
        auto first = slot(1);
        auto second = slot(2);
        QVERIFY(!first.isReady());
        QVERIFY(!second.isReady());
        QVERIFY(slot.isRunning());
        VERIFY_UNTIL(second.isReady());
        QCOMPARE(second.takeResult(), 2);
        QCOMPARE(messageOf(first), u"A newer call was started."_s);
        QVERIFY(!slot.isRunning());
    }

    void optionsAreForEachStart()
    {
        const Context context;
        ContextVar<int> count("count", 0);
        QThread elsewhere; // never runs
        const auto body = [&]() -> Coro<> {
            count.set(count.value() + 1);
            log(currentTask().name(), count.value());
            co_await sleep(1h);
        };
        const auto slot = latest(body, {.task = {.name = u"search"_s,
                                                 .context = context,
                                                 .eagerStart = false, // this and a thread have no meaning
                                                 .thread = &elsewhere}});
        slot();
        slot();
        COMPARE_LOG(log, "search1 search2");
        QCOMPARE(allTasks().first().name(), u"search"_s);
        QCOMPARE(count.value(), 0);
        const auto posted = latest(body, {.coalesce = true, .task = {.name = u"posted"_s, .thread = &elsewhere}});
        posted();
        spin();
        COMPARE_LOG(log, "search1 search2 posted1");
    }
    void theExceptionOfADroppedOutcomeIsLoggedOnce()
    {
        Messages messages;
        QObject receiver;
        const auto failing = [](QString text) -> Coro<> {
            if (text == u"b")
                co_await yieldNow();
            throw std::runtime_error(qPrintable(text));
        };
        connect(this, &TestLatest::textChanged, &receiver, latest(failing, {.task = {.name = u"search"_s}}));
        emit textChanged(u"a"_s);
        QCOMPARE(messages.take(), u"The exception of search was never retrieved: a"_s);
        emit textChanged(u"b"_s);
        QCOMPARE(messages.take(), QString());
        VERIFY_UNTIL(allTasks().isEmpty());
        QCOMPARE(messages.take(), u"The exception of search was never retrieved: b"_s);
        spin();
        QCOMPARE(messages.take(), QString());
    }
    void theExceptionOfAnOutcomeThatIsLookedAtIsNot()
    {
        Messages messages;
        const auto slot = latest([]() -> Coro<> {
            throw std::runtime_error("seen");
            co_return;
        });
        auto outcome = slot();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, outcome.takeResult());
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestLatest)
#include "tst_latest.moc"
