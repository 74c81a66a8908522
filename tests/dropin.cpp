// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Code written for QCoro, compiled twice: as it is (DROPIN_QCORO=1), and with QEager::ValueTask in the place of
    QCoro::Task (0). Every assertion holds in both.
*/

#include <QCoroCore>
#include <QCoroSignal>
#include <QCoroTask>
#include <QCoroTimer>

#if DROPIN_QCORO
template <typename T = void>
using Task = QCoro::Task<T>;
#else
#    include <qeager/qeager.h>
template <typename T = void>
using Task = QEager::ValueTask<T>;
#endif

#include "shared/log.h"
#include "shared/loop.h"

#include <QtCore/qfuture.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;

using MoveOnly = std::unique_ptr<int>;

static_assert(!std::is_copy_constructible_v<Task<int>> && !std::is_copy_assignable_v<Task<int>>);
static_assert(std::is_nothrow_move_constructible_v<Task<int>> && std::is_nothrow_move_assignable_v<Task<int>>);
static_assert(std::is_default_constructible_v<Task<int>> && std::is_default_constructible_v<Task<>>);
static_assert(std::is_same_v<Task<int>::value_type, int> && std::is_void_v<Task<>::value_type>);
static_assert(QCoro::Awaitable<Task<int>> && QCoro::Awaitable<Task<> &>);

class Device : public QObject
{
    Q_OBJECT

public:
    Task<int> next()
    {
        const int value = co_await qCoro(this, &Device::arrived);
        m_sum += value;
        co_return m_sum;
    }
    Task<QString> describe() const { co_return QStringLiteral("sum %1").arg(m_sum); }

Q_SIGNALS:
    void arrived(int value);
    void moved(int x, const QString &where);
    void closed();

private:
    int m_sum = 0;
};

namespace {

Task<int> now(int value) { co_return value; }

Task<int> later(int value, std::chrono::milliseconds delay = 1ms)
{
    co_await QCoro::sleepFor(delay);
    co_return value;
}

Task<> nothing() { co_return; }
Task<> laterNothing() { co_await QCoro::sleepFor(1ms); }

Task<int> failing(bool suspend)
{
    if (suspend)
        co_await QCoro::sleepFor(1ms);
    throw std::runtime_error("broken");
}

Task<> failingVoid(bool suspend) { co_await failing(suspend); }

Task<MoveOnly> boxed(int value)
{
    co_await QCoro::sleepFor(1ms);
    co_return std::make_unique<int>(value);
}

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
} // namespace

