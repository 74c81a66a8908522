// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// then() and QCoro::connect(). Compiled twice, see task.h.

#include "task.h"

#if DROPIN_LAZYTASK
#    include <QCoroLazyTask>
#endif

#include <QtCore/qobject.h>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace {
Task<int> later1(int value) { return later(value + 1); }

//! False: it cannot be had with a QCoro::Task. Not so in QCoro 0.8.
template <typename T, typename Callback>
bool connectLvalue(Task<T> &task, QObject *context, const Callback &callback)
{
    constexpr bool isTaken = requires(QCoro::Task<T> &theirs) { QCoro::connect(theirs, context, callback); };
    if constexpr (isTaken)
        QCoro::connect(task, context, callback);
    return isTaken;
}
} // namespace

class Display : public QObject
{
    Q_OBJECT

public:
    explicit Display(Log &log) : m_log(log) {}
    void refresh() { m_log("refresh"); }
    void show(int value) { m_log("show", value); }

private:
    Log &m_log;
};

class TestChaining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void returnedByAFunction()
    {
        Log log;
        const auto half = [&](bool fails) -> Task<int> {
            return failing(fails).then([](int value) { return value / 2; },
                                       [&](const std::exception &e) { log(e.what()); });
        };
        Task<int> task = half(true);
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(task), 0);
        QCOMPARE(QCoro::waitFor(half(false)), 0);
        COMPARE_LOG(log, "broken broken");
    }

    void callbacksOfOtherKinds()
    {
        Log log;
        auto owned = std::make_unique<int>(10);
        const auto coroutine = [&]() -> Task<> {
            auto moveOnly = [mine = std::move(owned)](int value) mutable { return ++*mine + value; };
            Task<int> first = later(1).then(std::move(moveOnly)); // awaited apart, as GCC 12 needs it
            log(co_await first);
            log(co_await later(2).then([](auto value) { return value + 1; }));
            log(co_await later(3).then([](auto &&value) { return value + 1; }));
            log(co_await later(4).then([](const int value) noexcept { return value + 1; }));
            log(co_await later(5).then(now));
            log(co_await later(6).then(&later1));
            const std::function<int(int)> function = [](int value) { return value + 1; };
            log(co_await later(7).then(function));
            const MoveOnly box = co_await boxed(8).then([](MoveOnly &&moved) { return std::move(moved); });
            log(*box);
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "12 3 4 5 5 7 8 8");
    }

    void aCallbackThatDropsItsTask()
    {
        Log log;
        const auto task = std::make_shared<std::optional<Task<>>>();
        *task = later(1).then([&log, keep = std::weak_ptr(task)] {
            log("callback");
            keep.lock()->reset();
            log("dropped");
        });
        VERIFY_UNTIL(!task->has_value());
        COMPARE_LOG(log, "callback dropped");
    }

    void aLongChain()
    {
        Log log;
        const auto add = [&](int value) {
            log(value);
            return value + 1;
        };
        const auto slowly = [](int value) { return later(value * 10); };
        QCOMPARE(QCoro::waitFor(later(1).then(add).then(slowly).then(add).then(slowly).then(add)), 211);
        COMPARE_LOG(log, "1 20 210");
    }

    void aCallbackThatReturnsATaskOfQCoros()
    {
        Log log;
        const auto slow = [&](int value) -> QCoro::Task<int> {
            log("callback");
            co_await QCoro::sleepFor(1ms);
            log("slept");
            co_return value + 1;
        };
        Task<int> task = later(1).then(slow);
        static_assert(std::is_same_v<decltype(QCoro::waitFor(task)), int>);
        log(QCoro::waitFor(task));
        COMPARE_LOG(log, "callback slept 2");
    }

    void qcorosThenWithACallbackOfOurs()
    {
        Log log;
        const auto slow = [&]() -> Task<int> {
            log("callback");
            co_await QCoro::sleepFor(1ms);
            log("slept");
            co_return 4;
        };
        const auto quick = [&]() -> Task<> {
            log("quick");
            co_return;
        };
        const auto coroutine = [&]() -> Task<> {
            co_await QCoro::sleepFor(1ms).then(slow); // the value is left
            log("first");
            const int value = co_await QCoro::sleepFor(1ms).then(slow);
            log(value);
            co_await QCoro::sleepFor(0ms).then(quick);
            log("end");
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "callback slept first callback slept 4 quick end");
    }

    void qcorosThenWithACallbackOfOursThatFails()
    {
        Log log;
        const auto fails = []() -> Task<int> { return failing(true); };
        const auto coroutine = [&]() -> Task<> {
            try {
                log(co_await QCoro::sleepFor(1ms).then(fails));
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "broken");
    }

    void aLazyTasksThen()
    {
#if DROPIN_LAZYTASK
        Log log;
        const auto lazy = [&]() -> QCoro::LazyTask<int> {
            log("lazy");
            co_return 1;
        };
        const auto callback = [&](int value) -> Task<int> {
            log("callback", value);
            co_await QCoro::sleepFor(1ms);
            co_return value + 1;
        };
        const auto coroutine = [&]() -> Task<int> {
            const int value = co_await lazy().then(callback);
            co_return value;
        };
        log(QCoro::waitFor(coroutine()));
        COMPARE_LOG(log, "lazy callback1 2");
#else
        QSKIP("This QCoro has no LazyTask.");
#endif
    }

    void connectedLvalues()
    {
        Log log;
        QObject context;
        Task<int> task = later(1);
        QCoro::connect(task, &context, [&] { log("one"); });
        const auto two = [&](int value) { log("two", value); };
        if (!connectLvalue(task, &context, two))
            QSKIP("connect() of this QCoro takes no callback with an argument for an lvalue.");
        VERIFY_UNTIL(log.words().contains(QLatin1String("two")));
        COMPARE_LOG(log, "one two1");
    }

    void connectedAndMoved()
    {
        Log log;
        QObject context;
        Task<int> task = later(2);
        QCoro::connect(std::move(task), &context, [&](const int &value) { log(value); });
        VERIFY_UNTIL(!log.words().isEmpty());
        COMPARE_LOG(log, "2");
    }

    void connectedMemberFunctions()
    {
        Log log;
        Display display(log);
        QCoro::connect(nothing(), &display, &Display::refresh);
        COMPARE_LOG(log, "refresh");
        QCoro::connect(laterNothing(), &display, &Display::refresh);
        QCoro::waitFor(later(0, 3ms));
        COMPARE_LOG(log, "refresh refresh");
    }

    void connectedMemberFunctionsWithAnArgument()
    {
#if DROPIN_LAZYTASK
        Log log;
        Display display(log);
        QCoro::connect(now(1), &display, &Display::show);
        COMPARE_LOG(log, "show1");
        QCoro::connect(later(2), &display, &Display::show);
        QCoro::waitFor(later(0, 3ms));
        COMPARE_LOG(log, "show1 show2");
#else
        QSKIP("connect() of this QCoro takes no member function that has an argument.");
#endif
    }

    void theContextDies()
    {
        Log log;
        auto display = std::make_unique<Display>(log);
        QCoro::connect(laterNothing(), display.get(), &Display::refresh);
        QCoro::connect(later(1), display.get(), [&](int value) { log(value); });
        Task<int> shared = later(1);
        QCoro::connect(shared, display.get(), [&] { log("shared"); });
        display.reset();
        log(QCoro::waitFor(shared));
        QCoro::waitFor(later(0, 3ms));
        COMPARE_LOG(log, "1");
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
        QVERIFY(log.words().contains(QLatin1String("three")));
        QVERIFY(log.words().contains(QLatin1String("nothing")));
        QVERIFY(!log.words().contains(QLatin1Char('9')));
    }
};

QTEST_GUILESS_MAIN(TestChaining)
#include "chaining.moc"
