// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    What is a Part, and part(): options for one of several. What becomes of awaitable parts is in
    tst_gather_awaited.cpp.
*/

#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/part.h>
#include <qeager/shield.h>
#include <qeager/startpolicy.h>
#include <qeager/timeout.h>

#include "shared/end.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <ranges>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

using Function = Coro<QString> (*)();
static_assert(Part<Coro<int>> && Part<Task<int> &> && Part<ValueTask<>> && Part<QCoro::Task<>> && Part<Function &>);
static_assert(!Part<Coro<int> &> && !Part<ValueTask<> &> && !Part<QCoro::Task<> &>, "these are given as rvalues");
static_assert(Part<Sleep> && Part<const Sleep &> && Part<Yield> && Part<std::chrono::seconds &> &&
              Part<decltype(1.5s)>);
static_assert(Part<QFuture<int>> && Part<const QFuture<MoveOnly> &> && Part<TaskHandle &> && Part<Shield<int>>);
static_assert(Part<QTimer *> && Part<QTimer &> && !Part<QTimer> && !Part<const QTimer &>);
static_assert(Part<Offload<int (*)()>> && Part<decltype(QEager::signal(std::declval<QTimer *>(), &QTimer::timeout))>);
static_assert(!Part<int> && !Part<QString> && !Part<std::vector<int>> && !Part<QObject *> && !Part<int (*)()> &&
              !Part<void>);

template <typename P>
using Optioned = decltype(part(std::declval<P>(), TaskOptions()));
static_assert(Part<Optioned<Coro<int>>> && !Part<Optioned<Coro<int>> &>);
static_assert(Part<Optioned<Sleep> &> && Part<const Optioned<Task<int> &> &> && Part<Optioned<QTimer &> &>);
template <typename P>
concept CanHaveOptions = requires(P &&p) { part(std::forward<P>(p), {.name = QString()}); };
static_assert(CanHaveOptions<Coro<>> && CanHaveOptions<QTimer &> && !CanHaveOptions<int> &&
              !CanHaveOptions<Optioned<Sleep>>);

static_assert(std::same_as<ResultOf<QFuture<int>>, int> && std::same_as<ResultOf<const QFuture<QString> &>, QString>);
static_assert(std::is_void_v<ResultOf<Sleep>> && std::is_void_v<ResultOf<TaskHandle>> &&
              std::is_void_v<ResultOf<QTimer &>>);
static_assert(std::same_as<ResultOf<Optioned<Coro<int>>>, int> &&
              std::same_as<ResultOf<const Optioned<Sleep> &>, void>);
static_assert(std::same_as<ResultOf<Offload<MoveOnly (*)()>>, MoveOnly>);

ContextVar<int> variable("variable");

Coro<QString> who(int yields = 0)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return currentTask().name();
}
Coro<int> keeping(Log &log, Tracked kept, int yields)
{
    log("keeping");
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return kept.value;
}
QStringList namesOfAll()
{
    QStringList names;
    for (const TaskHandle &task : allTasks())
        names.append(task.name());
    names.sort();
    return names;
}

} // namespace

