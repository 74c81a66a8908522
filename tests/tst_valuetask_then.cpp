// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 13: then() of a ValueTask.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/valuetask.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/tracked.h"

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

ValueTask<int> now(int n) { co_return n; }
ValueTask<int> later(int n)
{
    co_await yieldNow();
    co_return n;
}
ValueTask<int> failing(bool suspend)
{
    if (suspend)
        co_await yieldNow();
    throw std::runtime_error("failed");
}

} // namespace

class TestValueTaskThen : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }

    void rule13_thenOnAReadyOneCallsAtOnce()
    {
        auto value = now(1);
        const Cost cost;
        value.then(this, [this](const int &n) { log("value", n); });
        QCOMPARE(cost().loopTurns, 0u);
        log("after");
        COMPARE_LOG(log, "value1 after");
    }
    void rule13_thenIsCalledLaterInOrder()
    {
        auto value = later(1);
        value.then(this, [this](int) { log("first"); });
        value.then(nullptr, [this] { log("second"); });
        value.then(this, [this](int) { log("error"), throw std::runtime_error("x"); }, [](const std::exception &) {});
        log("after");
        Messages messages;
        VERIFY_UNTIL(value.isReady());
        spin(2);
        COMPARE_LOG(log, "after first second error");
        QVERIFY(messages.take().endsWith(QLatin1String("threw: x")));
    }
    void rule13_aDeadContextIsNotCalled()
    {
        auto value = later(1);
        auto context = std::make_unique<QObject>();
        value.then(context.get(), [this](int) { log("called"); });
        context.reset();
        VERIFY_UNTIL(value.isReady());
        spin(2);
        COMPARE_LOG(log, "");
    }
    void rule13_errorsGoToTheErrorCallback()
    {
        for (const bool suspend : {false, true}) {
            auto value = failing(suspend);
            value.then(this, [this](int) { log("value"); }, [this](const std::exception &e) { log(e.what()); });
            value.then(this, [this](int) { log("value"); }, [this](std::exception_ptr e) { log(bool(e)); });
            VERIFY_UNTIL(value.isReady());
            spin(2);
        }
        COMPARE_LOG(log, "failed true failed true");
    }
    void rule13_aMoveOnlyValueIsMovedIntoTheCallback()
    {
        auto value = ready(std::make_unique<int>(8));
        value.then(this, [this](MoveOnly n) { log(*n); });
        COMPARE_LOG(log, "8");
    }
    void rule13_withoutErrorCallbackTheExceptionIsLogged()
    {
        Messages messages;
        failing(false).then(this, [](int) {});
        QVERIFY2(messages.take().endsWith(QLatin1String("was never retrieved: failed")), "not silent");
    }

    void chainedThen()
    {
        auto sum = expectInline([] { return now(1).then([](int n) { return n + 1; }).then([] { return now(5); }); });
        QCOMPARE(sum.result(), 5);
        auto text = later(1).then([](int n) { return later(n + 1); }).then([](int n) { return QString::number(n); });
        QVERIFY(!text.isReady());
        VERIFY_UNTIL(text.isReady());
        QCOMPARE(text.result(), QStringLiteral("2"));
        auto recovered = failing(true).then([](int) { return 1; }, [this](const std::exception &e) { log(e.what()); });
        VERIFY_UNTIL(recovered.isReady());
        QCOMPARE(recovered.result(), 0);
        QCOMPARE(failing(false).then([](int) { return 1; }, [](const std::exception &) { return 9; }).result(), 9);
        auto passed = failing(false).then([](int) { return 1; });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, passed.result());
        COMPARE_LOG(log, "failed");
    }
};

QTEST_GUILESS_MAIN(TestValueTaskThen)
#include "tst_valuetask_then.moc"
