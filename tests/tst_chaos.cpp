// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What chaos does with starts, and with whole runs of them. Each thing that can be awaited is in tst_chaos_awaits.cpp,
// what becomes of it when it is cancelled meanwhile in tst_chaos_interrupted.cpp, several threads are in
// tst_chaos_threads.cpp.

#include <qeager/awaitsync.h>
#include <qeager/chaos.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/latest.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>
#include <qeager/taskscope.h>
#include <qeager/tracerecorder.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracelines.h"

#include <QtCore/qset.h>

using namespace QEager;

static_assert(!std::is_copy_constructible_v<ChaosScope> && !std::is_copy_assignable_v<ChaosScope>);
static_assert(!std::is_move_constructible_v<ChaosScope> && !std::is_move_assignable_v<ChaosScope>);
static_assert(!std::convertible_to<quint64, ChaosScope> && !std::convertible_to<std::nullopt_t, ChaosScope>);

namespace {

constexpr int Parts = 12;
constexpr quint64 Seeds = 20;

Coro<int> part(Log &log, int number)
{
    log("<", number);
    auto kept = ready(number);
    const int value = co_await kept;
    log(">", number);
    co_return value;
}
ValueTask<int> called(Log &log, int number)
{
    log("<", number);
    co_return number;
}
Coro<int> calling(Log &log, int number) { co_return co_await called(log, number); }

// Starts some, lets them end, and says in which order they did what.
QString orderOfParts()
{
    Log log;
    std::vector<ValueTask<int>> parts;
    for (int i = 0; i < Parts; ++i) {
        parts.push_back(i % 2 ? eager(part(log, i)) : eager(calling(log, i)));
        log("|");
    }
    for (int i = 0; i < Parts; ++i) {
        if (!runUntil([&] { return parts[std::size_t(i)].isReady(); }) || parts[std::size_t(i)].takeResult() != i)
            log("wrong");
    }
    return log.words();
}
QString orderOfParts(std::optional<quint64> seed)
{
    const ChaosScope scope(seed);
    return orderOfParts();
}
const QString EagerOrder =
    QStringLiteral("<0 | <1 >1 | <2 | <3 >3 | <4 | <5 >5 | <6 | <7 >7 | <8 | <9 >9 | <10 | <11 >11 |");

} // namespace

class TestChaos : public QObject
{
    Q_OBJECT
    std::optional<ChaosScope> m_off; // whatever this program was told from outside

private Q_SLOTS:
    void init()
    {
        m_off.emplace(std::nullopt);
        QVERIFY(!chaosSeed());
    }
    void cleanup()
    {
        QVERIFY(!chaosSeed());
        QCOMPARE(detail::threadState().freeDepth, startPolicy().maxDepth);
        QVERIFY(!detail::threadState().tracers);
        checkNothingIsLeft();
        m_off.reset();
    }

    // Whole runs

