// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Each thing that can be awaited and is ready: chaos lets it go on or suspends it, with the same result; and what becomes of it when it is cancelled,
// closed or destroyed then.

#include <qeager/chaos.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/qcoro.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <QCoroFuture>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtCore/qtimer.h>

#include <functional>

using namespace QEager;

Q_DECLARE_METATYPE(std::function<QEager::Coro<QString>()>)
using Await = std::function<Coro<QString>()>;

namespace {

constexpr quint64 Seeds = 20;

QString text(int value) { return QString::number(value); }

template <typename T>
Task<T> ended(Coro<T> coro)
{
    const ChaosScope off(std::nullopt);
    return createTask(std::move(coro), {.eagerStart = true});
}
template <typename T>
ValueTask<T> finished(Coro<T> coro)
{
    const ChaosScope off(std::nullopt);
    return eager(std::move(coro));
}
Coro<int> seven() { co_return 7; }
Coro<int> failing()
{
    throw std::runtime_error("no");
    co_return 0;
}
QFuture<MoveOnly> moveOnlyFuture()
{
    QPromise<MoveOnly> promise;
    promise.start();
    promise.addResult(std::make_unique<int>(7));
    promise.finish();
    return promise.future();
}

Coro<QString> lvalueTask()
{
    auto task = ended(seven());
    const int first = co_await task;
    co_return text(first + task.result());
}
Coro<QString> rvalueTask() { co_return text(co_await ended(seven())); }
Coro<QString> lvalueValueTask()
{
    auto value = ready(7);
    const int first = co_await value;
    try {
        co_return text(first + value.result());
    } catch (const InvalidState &) { // it was taken
        co_return text(first) + u'-';
    }
}
Coro<QString> rvalueValueTask() { co_return text(co_await ready(7)); }
Coro<QString> voidValueTask()
{
    co_await ready();
    co_return QStringLiteral("void");
}
Coro<QString> moveOnlyValueTask() { co_return text(*co_await ready(std::make_unique<int>(7))); }
Coro<QString> endedValueTask()
{
    auto value = finished(seven());
    static_cast<void>(value.task()); // a task that has ended from here on
    co_return text(co_await std::move(value));
}
Coro<QString> failedValueTask()
{
    try {
        co_return text(co_await finished(failing()));
    } catch (const std::runtime_error &e) {
        co_return QString::fromUtf8(e.what());
    }
}
Coro<QString> failedTask()
{
    try {
        co_return text(co_await ended(failing()));
    } catch (const std::runtime_error &e) {
        co_return QString::fromUtf8(e.what());
    }
}
Coro<QString> future() { co_return text(co_await QtFuture::makeReadyFuture(7)); }
Coro<QString> futureOfMoveOnly() { co_return text(*co_await moveOnlyFuture()); }
Coro<QString> noFuture()
{
    try {
        co_await QFuture<void>();
    } catch (const Cancelled &) {
        co_return QStringLiteral("cancelled");
    }
    co_return QString();
}
Coro<QString> deadSender()
{
    try {
        co_await signal(static_cast<QTimer *>(nullptr), &QTimer::timeout);
    } catch (const Cancelled &) {
        co_return QStringLiteral("cancelled");
    }
    co_return QString();
}
Coro<QString> stoppedTimer()
{
    QTimer timer;
    co_await timer;
    co_return QStringLiteral("stopped");
}
QCoro::Task<int> qcoroSeven() { co_return 7; }
Coro<QString> qcoroTask() { co_return text(co_await qcoroSeven()); }
QCoro::Task<int> awaitsOurs() { co_return co_await ready(7); }
Coro<QString> insideQCoro() { co_return text(co_await awaitsOurs()); }
Coro<QString> shielded() { co_return text(co_await shield(ended(seven()))); }
Coro<QString> coroStart()
{
    CoroStart<int> start(seven());
    co_return text(co_await start);
}

} // namespace

class TestChaosAwaits : public QObject
{
    Q_OBJECT
    std::optional<ChaosScope> m_off; // whatever this program was told from outside

