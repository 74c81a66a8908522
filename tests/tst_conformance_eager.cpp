// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The behaviours of asynkit and CPython that QEager matches: sections 1 (eager) and 3 (depth-first order). The numbers
// in the names are those of docs/conformance.md.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/test.h>

#include "shared/end.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

class TestConformanceEager : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> body(bool block)
    {
        log(1);
        if (block)
            co_await yieldNow();
        log(2);
        co_return 3;
    }
    ValueTask<int> selfStarting(bool block)
    {
        log(1);
        if (block)
            co_await yieldNow();
        log(2);
        co_return 3;
    }
    Coro<int> failing(bool block)
    {
        log(1);
        if (block)
            co_await yieldNow();
        log(2);
        throw std::runtime_error("x");
    }
    // Runs a caller that logs "a" and then awaits what start() gave it.
    template <typename Start>
    QString callerLog(Start start)
    {
        log.clear();
        auto caller = eager([this, start]() -> Coro<int> {
            auto value = start();
            log("a");
            co_return co_await std::move(value);
        });
        if (const int result = end(std::move(caller)); result != 3)
            log("but gave", result);
        return log.words();
    }

    Coro<void> recursion(QString name, int depth)
    {
        log(name, "a");
        if (depth > 0) {
            auto left = eager(recursion(name + QStringLiteral(":0"), depth - 1));
            auto right = eager(recursion(name + QStringLiteral(":1"), depth - 1));
            log(name, "b");
            co_await left; // lvalues, so through the queue, as tasks of Python are
            co_await right;
        } else {
            log(name, "B");
            co_await yieldNow();
        }
        log(name, "c");
    }
    Coro<void> plainRecursion(QString name, int depth)
    {
        log(name, "a");
        if (depth > 0) {
            auto left = plainRecursion(name + QStringLiteral(":0"), depth - 1);
            auto right = plainRecursion(name + QStringLiteral(":1"), depth - 1);
            log(name, "b");
            co_await std::move(left);
            co_await std::move(right);
        } else {
            log(name, "B");
            co_await yieldNow();
        }
        log(name, "c");
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void line1_plainAwait()
    {
        QCOMPARE(callerLog([this] { return body(true); }), QStringLiteral("a 1 2"));
    }
    void line2_eagerThatBlocks()
    {
        QCOMPARE(callerLog([this] { return eager(body(true)); }), QStringLiteral("1 a 2"));
    }
    void line3_eagerThatDoesNot()
    {
        QCOMPARE(callerLog([this] { return eager(body(false)); }), QStringLiteral("1 2 a"));
    }
    void line6_aFunctionThatStartsItself()
    {
        QCOMPARE(callerLog([this] { return selfStarting(true); }), QStringLiteral("1 a 2"));
        log.clear();
        auto unawaited = selfStarting(true);
        COMPARE_LOG(log, "1");
        VERIFY_UNTIL(unawaited.isReady());
    }
    void line7_callWrapperAndDecoratorAlike()
    {
        for (const bool block : {true, false}) {
            const auto decorated = eagerFunction([this](bool b) { return body(b); });
            QCOMPARE(callerLog([&] { return decorated(block); }), callerLog([&] { return eager(body(block)); }));
        }
    }
    void line8_aFinishedOneIsAwaitable()
    {
        auto value = eager(body(false));
        QVERIFY(value.isReady());
        QVERIFY(!value.isTask());
        auto awaiting = expectInline([&] {
            return eager([](ValueTask<int> v) -> Coro<int> { co_return co_await std::move(v); }, std::move(value));
        });
        QCOMPARE(awaiting.result(), 3);
    }
    void line9_raisedBeforeTheFirstBlock()
    {
        auto value = eager(failing(false));
        COMPARE_LOG(log, "1 2");
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
    }
    void line10_raisedAfterTheBlock()
    {
        auto value = eager(failing(true));
        COMPARE_LOG(log, "1");
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(log, "1 2");
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, value.result());
    }

    void line52_threeConverters_data()
    {
        QTest::addColumn<int>("converter");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << 0 << QStringLiteral("a b c 1 2");
        QTest::newRow("posted") << 1 << QStringLiteral("a b 1 c 2");
        QTest::newRow("eager") << 2 << QStringLiteral("a 1 b c 2");
    }
    void line52_threeConverters()
    {
        QFETCH(int, converter);
        QFETCH(QString, expected);
        const Test::VirtualTime time;
        const auto test = [this]() -> Coro<void> {
            log(1);
            co_await sleep(150ms);
            log(2);
        };
        const auto caller = [&](auto convert) -> Coro<void> {
            log("a");
            auto future = convert(test());
            log("b");
            co_await sleep(50ms);
            log("c");
            co_await std::move(future);
        };
        ValueTask<void> run;
        if (converter == 0)
            run = eager(caller([](Coro<void> c) { return c; }));
        else if (converter == 1)
            run = eager(caller([](Coro<void> c) { return post(std::move(c)); }));
        else
            run = eager(caller([](Coro<void> c) { return eager(std::move(c)); }));
        VERIFY_UNTIL(run.isReady());
        QCOMPARE(log.words(), expected);
    }
    void line53_binaryRecursionDepth1()
    {
        auto run = eager(recursion(QStringLiteral("0"), 1));
        VERIFY_UNTIL(run.isReady());
        COMPARE_LOG(log, "0a 0:0a 0:0B 0:1a 0:1B 0b 0:0c 0:1c 0c");
    }
    void line54_binaryRecursionDepth2()
    {
        auto run = eager(recursion(QStringLiteral("0"), 2));
        VERIFY_UNTIL(run.isReady());
        COMPARE_LOG(log, "0a 0:0a 0:0:0a 0:0:0B 0:0:1a 0:0:1B 0:0b 0:1a 0:1:0a 0:1:0B 0:1:1a 0:1:1B 0:1b 0b "
                         "0:0:0c 0:0:1c 0:1:0c 0:1:1c 0:0c 0:1c 0c");
    }
    void line55_plainAwaitIsNotEager()
    {
        auto run = eager(plainRecursion(QStringLiteral("0"), 1));
        VERIFY_UNTIL(run.isReady());
        COMPARE_LOG(log, "0a 0b 0:0a 0:0B 0:0c 0:1a 0:1B 0:1c 0c");
    }
};

QTEST_GUILESS_MAIN(TestConformanceEager)
#include "tst_conformance_eager.moc"
