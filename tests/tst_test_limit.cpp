// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What run() of <qeager/test.h> says of a coroutine that has not ended in time. The rest of it is in tst_test.cpp.

#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/onthread.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/test.h>

#include "shared/failing.h"
#include "shared/nothingleft.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qthread.h>

#include <optional>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<> forEver(QObject *sender) { co_await signal(sender, &QObject::objectNameChanged); }
Coro<> yielding()
{
    for (;;)
        co_await yieldNow();
}

} // namespace

class TestTestLimit : public QObject
{
    Q_OBJECT
    std::optional<ChaosScope> m_off;

private Q_SLOTS:
    void init() { m_off.emplace(std::nullopt); }
    void cleanup()
    {
        checkNothingIsLeft(3);
        m_off.reset();
    }

    void theLimitNamesWhatItHasStarted()
    {
        const QString failure = failureOf([] {
            std::vector<Task<int>> tasks;
            const auto asleep = []() -> Coro<int> {
                co_await QEager::sleep(1h);
                co_return 0;
            };
            const auto body = [&]() -> Coro<> {
                for (int i = 0; i < 12; ++i)
                    tasks.push_back(eager(asleep, {.name = u"part"_qs}).task());
                co_await QEager::sleep(1h);
            };
            Test::run(5ms, body, {.name = u"many"_qs});
        });
        QVERIFY2(failure.startsWith(u"many had not ended after 5 ms: it waits for sleep. It has started 'part', which "
                                    "waits for sleep, "_qs),
                 qPrintable(failure));
        QVERIFY2(QRegularExpression(u", and \\d+ more\\.$"_qs).match(failure).hasMatch(), qPrintable(failure));
    }
    void theLimitNamesWhatItWaitsFor()
    {
        QCOMPARE(failureOf([] {
                     QObject sender;
                     const auto inner = createTask(forEver(&sender), {.name = u"inner"_qs, .eagerStart = true});
                     const auto outer = [inner]() -> Coro<> { co_await inner; };
                     Test::run(5ms, outer, {.name = u"outer"_qs});
                 }),
                 u"outer had not ended after 5 ms: it waits for 'inner', which waits for signal."_qs);
        const QString failure = failureOf([] {
            QObject sender;
            const auto several = [&sender]() -> Coro<> {
                auto first = part(QEager::sleep(1h), {.name = u"first"_qs});
                auto second = part(forEver(&sender), {.name = u"second"_qs});
                co_await gather(std::move(first), std::move(second));
            };
            Test::run(5ms, several, {.name = u"several"_qs});
        });
        QVERIFY2(
            QRegularExpression(u"^several had not ended after 5 ms: it waits for 'Task-\\d+', which waits for "
                               "gather\\. It has started 'first', which waits for sleep, 'second', which waits for "
                               "signal\\.$"_qs)
                .match(failure)
                .hasMatch(),
            qPrintable(failure));
        QCOMPARE(failureOf([] { Test::run(5ms, yielding(), {.name = u"busy"_qs}); }),
                 u"busy had not ended after 5 ms: it is ready to go on."_qs);
    }
    void theLimitSaysWhatElseATaskDoes()
    {
        const auto posts = []() -> Coro<> {
            post(yielding(), {.name = u"late"_qs});
            co_await yieldNow();
        };
        QCOMPARE(failureOf([&] { Test::run(0s, posts, {.name = u"all"_qs}); }),
                 u"all had not ended after 0 ms: it is ready to go on. It has started 'late', which has not begun."_qs);
        QThread thread;
        thread.start();
        const auto waits = [&thread]() -> Coro<> { co_await onThread(&thread, yielding); };
        QCOMPARE(failureOf([&] { Test::run(5ms, waits, {.name = u"waits"_qs}); }),
                 u"waits had not ended after 5 ms: it waits for a task on another thread."_qs);
        thread.quit();
        QVERIFY(thread.wait());
    }
    void oneThatWaitsForTheTaskThatRunsIt()
    {
        const QString failure = failureOf([] {
            Task<> outer;
            const auto inner = [&outer]() -> Coro<> { co_await outer; };
            const auto runs = [&inner]() -> Coro<> {
                co_await yieldNow();
                Test::run(5ms, inner, {.name = u"inner"_qs});
            };
            outer = createTask(runs, {.name = u"outer"_qs, .eagerStart = true});
            Test::run(5s, outer);
        });
        QVERIFY2(failure.endsWith(u"inner had not ended after 5 ms: it waits for 'outer', which is running."_qs),
                 qPrintable(failure));
    }
};

QTEST_GUILESS_MAIN(TestTestLimit)

#include "tst_test_limit.moc"
