// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Each thing that can be awaited and is ready: chaos lets it go on or suspends it, with the same result.

#include <qeager/chaos.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/qcoro.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/readyones.h"

#include <QCoroFuture>

#include <QtCore/qfuture.h>
#include <QtCore/qtimer.h>

#include <functional>

using namespace QEager;

Q_DECLARE_METATYPE(std::function<QEager::Coro<QString>()>)
using Await = std::function<Coro<QString>()>;

namespace {

constexpr quint64 Seeds = 20;

QString text(int value) { return QString::number(value); }

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
    co_return text(first + co_await value);
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
        row("a ValueTask, lvalue", lvalueValueTask, "14");
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
        QVERIFY(wentOn > 0);
        QVERIFY(waited > 0);
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
};

QTEST_GUILESS_MAIN(TestChaosAwaits)
#include "tst_chaos_awaits.moc"
