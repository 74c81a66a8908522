// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Going on with a Task that others share: then(callback), and as a ValueTask. then(context, …) is in tst_task.cpp.
*/

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/taskfactory.h>

#include "shared/elsewhere.h"
#include "shared/end.h"
#include "shared/ending.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qfuture.h>
#include <QtCore/qtimer.h>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

template <typename T, typename... Callbacks>
using ThenOf = decltype(std::declval<const Task<T> &>().then(std::declval<Callbacks>()...));
template <typename T, typename R>
using To = R (*)(T);
static_assert(std::same_as<ThenOf<int, To<int, QString>>, ValueTask<QString>>);
static_assert(std::same_as<ThenOf<int, To<const int &, void>>, ValueTask<>> &&
              std::same_as<ThenOf<int, void (*)()>, ValueTask<>>);
static_assert(std::same_as<ThenOf<MoveOnly, To<MoveOnly, int>>, ValueTask<int>>);
static_assert(std::same_as<ThenOf<MoveOnly, To<const MoveOnly &, int>>, ValueTask<int>>);
// What is there to be awaited is; what is a value stays one.
static_assert(std::same_as<ThenOf<int, To<int, Coro<QString>>>, ValueTask<QString>>);
static_assert(std::same_as<ThenOf<int, To<int, Task<QString>>>, ValueTask<QString>>);
static_assert(std::same_as<ThenOf<int, To<int, QCoro::Task<>>>, ValueTask<>> &&
              std::same_as<ThenOf<int, To<int, Sleep>>, ValueTask<>>);
static_assert(std::same_as<ThenOf<int, To<int, Yield>>, ValueTask<>> &&
              std::same_as<ThenOf<int, To<int, TaskHandle>>, ValueTask<>>);
static_assert(std::same_as<ThenOf<int, To<int, std::chrono::seconds>>, ValueTask<std::chrono::seconds>>);
static_assert(std::same_as<ThenOf<int, To<int, QTimer *>>, ValueTask<QTimer *>>);
static_assert(std::same_as<ThenOf<int, To<int, QFuture<int>>>, ValueTask<QFuture<int>>>);
using ValueThen = decltype(std::declval<ValueTask<int>>().then(std::declval<To<int, Task<QString>>>()));
static_assert(std::same_as<ValueThen, ValueTask<QString>>, "the same rule");

static_assert(std::convertible_to<Task<int>, ValueTask<int>> && std::convertible_to<const Task<> &, ValueTask<>>);
static_assert(!std::convertible_to<Task<int>, ValueTask<QString>> && !std::convertible_to<TaskHandle, ValueTask<>>);
static_assert(std::is_nothrow_constructible_v<ValueTask<MoveOnly>, Task<MoveOnly>>);

} // namespace

class TestTaskThen : public QObject
{
    Q_OBJECT
    Log log;

