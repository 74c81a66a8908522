// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's coroutines that await ours, and what QCoro's functions do with them.

#include <qeager/qeager.h>

#include "shared/legacy.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroTimer>

#include <QtCore/qthread.h>

#include <memory>
#include <stdexcept>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

bool atHome() { return QThread::currentThread() == QCoreApplication::instance()->thread(); }

} // namespace

class TestQCoroTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rule14_ourTypesInAQCoroTask()
    {
        Log log;
        QObject sender;
        const auto coroutine = [&]() -> QCoro::Task<> {
            log(co_await ours(1));
            Coro<int> lvalue = ours(2, false);
            log(co_await lvalue);
            log(co_await eager(ours(3)));
            ValueTask<int> pending = eager(ours(4));
            log(co_await pending);
            log(co_await ready(5));
            const Task<int> task = post(ours(6));
            log(co_await task);
            log(co_await task); // any number of times
            log(*co_await eager([]() -> Coro<MoveOnly> { co_return std::make_unique<int>(7); }));
            co_await QEager::sleep(1ms);
            co_await yieldNow();
            QTimer::singleShot(0, &sender, [&] { sender.setObjectName(QStringLiteral("8")); });
            log(co_await QEager::signal(&sender, &QObject::objectNameChanged));
            log(co_await offload([] { return 9; }));
            log("home:", atHome());
        };
        const auto task = coroutine();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3 4 5 6 6 7 8 9 home:true");
    }

    void rule14_waitForAndConnect()
    {
        QCOMPARE(QCoro::waitFor(ours(1)), 1);
        QCOMPARE(QCoro::waitFor(eager(ours(2))), 2);
        ValueTask<int> lvalue = eager(ours(3));
        QCOMPARE(QCoro::waitFor(lvalue), 3);
        QCOMPARE(QCoro::waitFor(ready(4)), 4);
        const Task<int> task = post(ours(5));
        QCOMPARE(QCoro::waitFor(task), 5);
        QCoro::waitFor(eager([]() -> Coro<> { co_await yieldNow(); }));

        Log log;
        QCoro::connect(ready(0), this, [&](int value) { log("ready", value); });
        COMPARE_LOG(log, "ready0");
        QCoro::connect(eager(ours(1)), this, [&](int value) { log("eager", value); });
        QCoro::connect(post(ours(2)), this, [&](int value) { log("post", value); });
        QCoro::connect(ours(3, false), this, [&] { log("coro"); });
        QCoro::connect(eager([]() -> Coro<> { co_await yieldNow(); }), this, [&] { log("void"); });
        {
            QObject gone;
            QCoro::connect(eager(ours(4)), &gone, [&] { log("gone"); });
        }
        const auto last = eager(ours(0));
        VERIFY_UNTIL(last.isReady());
        spin();
        COMPARE_LOG(log, "ready0 coro void eager1 post2");
    }

    void callbacksOfQCorosThen()
    {
        Log log;
        const auto callback = [&](int value) -> ValueTask<int> {
            log("called", value);
            co_await QEager::sleep(1ms);
            log("done");
            co_return value + 1;
        };
        const auto noValue = [&]() -> ValueTask<> {
            co_await QEager::sleep(1ms);
            log("void");
        };
        const auto inOurs = [&](bool suspend) -> ValueTask<int> {
            const int value = co_await legacy(1, suspend).then(callback);
            co_await legacy(1, suspend).then(noValue);
            co_return value;
        };
        const auto inQCoros = [&](bool suspend) -> QCoro::Task<int> {
            const int value = co_await legacy(1, suspend).then(callback);
            co_await legacy(1, suspend).then(noValue);
            co_return value;
        };
        for (const bool suspend : {false, true}) {
            log.clear();
            QCOMPARE(QCoro::waitFor(inOurs(suspend)), 2);
            COMPARE_LOG(log, "called1 done void");
            log.clear();
            QCOMPARE(QCoro::waitFor(inQCoros(suspend)), 2);
            COMPARE_LOG(log, "called1 done void");
        }

        // The task and the callback go before what then() gives, and nobody awaits that; which is no start that may be
        // posted.
        for (const int depth : {0, 128}) {
            const StartPolicyScope scope({.maxDepth = depth});
            log.clear();
            legacy(3).then([&](int value) { return callback(value); });
            VERIFY_UNTIL(log.words() == QStringLiteral("called3 done"));
        }

        log.clear();
        const auto failing = [&]() -> QCoro::Task<int> {
            co_await legacyFailing(true);
            co_return 1;
        };
        ValueTask<int> given = failing().then(callback, [&](const std::exception &e) { log(e.what()); });
        VERIFY_UNTIL(given.isReady());
        QCOMPARE(given.result(), 0);
        ValueTask<int> thrown = failing().then(callback);
        VERIFY_UNTIL(thrown.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, thrown.result());
        COMPARE_LOG(log, "legacy");
    }

    void rule15_theBodyOfAQCoroTask()
    {
        Log log;
        TaskHandle inside, after;
        const auto body = [&]() -> QCoro::Task<> {
            inside = currentTask();
            co_await QCoro::sleepFor(1ms);
            after = currentTask(); // QCoro resumes it
            log("body");
        };
        TaskHandle outside;
        auto task = eager(
            [&]() -> Coro<> {
                co_await body();
                outside = currentTask();
                log("awaiter");
            },
            {.name = QStringLiteral("mine")});
        QCOMPARE(inside.name(), QStringLiteral("mine"));
        QVERIFY(inside == task.task());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "body awaiter");
        QVERIFY(after.isNull());
        QVERIFY(outside == inside);
    }

    void becomesAQCoroTask()
    {
        QCoro::Task<int> task = eager(ours(1)).toQCoro();
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(task), 1);
        QVERIFY(ready(2).toQCoro().isReady());
        QCOMPARE(*QCoro::waitFor(ready(std::make_unique<int>(3)).toQCoro()), 3);
        QVERIFY(ready().toQCoro().isReady());
        auto failing = eager([]() -> Coro<> { co_await eager(oursFailing(true)).toQCoro(); });
        VERIFY_UNTIL(failing.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failing.result());
    }
};

QTEST_GUILESS_MAIN(TestQCoroTask)
#include "tst_qcoro_task.moc"