class TestDropIn : public QObject
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

    void thenWithTheValue()
    {
        Log log;
        Task<int> inlineTask = now(1).then([&](int value) {
            log(value);
            return value + 1;
        });
        QVERIFY(inlineTask.isReady());
        COMPARE_LOG(log, "1");
        Task<QString> task = later(2).then([](const int &value) { return QString::number(value); });
        static_assert(std::is_same_v<decltype(task), Task<QString>>);
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(std::move(task)), QStringLiteral("2"));
        QCOMPARE(QCoro::waitFor(later(3).then([](double half) { return half / 2; })), 1.5); // converts
        QCOMPARE(*QCoro::waitFor(boxed(4).then([](MoveOnly box) { return box; })), 4);
    }

    void thenWithoutArgument()
    {
        Log log;
        QCOMPARE(QCoro::waitFor(laterNothing().then([] { return 5; })), 5);
        QCOMPARE(QCoro::waitFor(later(1).then([] { return 6; })), 6);
        Task<> done = nothing().then([&] { log("done"); });
        QVERIFY(done.isReady());
        QCoro::waitFor(later(7).then([&](int value) { log(value); }).then([&] { log("after"); }));
        COMPARE_LOG(log, "done 7 after");
    }

    void thenFlattens()
    {
        Task<int> task = later(1).then([](int value) { return later(value + 1); });
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(std::move(task)), 2);
        Task<> nested = now(4).then([](int) { return laterNothing(); });
        static_assert(std::is_same_v<decltype(nested), Task<>>);
        QCoro::waitFor(nested);
        const auto coroutine = [](int value) -> Task<int> { co_return co_await later(value * 2); };
        QCOMPARE(QCoro::waitFor(now(5).then(coroutine)), 10);
    }

    void thenWithAnErrorCallback()
    {
        Log log;
        const auto value = [&](int v) {
            log(v);
            return v;
        };
        const auto error = [&](const std::exception &e) { log(e.what()); };
        QCOMPARE(QCoro::waitFor(later(1).then(value, error)), 1);
        QCOMPARE(QCoro::waitFor(failing(true).then(value, error)), 0); // a default-constructed value
        QCOMPARE(QCoro::waitFor(failing(false).then(value, error)), 0);
        QCoro::waitFor(failingVoid(true).then([&] { log("never"); }, error));
        COMPARE_LOG(log, "1 broken broken broken");
    }

    void thenPassesExceptionsOn()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            Task<int> task = failing(true).then([&](int) {
                log("never");
                return 1;
            });
            try {
                co_await task;
            } catch (const std::exception &e) {
                log(e.what());
            }
            try {
                co_await later(1).then([](int) { throw std::logic_error("callback"); });
            } catch (const std::logic_error &e) {
                log(e.what());
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "broken callback");
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

    void memberFunctionsAndSignals()
    {
        Device device;
        Task<int> first = device.next();
        QVERIFY(!first.isReady());
        Q_EMIT device.arrived(4);
        QVERIFY(!first.isReady()); // not inside the emission
        VERIFY_UNTIL(first.isReady());
        Task<int> second = device.next();
        Q_EMIT device.arrived(5);
        QCOMPARE(QCoro::waitFor(second), 9);
        QCOMPARE(QCoro::waitFor(device.describe()), QStringLiteral("sum 9"));

        const auto all = [](Device &from) -> Task<QString> {
            const std::tuple<int, QString> arguments = co_await qCoro(&from, &Device::moved);
            co_await qCoro(&from, &Device::closed);
            const std::optional<int> late = co_await qCoro(&from, &Device::arrived, 1ms); // times out
            co_return std::get<QString>(arguments) + QString::number(std::get<int>(arguments)) +
                (late ? QStringLiteral("!") : QStringLiteral("."));
        };
        Task<QString> task = all(device);
        Q_EMIT device.moved(1, QStringLiteral("x"));
        QTimer::singleShot(5ms, &device, [&] { Q_EMIT device.closed(); });
        QCOMPARE(QCoro::waitFor(task), QStringLiteral("x1."));
    }

    void timers()
    {
        Log log;
        const auto coroutine = [](Log &to) -> Task<> {
            QTimer timer;
            timer.setInterval(1ms);
            co_await timer; // not active
            to("inactive");
            timer.start();
            co_await timer;
            to("one");
            co_await &timer;
            to("two");
            co_await qCoro(timer).waitForTimeout();
            to("three");
        };
        QCoro::waitFor(coroutine(log));
        COMPARE_LOG(log, "inactive one two three");
    }

    void connects()
    {
        Log log;
        QObject context;
        QCoro::connect(now(1), &context, [&](int value) { log(value); });
        COMPARE_LOG(log, "1"); // what is ready is told at once
        QCoro::connect(later(2), &context, [&](int value) { log(value); });
        QCoro::connect(later(3, 2ms), &context, [&] { log("three"); });
        QCoro::connect(laterNothing(), &context, [&] { log("nothing"); });
        {
            QObject gone;
            QCoro::connect(later(9), &gone, [&](int value) { log(value); });
        }
        VERIFY_UNTIL(log.words().count(QLatin1Char(' ')) == 3);
        QCoro::waitFor(later(0, 3ms));
        QVERIFY(log.words().contains(QLatin1String("three")) && log.words().contains(QLatin1String("nothing")));
        QVERIFY(!log.words().contains(QLatin1Char('9')));
    }
};

QTEST_GUILESS_MAIN(TestDropIn)
#include "dropin.moc"
