// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Code that is ported a part at a time: tasks go between what says Task and what says QCoro::Task. Compiled twice, see
// task.h.

#include "task.h"

#include <QCoroFwd>
#include <QCoroSignal>
#if DROPIN_LAZYTASK
#    include <QCoroLazyTask>
#endif

#include <QtCore/qobject.h>

#include <functional>
#include <optional>
#include <tuple>
#include <vector>

class Door : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void knocked(const QString &who);
    void closed();
};

//! Declared where QCoro's types are only named; of somebody who is not ported.
struct Library
{
    QCoro::Task<int> answer(bool suspend);
    QCoro::Task<> wait();
    virtual QCoro::Task<QString> name() { co_return QStringLiteral("library"); }
    virtual ~Library() = default;
};

QCoro::Task<int> Library::answer(bool suspend)
{
    if (suspend)
        co_await QCoro::sleepFor(1ms);
    co_return 42;
}

QCoro::Task<> Library::wait() { co_await QCoro::sleepFor(1ms); }

namespace {

QCoro::Task<int> twice(QCoro::Task<int> task) { co_return 2 * co_await task; }
QCoro::Task<> finish(QCoro::Task<> task, Log &log)
{
    co_await task;
    log("finished");
}
QCoro::Task<int> call(const std::function<QCoro::Task<int>(int)> &function)
{
    const int value = co_await function(3);
    co_return value + 1;
}

// Ported functions, which return what others return.
Task<> shortPause() { return QCoro::sleepFor(1ms); }
Task<int> answer(bool suspend) { return Library().answer(suspend); }
Task<std::tuple<>> closed(Door *door)
{
    return qCoro(door, &Door::closed).then([](auto &&...) { return std::tuple<>(); });
}
Task<int> knocked(Door *door)
{
    return qCoro(door, &Door::knocked).then([](const QString &who) { return int(who.size()); });
}
Task<std::optional<QString>> knockedWithin(Door *door, std::chrono::milliseconds timeout)
{
    return qCoro(door, &Door::knocked, timeout);
}

} // namespace

class TestConversions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFunctionThatReturnsQCorosTask()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            co_await shortPause();
            log("paused");
            log(co_await answer(true));
            log(co_await answer(false));
        };
        QVERIFY(answer(false).isReady());
        QVERIFY(!answer(true).isReady());
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "paused 42 42");
    }

    void aFunctionThatReturnsWhatASignalGives()
    {
        Log log;
        Door door;
        const auto coroutine = [&]() -> Task<> {
            const std::tuple<> none = co_await closed(&door);
            Q_UNUSED(none)
            log("closed");
            const Task<int> length = knocked(&door);
            log(co_await length);
            const std::optional<QString> nobody = co_await knockedWithin(&door, 1ms);
            log(nobody.has_value());
        };
        const Task<> task = coroutine();
        Q_EMIT door.closed();
        VERIFY_UNTIL(!log.words().isEmpty());
        Q_EMIT door.knocked(QStringLiteral("postman"));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "closed 7 false");
    }

    void aFunctionThatReturnsALazyTask()
    {
#if DROPIN_LAZYTASK
        // With QCoro only a Task made by then() can be had of one.
        Log log;
        const auto lazy = [&]() -> QCoro::LazyTask<int> {
            log("lazy");
            co_await QCoro::sleepFor(1ms);
            co_return 5;
        };
        const auto function = [&]() -> Task<int> { co_return co_await lazy(); };
        log(QCoro::waitFor(function()));
        COMPARE_LOG(log, "lazy 5");
        log.clear();
#    if !DROPIN_QCORO // one that is returned as a task: QCoro has no such conversion
        for (const bool suspend : {false, true}) {
            const auto made = [&log](bool waits) -> QCoro::LazyTask<int> {
                log("begins");
                if (waits)
                    co_await QCoro::sleepFor(1ms);
                log("ends");
                co_return 6;
            };
            const auto returns = [&]() -> Task<int> { return made(suspend); };
            Task<int> task = returns();
            QCOMPARE(task.isReady(), !suspend);
            log(QCoro::waitFor(task));
            QCoro::LazyTask<int> lvalue = made(suspend);
            log("made");
            const Task<int> dropped = std::move(lvalue);
            dropped.cancel(); // it goes on, as any task of QCoro does
            VERIFY_UNTIL(log.words().endsWith(QLatin1String("made begins ends")));
            COMPARE_LOG(log, "begins ends 6 made begins ends");
            log.clear();
            const auto broken = [](bool waits) -> QCoro::LazyTask<> { co_await failing(waits); };
            const auto fails = [&]() -> Task<> { return broken(suspend); };
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, QCoro::waitFor(fails()));
        }