    Task<int> task(const char *name, int yields, int value) { return eager(giving(log, name, yields, value)).task(); }
    //! Says who has it.
    Coro<> awaiting(const char *name, Task<int> awaited)
    {
        const int value = co_await awaited;
        log(name, value);
    }
    Coro<> awaitingAlone(const char *name, ValueTask<int> awaited)
    {
        const int value = co_await std::move(awaited);
        log(name, value);
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void rule13_doneAlreadyItRunsAtOnce()
    {
        const Task<int> done = task("a", 0, 1);
        const auto next = expectInline([&] {
            return done.then([this](int value) {
                log("then", value);
                return value + 1;
            });
        });
        QVERIFY(next.isReady());
        QVERIFY(!next.isTask());
        QCOMPARE(next.result(), 2);
        QCOMPARE(done.result(), 1);
        COMPARE_LOG(log, "a a=1 then1");
    }
    void rule13_pendingItRunsInItsPlaceAmongTheAwaiters()
    {
        const Task<int> pending = task("a", 1, 1);
        const auto first = eager(awaiting("first", pending));
        const auto second = pending.then([this](const int &value) { log("second", value); });
        pending.then(nullptr, [this](int value) { log("third", value); });
        const auto fourth = pending.then([this] { log("fourth"); });
        COMPARE_LOG(log, "a");
        VERIFY_UNTIL(first.isReady() && second.isReady() && fourth.isReady());
        COMPARE_LOG(log, "a a=1 first1 second1 third1 fourth");
        QCOMPARE(pending.result(), 1); // it is still there
    }
    void theValueIsReferredToOrCopiedOrTaken()
    {
        const int before = Tracked::copies;
        Task<Tracked> tracked = eager(after(1, Tracked(1))).task();
        const auto seen = tracked.then([](const Tracked &value) { return value.value; });
        QCOMPARE(end(tracked.then([](const Tracked &value) { return value.value; })), 1);
        VERIFY_UNTIL(seen.isReady());
        QCOMPARE(Tracked::copies - before, 0);
        QCOMPARE(end(tracked.then([](Tracked value) { return value.value; })), 1);
        QCOMPARE(Tracked::copies - before, 1);
        tracked = {};
        const Task<MoveOnly> moveOnly = eager(after(1, std::make_unique<int>(2))).task();
        QCOMPARE(end(moveOnly.then([](const MoveOnly &value) { return *value; })), 2);
        QCOMPARE(*end(moveOnly.then([](MoveOnly value) { return value; })), 2);
        QVERIFY_THROWS_EXCEPTION(InvalidState, end(moveOnly.then([](const MoveOnly &value) { return *value; })));
    }
    void theValueLivesAsLongAsWhatIsReturned()
    {
        Task<QString> text = eager(after(1, QStringLiteral("long enough to be on the heap"))).task();
        auto length = text.then([](const QString &value) -> Coro<int> {
            co_await yieldNow();
            co_return int(value.size());
        });
        text = {};
        QCOMPARE(end(std::move(length)), 29);
    }
    void whatIsReturnedIsAwaited()
    {
        const Task<int> done = task("a", 0, 1);
        QCOMPARE(end(done.then([this](int value) { return giving(log, "b", 1, value + 1); })), 2);
        QCOMPARE(end(done.then([this](int) { return task("c", 1, 3); })), 3);
        QCOMPARE(end(done.then([](int) { return QEager::offload([] { return 4; }); })), 4);
        end(done.then([](int) { return QEager::sleep(1ns); }));
        const auto late = done.then([](int) { return QEager::sleep(1h); });
        QVERIFY(late.cancel());
        VERIFY_UNTIL(late.isReady());
        QVERIFY(late.isCancelled());
        COMPARE_LOG(log, "a a=1 b b=2 c c=3");
    }
    void anExceptionPassesThroughAndCountsAsRetrieved()
    {
        Messages messages;
        {
            const Task<int> failed = eager(failing(log, "a", 1)).task();
            const auto next = failed.then([this](int) { log("never"); });
            const auto more = failed.then([this] { log("never"); });
            VERIFY_UNTIL(next.isReady() && more.isReady());
            QCOMPARE(ending(next.exception()), QStringLiteral("a"));
            QCOMPARE(ending(more.exception()), QStringLiteral("a"));
        }
        QCOMPARE(messages.take(), QString());
        {
            const Task<int> failed = eager(failing(log, "b", 0)).task();
            static_cast<void>(failed.then([this](int) { log("never"); }));
        }
        QCOMPARE(messages.take(), QStringLiteral("The exception of an eager start was never retrieved: b"));
    }
    void orGoesToTheErrorCallback()
    {
        Messages messages;
        {
            const Task<int> failed = eager(failing(log, "a", 1)).task(), good = task("b", 1, 5);
            const auto value = [this](int v) {
                log("value", v);
                return v;
            };
            const auto error = [this](const std::exception &e) { log("error-", e.what()); };
            auto none = failed.then(value, error), other = good.then(value, error);
            auto instead = failed.then(value, [](const std::exception &) { return 7; });
            QCOMPARE(end(std::move(none)), 0);
            QCOMPARE(end(std::move(other)), 5);
            QCOMPARE(end(std::move(instead)), 7);
            COMPARE_LOG(log, "a b a! b=5 error-a value5");
        }
        QCOMPARE(messages.take(), QString());
    }
    void whatIsNoStdExceptionGoesToTheErrorCallback()
    {
        const auto throwing = []() -> Coro<> {
            co_await yieldNow();
            throw 7;
        };
        const Task<> failed = eager(throwing).task();
        failed.then(this, [] {}, [this](const std::exception &e) { log(QByteArray(e.what()).right(21)); });
        VERIFY_UNTIL(failed.isDone());
        spin();
        COMPARE_LOG(log, "not a std::exception.");
    }
    void whatTheCallbackThrowsIsTheOutcome()
    {
        const auto next = task("a", 1, 1).then([](int) -> int { throw std::logic_error("callback"); });
        VERIFY_UNTIL(next.isReady());
        QCOMPARE(ending(next.exception()), QStringLiteral("callback"));
    }
    void cancellingWhatIsReturnedCancelsTheTask()
    {
        const Task<int> pending = eager(cleaning(log, "a", 1)).task();
        const auto next = pending.then([this](int) { log("never"); });
        QVERIFY(next.cancel(u"stop"_s));
        VERIFY_UNTIL(next.isReady());
        QVERIFY(next.isCancelled());
        QVERIFY(pending.isCancelled());
        COMPARE_LOG(log, "a a!stop ~a");
    }
    void misuseIsTheOutcome()
    {
        const auto empty = Task<int>().then([this](int) { log("never"); });
        QVERIFY_THROWS_EXCEPTION(InvalidState, empty.result());
        const Task<int> mine = task("a", 1, 1);
        const auto thenResult = [&] { mine.then([this](int) { log("never"); }).result(); };
        QVERIFY_THROWS_EXCEPTION(InvalidState, elsewhere(thenResult));
        VERIFY_UNTIL(mine.isDone());
        COMPARE_LOG(log, "a a=1");
    }

    void aValueTaskOfATaskIsTheSameTask()
    {
        const Task<int> pending = task("a", 1, 1);
        ValueTask<int> value = pending;
        QVERIFY(value.isTask());
        QVERIFY(!value.isReady());
        QVERIFY(value.task() == pending);
        QCOMPARE(end(std::move(value)), 1);
        QCOMPARE(pending.result(), 1);
        const auto returning = [&]() -> ValueTask<int> { return pending; }; // no coroutine
        QCOMPARE(expectInline(returning).result(), 1);
        ValueTask<int> empty = Task<int>();
        QVERIFY(empty.isReady());
        QVERIFY(!empty.isTask());
        QVERIFY_THROWS_EXCEPTION(InvalidState, empty.result());
    }
    void itsValueIsMovedOutOfTheOnlyHandle()
    {
        const int before = Tracked::copies;
        Task<Tracked> only = eager(after(1, Tracked(1))).task();
        QCOMPARE(end(ValueTask<Tracked>(std::move(only))).value, 1);
        QCOMPARE(Tracked::copies - before, 0);
        const Task<Tracked> shared = eager(after(1, Tracked(2))).task();
        QCOMPARE(end(ValueTask<Tracked>(shared)).value, 2);
        QCOMPARE(shared.result().value, 2);
        QCOMPARE(Tracked::copies - before, 1);
    }
    void awaitedAsAnRvalueItKeepsItsPlaceAmongTheAwaiters()
    {
        const Task<int> pending = task("a", 1, 1);
        const auto first = eager(awaiting("first", pending));
        const auto second = eager(awaitingAlone("second", pending));
        const auto third = eager(awaiting("third", pending));
        VERIFY_UNTIL(third.isReady());
        COMPARE_LOG(log, "a a=1 first1 second1 third1");
    }
};

QTEST_GUILESS_MAIN(TestTaskThen)
#include "tst_task_then.moc"
