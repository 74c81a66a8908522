// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Starting, returning and awaiting. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"
#include "shared/messages.h"

#include <QCoroFuture>

#include <QtCore/qfuture.h>

#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

static_assert(!std::is_copy_constructible_v<Task<int>> && !std::is_copy_assignable_v<Task<int>>);
static_assert(std::is_nothrow_move_constructible_v<Task<int>> && std::is_nothrow_move_assignable_v<Task<int>>);
static_assert(std::is_default_constructible_v<Task<int>> && std::is_default_constructible_v<Task<>>);
static_assert(std::is_same_v<Task<int>::value_type, int> && std::is_void_v<Task<>::value_type>);
static_assert(QCoro::Awaitable<Task<int>> && QCoro::Awaitable<Task<> &>);

namespace {

Task<int> unboxed(MoveOnly box)
{
    co_await QCoro::sleepFor(1ms);
    co_return *box;
}

//! The caller keeps \a log alive, as with any reference parameter.
Task<int> sum(Log &log, const std::vector<int> &values)
{
    int total = 0;
    for (int value : values) {
        total += co_await later(value, 0ms);
        log(total);
    }
    co_return total;
}

Task<int> deep(int levels)
{
    if (levels == 0)
        co_return co_await later(1);
    co_return 1 + co_await deep(levels - 1);
}

Task<std::optional<int>> perhaps(bool value)
{
    if (!value)
        co_return std::nullopt;
    co_return 5;
}

Task<std::string> text() { co_return "text"; }

// Returned in braces.
struct Place
{
    int row = 0;
    QString name;
};
Task<std::optional<int>> noNumber() { co_return {}; }
Task<Place> place() { co_return {2, QStringLiteral("bench")}; }
Task<std::tuple<int, QString>> pair() { co_return {3, QStringLiteral("pair")}; }
Task<QString> noText() { co_return {}; }
Task<std::vector<int>> numbers() { co_return {4, 5, 6}; }

// Returned as something else than it is.
struct Animal
{
    virtual ~Animal() = default;
    virtual int legs() const { return 0; }
};
struct Bird : Animal
{
    int legs() const override { return 2; }
};
Task<std::unique_ptr<Animal>> animal(bool suspend)
{
    if (suspend)
        co_await QCoro::sleepFor(1ms);
    co_return std::make_unique<Bird>();
}
#if DROPIN_LAZYTASK
Task<bool> isSet(const int *pointer) { co_return pointer; }
#endif

//! Can be moved, and nothing else: not made from nothing, not assigned.
class Ticket
{
public:
    explicit Ticket(int number) : m_number(number) {}
    Ticket(Ticket &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    ~Ticket() = default;
    Ticket &operator=(Ticket &&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};
Task<Ticket> ticket(int number, bool suspend)
{
    if (suspend)
        co_await QCoro::sleepFor(1ms);
    co_return Ticket(number);
}

//! Its argument says what T is.
template <typename T>
T taken(Task<T> &&task)
{
    return QCoro::waitFor(std::move(task));
}

Task<> throughAVoidExpression() { co_return co_await laterNothing(); }

Task<int> either(bool first) { co_return first ? co_await later(1) : co_await later(2); }

} // namespace

class TestAwaiting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAtTheCall()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            log("body");
            co_await QCoro::sleepFor(1ms);
            log("resumed");
        };
        log("call");
        const Task<> task = coroutine();
        log("returned");
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "call body returned resumed");
    }

    void whatIsReadyDoesNotSuspend()
    {
        const auto chain = []() -> Task<int> {
            co_await nothing();
            Task<int> one = now(1);
            const int first = co_await one; // an lvalue
            const int second = co_await QtFuture::makeReadyFuture(2);
            co_return first + second + co_await now(3);
        };
        Task<int> task = chain();
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task), 6);
    }

    void chains()
    {
        QCOMPARE(QCoro::waitFor(deep(20)), 21);
        Log log;
        const std::vector<int> values{1, 2, 3};
        QCOMPARE(QCoro::waitFor(sum(log, values)), 6);
        COMPARE_LOG(log, "1 3 6");
    }

    void severalAtOnce()
    {
        const auto both = []() -> Task<int> {
            Task<int> slow = later(1, 3ms), quick = later(2, 1ms);
            const int first = co_await slow;
            co_return first * 10 + co_await quick; // ready by now
        };
        QCOMPARE(QCoro::waitFor(both()), 12);
    }

    void moveOnlyValues()
    {
        Task<MoveOnly> box = boxed(3);
        QCOMPARE(*QCoro::waitFor(std::move(box)), 3);
        const auto chain = []() -> Task<int> {
            MoveOnly moved = co_await boxed(4);
            co_return co_await unboxed(std::move(moved));
        };
        QCOMPARE(QCoro::waitFor(chain()), 4);
    }

    void returnsWhatConverts()
    {
        QCOMPARE(QCoro::waitFor(perhaps(true)), std::optional<int>(5));
        QVERIFY(!QCoro::waitFor(perhaps(false)).has_value());
        QCOMPARE(QCoro::waitFor(text()), std::string("text"));
    }

    void returnsInBraces()
    {
        QVERIFY(!QCoro::waitFor(noNumber()).has_value());
        const Place found = QCoro::waitFor(place());
        QCOMPARE(QString::number(found.row) + found.name, QStringLiteral("2bench"));
        QCOMPARE(QCoro::waitFor(pair()), std::tuple(3, QStringLiteral("pair")));
        QVERIFY(QCoro::waitFor(noText()).isNull());
        QCOMPARE(QCoro::waitFor(numbers()), (std::vector{4, 5, 6}));
    }

    void returnsAPointerToTheBase()
    {
        QCOMPARE(QCoro::waitFor(animal(false))->legs(), 2);
        QCOMPARE(QCoro::waitFor(animal(true))->legs(), 2);
#if DROPIN_LAZYTASK
        const int something = 0;
        QVERIFY(QCoro::waitFor(isSet(&something)));
        QVERIFY(!QCoro::waitFor(isSet(nullptr)));
#else
        qInfo("A pointer that is returned as a bool is left out: this QCoro does not compile it.");
#endif
    }

    void valuesWithoutADefault()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            const Ticket first = co_await ticket(1, false);
            Task<Ticket> task = ticket(2, true);
            const Ticket second = co_await std::move(task);
            log(first.number());
            log(second.number());
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "1 2");
    }

    void throughAFunctionObject()
    {
        std::function<Task<int>(int)> function = now;
        const auto coroutine = [&]() -> Task<int> { co_return co_await function(2); };
        Task<int> ready = coroutine();
        QVERIFY(ready.isReady());
        function = [](int value) { return later(value + 1); };
        QCOMPARE(QCoro::waitFor(coroutine()) * 10 + QCoro::waitFor(ready), 32);
    }

    void whoseTypeIsDeduced()
    {
        QCOMPARE(taken(now(3)), 3);
        QCOMPARE(taken(later(4)), 4);
    }

    void inOneOfTwoBranches()
    {
        // GCC 12 evaluates both, with either type.
        QCOMPARE(QCoro::waitFor(either(true)), 1);
        QCOMPARE(QCoro::waitFor(either(false)), 2);
    }

    void isAskedWhetherItIsReady()
    {
        Log log;
        Task<int> task = later(1);
        log(task.isReady());
        VERIFY_UNTIL(task.isReady());
        log(task.isReady());
        log(now(1).isReady());
        log(failing(false).then([](int) {}, [](const std::exception &) {}).isReady());
        COMPARE_LOG(log, "false true true true");
    }

    void waitedFor()
    {
        Task<int> task = later(5);
        const Task<int> ready = now(6);
        QCOMPARE(QCoro::waitFor(task) + QCoro::waitFor(later(7)) + QCoro::waitFor(ready), 18);
        QCOMPARE(QCoro::waitFor(task), 5); // again
        QCoro::waitFor(laterNothing());
    }

    void exceptions()
    {
        Log log;
        const auto coroutine = [&](bool suspend) -> Task<> {
            try {
                co_await failing(suspend);
                log("never");
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            Task<> task = failingVoid(suspend);
            try {
                co_await task;
            } catch (const std::exception &e) {
                log("again:", e.what());
            }
        };
        QVERIFY(coroutine(false).isReady());
        COMPARE_LOG(log, "broken again:broken");
        QCoro::waitFor(coroutine(true));
        COMPARE_LOG(log, "broken again:broken broken again:broken");
    }

    void assignedLater()
    {
        struct Loader
        {
            Task<int> task{};
            void start() { task = later(8); }
        };
        Loader loader;
        QVERIFY(loader.task.isReady()); // nothing to wait for
        loader.start();
        QVERIFY(!loader.task.isReady());
        Task<int> moved(std::move(loader.task));
        QVERIFY(loader.task.isReady());
        QCOMPARE(QCoro::waitFor(moved), 8);
    }

    void inStatementsOfOtherKinds()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            const auto [number, text] = co_await pair();
            log(number, ":", text);
            for (const int each : co_await numbers())
                log(each);
            int left = 2;
            while (left > 0) {
                const int one = co_await later(1);
                left -= one;
                log("left", left);
            }
            log(co_await later(5) + co_await now(6) * co_await later(7));
            co_await throughAVoidExpression();
            const auto lambda = [](int value) -> Task<int> { co_return co_await later(value); };
            log(co_await lambda(8));
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "3:pair 4 5 6 left1 left0 47 8");
    }

    void aNestedEventLoop()
    {
        Log log;
        const auto other = [&]() -> Task<> {
            co_await QCoro::sleepFor(2ms);
            log("other");
        };
        const auto coroutine = [&]() -> Task<> {
            const Task<> beside = other();
            co_await laterNothing();
            log("loop");
            log(QCoro::waitFor(later(1, 6ms)));
            log("looped");
            co_await beside;
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "loop other 1 looped");
    }

    void anExceptionThatNobodyIsGiven()
    {
        Messages messages;
        {
            const Task<> task = failingVoid(false);
            QVERIFY(task.isReady());
        }
        QCOMPARE(messages.take().isEmpty(), Differences::DroppedExceptionsAreSilent);
    }

    void aDroppedTaskRunsOn()
    {
        Log log;
        const auto coroutine = [](Log &to) -> Task<> {
            co_await QCoro::sleepFor(1ms);
            to("done");
        };
        static_cast<void>(coroutine(log));
        VERIFY_UNTIL(!log.words().isEmpty());
        COMPARE_LOG(log, "done");
    }
};

QTEST_GUILESS_MAIN(TestAwaiting)
#include "awaiting.moc"