#    endif
#else
        QSKIP("This QCoro has no LazyTask.");
#endif
    }

    void givenToAFunctionThatTakesQCorosTask()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            log(co_await twice(later(1)));
            log(co_await twice(now(2)));
            Task<int> kept = later(3);
            log(co_await twice(std::move(kept)));
            co_await finish(laterNothing(), log);
        };
        QVERIFY(twice(now(1)).isReady());
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "2 4 6 finished");
    }

    void keptAsQCorosTask()
    {
        QCoro::Task<int> pending = later(4);
        QCoro::Task<int> ready = now(5);
        QVERIFY(!pending.isReady());
        QVERIFY(ready.isReady());
        QCOMPARE(QCoro::waitFor(pending) + QCoro::waitFor(ready), 9);
        std::vector<QCoro::Task<int>> tasks;
        tasks.push_back(later(6));
        tasks.emplace_back(later(7));
        QCOMPARE(QCoro::waitFor(tasks[0]) + QCoro::waitFor(tasks[1]), 13);
    }

    void aCallbackOfOursWhereOneOfQCorosIsWanted()
    {
        QCOMPARE(QCoro::waitFor(call([](int value) { return later(value); })), 4);
        QCOMPARE(QCoro::waitFor(call(now)), 4);
    }

    void overridesOfALibrarysVirtualFunction()
    {
        // The return type of an override stays the library's; its body awaits what is ported.
        struct Ported : Library
        {
            QCoro::Task<QString> name() override
            {
                const QString base = co_await Library::name();
                const int value = co_await later(3);
                co_return base + QString::number(value);
            }
        } ported;
        Library &library = ported;
        const auto coroutine = [&]() -> Task<QString> { co_return co_await library.name(); };
        QCOMPARE(QCoro::waitFor(coroutine()), QStringLiteral("library3"));
    }

    void thereAndBack()
    {
        Log log;
        const auto back = [](QCoro::Task<int> task) -> Task<int> { return task; };
        const auto chain = [&](bool suspend) -> Task<int> {
            QCoro::Task<int> there = suspend ? later(8) : now(9);
            log("there");
            Task<int> again = back(std::move(there));
            log(again.isReady() ? "ready" : "pending");
            co_return co_await again;
        };
        log(QCoro::waitFor(chain(false)));
        log(QCoro::waitFor(chain(true)));
        COMPARE_LOG(log, "there ready 9 there pending 8");
    }

    void exceptionsGoAlong()
    {
        Log log;
        const auto returned = [](bool suspend) -> Task<int> {
            const auto foreign = [](bool waits) -> QCoro::Task<int> {
                if (waits)
                    co_await QCoro::sleepFor(1ms);
                throw std::runtime_error("foreign");
            };
            return foreign(suspend);
        };
        const auto coroutine = [&](bool suspend) -> Task<> {
            try {
                log(co_await returned(suspend));
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            try {
                log(co_await twice(failing(suspend)));
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
        };
        QVERIFY(coroutine(false).isReady());
        QCoro::waitFor(coroutine(true));
        COMPARE_LOG(log, "foreign broken foreign broken");
    }
};

QTEST_GUILESS_MAIN(TestConversions)
#include "conversions.moc"