class TestPart : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void aNameIsSeenInBothPhases()
    {
        const auto [now, late] = end(gather(part(who(), {.name = u"user"_s}), part(who(1), {.name = u"orders"_s})));
        QCOMPARE(now, u"user"_s);
        QCOMPARE(late, u"orders"_s);
        const auto settled = end(gatherSettled(part(who(), {.name = u"one"_s}), part(who(1), {.name = u"two"_s})));
        QCOMPARE(*std::get<0>(settled), u"one"_s);
        QCOMPARE(*std::get<1>(settled), u"two"_s);
        const auto first = end(race(part(who(2), {.name = u"slow"_s}), part(who(1), {.name = u"quick"_s})));
        QCOMPARE(std::get<1>(first), u"quick"_s);
    }
    void eachOfARangeHasItsOwn()
    {
        const auto make = [](int i) { return part(who(i), {.name = u"part %1"_s.arg(i)}); };
        const std::vector<QString> expected{u"part 0"_s, u"part 1"_s, u"part 2"_s};
        QCOMPARE(end(gather(std::views::iota(0, 3) | std::views::transform(make))), expected);
        QCOMPARE(end(gather(std::views::iota(0, 3) | std::views::transform(make), {.limit = 1})), expected);
        QCOMPARE(end(race(rangeOf(make(3), make(1)))).value, u"part 1"_s);
    }
    void aPartThatFinishesSynchronouslyCostsNoTask()
    {
        const QString name = u"a"_s;
        const auto all =
            expectInline([&] { return gather(part(giving(log, "a", 0, 1), {.name = name}), giving(log, "b", 0, 2)); });
        QCOMPARE(all.result(), std::tuple(1, 2));
        const auto future = QtFuture::makeReadyFuture(3);
        const auto ready = expectInline([&] { return gather(part(future, {.name = name})); });
        QCOMPARE(ready.result(), std::tuple(3));
        COMPARE_LOG(log, "a a=1 b b=2");
    }
    void whatIsAwaitedHasAName()
    {
        QPromise<int> promise;
        promise.start();
        const auto all = gather(part(promise.future(), {.name = u"answer"_s}), part(1h, {.name = u"hour"_s}));
        QVERIFY(namesOfAll().contains(u"answer"_s));
        QVERIFY(namesOfAll().contains(u"hour"_s));
        QCOMPARE(namesOfAll().size(), 3); // and the gather
        all.cancel();
        VERIFY_UNTIL(all.isReady());
    }
    void whatRunsAlreadyIsAwaitedByATaskOfThatName()
    {
        auto value = eager(giving(log, "value", 2, 1));
        const Task<int> task = eager(giving(log, "task", 2, 2)).task();
        auto all = gather(part(std::move(value), {.name = u"v"_s}), part(task, {.name = u"t"_s}));
        QVERIFY(namesOfAll().contains(u"v"_s));
        QVERIFY(namesOfAll().contains(u"t"_s));
        QCOMPARE(end(std::move(all)), std::tuple(1, 2));
        QCOMPARE(task.result(), 2);
    }
    void itRunsInTheContextGiven()
    {
        variable.set(1);
        const Context context = Context::current();
        variable.set(2);
        const auto read = []() -> Coro<int> {
            co_await yieldNow();
            co_return variable.value();
        };
        const auto all = end(gather(part(read, {.context = context}), read));
        QCOMPARE(all, std::tuple(1, 2));
        variable.set(0);
    }
    void itEndsWithItsOwner()
    {
        auto owner = std::make_unique<QObject>();
        const auto all = eager(receiver(log, gather(part(cleaning(log, "a", 0), {.owner = owner.get()}),
                                                    part(1h, {.owner = owner.get()}), giving(log, "b", 1, 2))));
        COMPARE_LOG(log, "a b");
        owner.reset();
        VERIFY_UNTIL(all.isReady());
        QCOMPARE(log.words().section(u' ', 0, 1), u"a b"_s);
        QVERIFY(log.words().contains(u"~a"_s));
        QVERIFY(log.words().contains(u"cancelled:"_s));
        VERIFY_UNTIL(allTasks().isEmpty());
    }
    void nothingRunsBeforeItsTurn()
    {
        {
            const auto coro = part(giving(log, "coro", 0, 1), {});
            const auto function = part([this] { return giving(log, "function", 0, 1); }, {});
            const auto tracked = part(keeping(log, Tracked(1), 0), {});
            QCOMPARE(Tracked::alive, 1);
        }
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(log.words(), QString());
    }
    void aPartThatIsNotStartedIsDropped()
    {
        const auto all = expectInline([this] {
            return race(part(giving(log, "a", 0, 1), {.name = u"a"_s}),
                        part(keeping(log, Tracked(2), 0), {.name = u"b"_s}));
        });
        QVERIFY(all.isReady());
        QCOMPARE(Tracked::alive, 0);
        COMPARE_LOG(log, "a a=1");
    }
    void whatRunsAlreadyIsCancelledAfterASynchronousWinner()
    {
        auto value = eager(cleaning(log, "value", 0));
        const auto all = race(giving(log, "a", 0, 1), part(std::move(value), {.name = u"v"_s}));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "value a a=1 value!Another part ended first. ~value");
    }
    void itIsMovedAndCopiedAsItsPartIs()
    {
        const int before = Tracked::copies;
        auto optioned = part(keeping(log, Tracked(1), 1), {.name = u"a"_s});
        auto moved = std::move(optioned);
        QCOMPARE(end(gather(std::move(moved))), std::tuple(1));
        QCOMPARE(Tracked::copies - before, 0);
        const auto nap = part(1ns, {.name = u"nap"_s}); // twice
        end(gather(nap, nap).then([] {}));
        end(gather(std::vector{nap, nap}, {.limit = 1}).then([] {}));
    }
    void anEmptyPartIsMisuse()
    {
        const auto coro = [] { return gather(part(Coro<int>(), {})); };
        QVERIFY_THROWS_EXCEPTION(InvalidState, coro());
        const auto outcome = gather(part(Task<int>(), {.name = u"t"_s}));
        QVERIFY_THROWS_EXCEPTION(InvalidState, outcome.result());
    }
    void anotherThreadIsMisuseAndWhatRunsThereIsNot()
    {
        QThread thread;
        thread.start();
        const auto where = [this]() -> Coro<bool> {
            log("there");
            co_return QThread::currentThread() != QCoreApplication::instance()->thread();
        };
        const auto given = [&] { return gather(part(where, {.thread = &thread})); };
        QString advice;
        try {
            static_cast<void>(given());
        } catch (const InvalidState &e) {
            advice = e.message();
        }
        QCOMPARE(advice,
                 QStringLiteral("A part() runs on the thread that awaits it: to run something on another thread, give "
                                "onThread(thread, function, arguments…)."));
        QCOMPARE(log.words(), QString());
        QCOMPARE(end(gather(part(where, {.thread = QThread::currentThread()}))), std::tuple(false));
        QCOMPARE(end(gather(onThread(&thread, where), 1ns)), std::tuple(true, std::monostate()));
        QCOMPARE(end(gather(part(onThread(&thread, where), {.name = u"there"_s}))), std::tuple(true));
        thread.quit();
        QVERIFY(thread.wait());
        COMPARE_LOG(log, "there there there");
    }
    void anExceptionCarriesTheName()
    {
        Messages messages;
        {
            const auto all = gather(failing(log, "a", 0), part(failing(log, "b", 0), {.name = u"second"_s}));
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        }
        QCOMPARE(messages.take(), u"The exception of second was never retrieved: b"_s);
    }
    void withATimeout()
    {
        auto inTime = withTimeout(1h, part(who(1), {.name = u"user"_s}));
        QCOMPARE(end(eager(std::move(inTime))), u"user"_s);
        const auto late = eager(withTimeout(0s, part(cleaning(log, "late", 0), {.name = u"late"_s})));
        QVERIFY(namesOfAll().contains(u"late"_s));
        VERIFY_UNTIL(late.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, late.result());
        COMPARE_LOG(log, "late late!The time of withTimeout() was up. ~late");
    }
};

QTEST_GUILESS_MAIN(TestPart)
#include "tst_part.moc"