    void offIsTheEagerOrder()
    {
        const Cost cost;
        QCOMPARE(orderOfParts(std::nullopt), EagerOrder);
        QCOMPARE(cost(), (Statistics{.eagerFinished = Parts + Parts / 2}));
    }
    void aSeedGivesAnOrder()
    {
        QSet<QString> orders;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const QString order = orderOfParts(seed);
            QCOMPARE(orderOfParts(seed), order); // the whole log
            QVERIFY(order != EagerOrder);
            orders.insert(order);
        }
        QCOMPARE(orders.size(), qsizetype(Seeds));
    }
    void theOrderOfOneSeed()
    {
        Log log;
        const ChaosScope scope(3);
        const Cost cost;
        std::vector<ValueTask<int>> parts;
        for (int i = 0; i < 4; ++i)
            parts.push_back(eager(part(log, i)));
        log("|");
        VERIFY_UNTIL(parts[0].isReady() && parts[1].isReady() && parts[2].isReady() && parts[3].isReady());
        const Statistics used = cost();
        COMPARE_LOG(log, "<0 <2 >2 | >0 <1 >1 <3 >3");
        QCOMPARE(used.chaosStarts, quint64(2));
        QCOMPARE(used.chaosAwaits, quint64(2));
    }
    void bothAreDoneAndCounted()
    {
        Statistics sum;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const Cost cost;
            static_cast<void>(orderOfParts(seed));
            const Statistics used = cost();
            QCOMPARE(used.chaosStarts, used.postedStarts);
            QVERIFY(used.eagerFinished + used.tasksCreated >= Parts + Parts / 2);
            sum.chaosStarts += used.chaosStarts;
            sum.chaosAwaits += used.chaosAwaits;
        }
        // One in two of 18 starts a seed, and of 6 awaits and those of a start that was not posted.
        QVERIFY2(sum.chaosStarts > 130, QByteArray::number(sum.chaosStarts));
        QVERIFY2(sum.chaosStarts < 230, QByteArray::number(sum.chaosStarts));
        QVERIFY2(sum.chaosAwaits > 60, QByteArray::number(sum.chaosAwaits));
        QVERIFY2(sum.chaosAwaits < 120, QByteArray::number(sum.chaosAwaits));
    }
    void countersAreSubtracted()
    {
        const Statistics later{.chaosStarts = 7, .chaosAwaits = 9}, earlier{.chaosStarts = 3, .chaosAwaits = 4};
        QCOMPARE(later - earlier, (Statistics{.chaosStarts = 4, .chaosAwaits = 5}));
    }

    // The seed

    void scopesNest()
    {
        QVERIFY(!chaosSeed());
        {
            const ChaosScope outer(1);
            QCOMPARE(chaosSeed(), std::optional<quint64>(1));
            {
                const ChaosScope inner(0);
                QCOMPARE(chaosSeed(), std::optional<quint64>(0));
            }
            QCOMPARE(chaosSeed(), std::optional<quint64>(1));
            const ChaosScope off(std::nullopt);
            QVERIFY(!chaosSeed());
            QCOMPARE(orderOfParts(), EagerOrder);
        }
        setChaosSeed(5);
        QCOMPARE(chaosSeed(), std::optional<quint64>(5));
        setChaosSeed(std::nullopt);
    }
    void whatWasBeforeGoesOnWhereItWas()
    {
        QStringList alone, withOthers;
        {
            const ChaosScope scope(4);
            alone = {orderOfParts(), orderOfParts()};
        }
        {
            const ChaosScope scope(4);
            withOthers.append(orderOfParts());
            static_cast<void>(orderOfParts(9));
            withOthers.append(orderOfParts());
        }
        QCOMPARE(withOthers, alone);
        QVERIFY(alone[0] != alone[1]);
    }
    void settingASeedBeginsAnew()
    {
        const ChaosScope scope(4);
        const QString first = orderOfParts();
        setChaosSeed(4);
        QCOMPARE(orderOfParts(), first);
    }

    // What is traced

    void isTraced()
    {
        TraceRecorder recorder;
        recorder.start();
        Log log;
        QString lines;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            recorder.clear();
            const ChaosScope scope(seed);
            auto value = eager(part(log, 1));
            VERIFY_UNTIL(value.isReady());
            lines += traceLines(recorder.events()).join(u'\n') + u'\n';
        }
        recorder.stop();
        VERIFY_UNTIL(!detail::threadState().tracers);
        for (const char *expected :
             {"start #1\nfinish #1 value\n", "post 1 for chaos\nstart 1 for chaos\nfinish 1 value\n",
              "start 1\ntask 1\nsuspend 1 on chaos\nqueue 1\nresume 1\nfinish 1 value\n"})
            QVERIFY2(lines.contains(QLatin1StringView(expected)), qPrintable(lines));
    }

    // What is left alone

    void thePolicyComesFirst()
    {
        const ChaosScope scope(1);
        const StartPolicyScope posting({.maxDepth = 0});
        Log log;
        const Cost cost;
        std::vector<ValueTask<int>> values;
        for (int i = 0; i < 10; ++i)
            values.push_back(called(log, i));
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(values.back().isReady());
        QCOMPARE(cost().chaosStarts, quint64(0));
        QCOMPARE(cost().depthFallbacks, quint64(10));
    }
    void awaitingACoroIsACall()
    {
        const auto outer = [](Log &log) -> Coro<int> {
            int sum = 0;
            for (int i = 0; i < 10; ++i)
                sum += co_await [](Log &l, int number) -> Coro<int> {
                    l(number);
                    co_return number;
                }(log, i);
            co_return sum;
        };
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            Log log;
            CoroStart<int> start(outer(log));
            QVERIFY(start.isDone());
            QCOMPARE(start.result(), 45);
            COMPARE_LOG(log, "0 1 2 3 4 5 6 7 8 9");
            QCOMPARE(cost(), Statistics{.eagerFinished = 1});
        }
    }
    void awaitSyncEndsAtOnce()
    {
        // with what is started below it, at any depth
        const auto nested = [](Log &log, int depth, auto self) -> ValueTask<int> {
            auto kept = ready(depth);
            const int value = co_await kept;
            if (depth == 0)
                co_return co_await called(log, value);
            co_return co_await self(log, depth - 1, self);
        };
        const auto outer = [](Log &log, auto &below) -> Coro<int> { co_return co_await below(log, 3, below); };
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            Log log;
            QCOMPARE(awaitSync(outer(log, nested)), 0);
            COMPARE_LOG(log, "<0");
            QCOMPARE(cost(), Statistics{.eagerFinished = 6});
        }
    }
    void cleanUpEndsAtOnce()
    {
        // It starts and awaits what is ready, while it is closed.
        const auto cleaning = [](Log &log) -> Coro<> {
            try {
                co_await sleep(std::chrono::hours(1));
            } catch (const Cancelled &) {
                log("!");
            }
            auto kept = ready(1);
            const int value = co_await kept + co_await called(log, 2);
            log("=", value);
        };
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            Log log;
            {
                TaskScope tasks;
                auto value = tasks.eager(cleaning(log));
                spin(2);
            }
            COMPARE_LOG(log, "! <2 =3");
        }
    }
    void anErrorThrownInByHandEndsItAtOnce()
    {
        const auto catching = [](Log &log) -> Coro<int> {
            try {
                co_await sleep(std::chrono::hours(1));
            } catch (const std::runtime_error &) {
                log("!");
            }
            co_return co_await called(log, 2);
        };
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            Log log;
            CoroStart<int> start(catching(log));
            QCOMPARE(start.throwError(std::make_exception_ptr(std::runtime_error("x"))), 2);
            COMPARE_LOG(log, "! <2");
        }
    }
};

QTEST_GUILESS_MAIN(TestChaos)
#include "tst_chaos.moc"