    static void addAwaits()
    {
        QTest::addColumn<Await>("coro");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *name, Coro<QString> (*coro)(), const char *result) {
            QTest::newRow(name) << Await(coro) << QString::fromLatin1(result);
        };
        row("a task, lvalue", lvalueTask, "14");
        row("a task, rvalue", rvalueTask, "7");
        row("a failed task", failedTask, "no");
        row("a ValueTask, lvalue", lvalueValueTask, "7-");
        row("a ValueTask, rvalue", rvalueValueTask, "7");
        row("a ValueTask<void>", voidValueTask, "void");
        row("a move-only ValueTask", moveOnlyValueTask, "7");
        row("a ValueTask that is a task", endedValueTask, "7");
        row("a failed ValueTask", failedValueTask, "no");
        row("a QFuture", future, "7");
        row("a move-only QFuture", futureOfMoveOnly, "7");
        row("a default-constructed QFuture", noFuture, "cancelled");
        row("a signal of nobody", deadSender, "cancelled");
        row("a stopped QTimer", stoppedTimer, "stopped");
        row("a QCoro::Task", qcoroTask, "7");
        row("in a QCoro::Task", insideQCoro, "7");
        row("shield()", shielded, "7");
        row("a CoroStart", coroStart, "7");
    }

    //! Starts \a coro with seed after seed until its await is disturbed, and gives it, suspended.
    template <typename F>
    static auto suspended(F coro) -> decltype(eager(coro()))
    {
        for (quint64 seed = 1; seed <= 100; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            auto value = eager(coro());
            const Statistics used = cost();
            if (used.chaosStarts == 0 && used.chaosAwaits == 1)
                return value;
            while (!value.isReady())
                spin();
        }
        QTest::qFail("None of a hundred seeds disturbed this.", __FILE__, __LINE__);
        return eager(coro());
    }

private Q_SLOTS:
    void init() { m_off.emplace(std::nullopt); }
    void cleanup()
    {
        checkNothingIsLeft(2);
        m_off.reset();
    }

    void suspendsOrNot_data() { addAwaits(); }
    void suspendsOrNot()
    {
        QFETCH(Await, coro);
        QFETCH(QString, result);
        int wentOn = 0, waited = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            CoroStart<QString> start(coro()); // which is not posted
            const auto used = cost();
            QCOMPARE(start.isDone(), used.chaosAwaits == 0);
            (start.isDone() ? wentOn : waited)++;
            auto value = start.asValueTask();
            VERIFY_UNTIL(value.isReady());
            QCOMPARE(value.result(), result);
            QVERIFY(cost().chaosAwaits <= 2); // that in a QCoro::Task, and of it
        }
        QVERIFY(wentOn > 0 && waited > 0);
    }
    void joins()
    {
        // Of what gather() waits for, none is left when its coroutine comes to wait.
        int waited = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            auto value = gather(eager(seven()), eager(seven()));
            VERIFY_UNTIL(value.isReady());
            QCOMPARE(value.result(), std::make_tuple(7, 7));
            const Cost cost;
            const std::vector<int> limited = [&] {
                auto several = gather(std::vector<Coro<int>>(), {.limit = 1});
                while (!several.isReady())
                    spin();
                return several.takeResult();
            }();
            QVERIFY(limited.empty());
            waited += int(cost().chaosAwaits);
        }
        QVERIFY(waited > 0);
    }
    void onlyOnceEach()
    {
        // What suspends anyway is not disturbed.
        const auto sleeping = []() -> Coro<> {
            co_await yieldNow();
            co_await sleep(std::chrono::milliseconds(0));
            co_await std::chrono::milliseconds(1);
        };
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            auto value = eager(sleeping());
            VERIFY_UNTIL(value.isReady());
            QCOMPARE(cost().chaosAwaits, quint64(0));
        }
    }

    // Cancelled while it is suspended

    void cancelledInItsTurn()
    {
        // As at a yield: it keeps its place, and the message reaches it.
        Log log;
        const auto waiting = [](Log &l) -> Coro<> {
            try {
                co_await ready(1);
                l("went-on");
            } catch (const Cancelled &e) {
                l("!", e.message());
                throw;
            }
        };
        auto value = suspended([&] { return waiting(log); });
        auto other = post([](Log &l) -> Coro<> {
            l("other");
            co_return;
        }(log));
        log.clear();
        value.cancel(QStringLiteral("now"));
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(value.isReady() && other.isDone());
        COMPARE_LOG(log, "!now other");
        QVERIFY(value.isCancelled());
    }
    void aHandleThatStaysKeepsTheValue()
    {
        Log log;
        const auto waiting = [](Log &l, ValueTask<MoveOnly> value, Task<int> task, QFuture<MoveOnly> ofMoveOnly,
                                int which) -> Coro<> {
            try {
                if (which == 0)
                    l(*co_await value);
                else if (which == 1)
                    l(co_await task);
                else
                    l(*co_await ofMoveOnly);
            } catch (const Cancelled &) {
                l("!", *value.result(), task.result(), *ofMoveOnly.takeResult());
            }
        };
        for (int which = 0; which < 3; ++which) {
            const auto start = [&] {
                return waiting(log, ready(std::make_unique<int>(6)), ended(seven()), moveOnlyFuture(), which);
            };
            auto value = suspended(start);
            log.clear();
            value.cancel();
            VERIFY_UNTIL(value.isReady());
            COMPARE_LOG(log, "!677");
        }
    }
    void theValueOfATemporaryGoesWithIt()
    {
        auto value = suspended([]() -> Coro<int> { co_return (co_await ready(Tracked(1))).value; });
        QVERIFY(Tracked::alive > 0);
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        QCOMPARE(Tracked::alive, 0);
    }
    void anErrorNobodyHasSeenIsLogged()
    {
        Messages messages;
        auto value = suspended([]() -> Coro<> {
            try {
                static_cast<void>(co_await finished(failing()));
            } catch (const std::runtime_error &) { // NOLINT(bugprone-empty-catch): without chaos, it is seen
            }
        });
        QCOMPARE(messages.take(), QString());
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        QVERIFY(messages.take().contains(QStringLiteral("an eager start")));
    }
    void whoCatchesItGoesOn()
    {
        auto value = suspended([]() -> Coro<int> {
            auto kept = ready(7);
            bool cancelled = false;
            try {
                co_return co_await kept;
            } catch (const Cancelled &) {
                cancelled = true;
            }
            if (cancelled)
                co_return co_await kept + 1;
            co_return 0;
        });
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 8);
    }

    // Ended otherwise while it is suspended

    void closed()
    {
        Log log;
        {
            TaskScope scope;
            auto value = suspended([&log]() { return closing(log); });
            scope.add(value.task());
            QCOMPARE(Tracked::alive, 1);
        }
        COMPARE_LOG(log, "!");
        QCOMPARE(Tracked::alive, 0);
    }
    void closedWhileItRuns()
    {
        // It has no suspension left, so that what is ready goes on.
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            std::optional<TaskScope> scope(std::in_place);
            Log log;
            const auto body = [&scope, &log]() -> Coro<> {
                co_await yieldNow();
                scope.reset();
                log(co_await ready(7));
            };
            auto value = scope->eager(body);
            const ChaosScope chaos(seed);
            VERIFY_UNTIL(value.isReady());
            COMPARE_LOG(log, "7");
        }
    }
    void itsOwnerHasDiedBefore()
    {
        // Then a suspension ends it, and this is its first.
        int ended = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            auto owner = std::make_unique<QObject>();
            const auto body = [&owner]() -> Coro<int> {
                owner.reset();
                co_return co_await ready(7);
            };
            auto value = eager(body, {.owner = owner.get()});
            VERIFY_UNTIL(value.isReady());
            if (value.isCancelled())
                ++ended;
            else
                QCOMPARE(value.result(), 7);
        }
        QVERIFY(ended > 0 && ended < int(Seeds));
    }
    void anErrorThrownIn()
    {
        for (quint64 seed = 1; seed <= 100; ++seed) {
            const ChaosScope scope(seed);
            CoroStart<int> start([]() -> Coro<int> { co_return co_await ready(7); }());
            if (start.isDone())
                continue;
            QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                     start.throwError(std::make_exception_ptr(std::runtime_error("x"))));
            return;
        }
        QFAIL("None of a hundred seeds disturbed this.");
    }
    void aForeignFrameIsDestroyed()
    {
        Log log;
        int waited = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            Frame frame = foreign(log);
            if (frame.isDone())
                continue;
            QCOMPARE(cost().chaosAwaits, quint64(1));
            ++waited;
            frame.destroy();
            spin(2);
        }
        QVERIFY(waited > 0);
        QCOMPARE(log.words().count(QStringLiteral("7")), int(Seeds) - waited);
    }

private:
    static Coro<> closing(Log &log)
    {
        const Tracked tracked;
        try {
            co_await ready(1);
        } catch (const Cancelled &) {
            log("!");
            throw;
        }
    }
    static Frame foreign(Log &log) { log(co_await ready(7)); }
};

QTEST_GUILESS_MAIN(TestChaosAwaits)
#include "tst_chaos_awaits.moc"
