// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Everything of <qeager/test.h> but virtual time, which is in tst_test_virtualtime.cpp. How a test fails is looked at
// on another thread, where that is an exception.

#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/test.h>
#include <qeager/valuetask.h>

#include "shared/endless.h"
#include "shared/failing.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/program.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<Test::ExpectInline> && !std::is_move_constructible_v<Test::ExpectInline>);
static_assert(!std::is_copy_constructible_v<Test::Chaos> && !std::is_move_constructible_v<Test::Chaos>);
static_assert(!std::convertible_to<quint64, Test::Chaos>);
static_assert(std::same_as<decltype(Test::run(1s, std::declval<Coro<>>())), bool>);
static_assert(std::same_as<decltype(Test::run(1s, std::declval<Coro<int>>())), std::optional<int>>);

namespace {

Coro<> asleepFor(std::chrono::nanoseconds duration) { co_await QEager::sleep(duration); }
Coro<int> answer() { co_return 42; }
Coro<int> slowAnswer()
{
    co_await QEager::sleep(2ms);
    co_return 42;
}
ValueTask<std::unique_ptr<int>> moveOnly()
{
    co_await yieldNow();
    co_return std::make_unique<int>(7);
}
Coro<> failing()
{
    co_await yieldNow();
    throw std::runtime_error("out of paper");
}
Coro<> yielding()
{
    for (;;)
        co_await yieldNow();
}
Coro<> lingering(::Log &log, bool endsInTime)
{
    const Guard guard{log, "frame"};
    try {
        co_await QEager::sleep(1h);
    } catch (const Cancelled &e) {
        log(e.message());
    }
    co_await QEager::sleep(endsInTime ? 0h : 1h); // at once, or never
    log("cleaned");
}

} // namespace

class TestTest : public QObject
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

    // run()

    void whatFinishesInlineNeedsNoEventLoop()
    {
        const Cost cost;
        QCOMPARE(Test::run(0s, answer()), std::optional(42));
        QVERIFY(Test::run(0s, []() -> Coro<> { co_return; }));
        QCOMPARE(Test::run(0s, ready(3)), std::optional(3));
        QCOMPARE(cost().tasksCreated, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(0));
    }
    void whatSuspendsIsRunToItsEnd()
    {
        QCOMPARE(Test::run(5s, slowAnswer()), std::optional(42));
        QCOMPARE(Test::run(5s, slowAnswer), std::optional(42));
        QCOMPARE(Test::run(5s, post(slowAnswer())), std::optional(42));
        QCOMPARE(**Test::run(5s, moveOnly()), 7);
        QVERIFY(Test::run(5s, QEager::sleep(1ms)));
        QTimer::singleShot(0, this, [this] { setObjectName(u"of a signal"_qs); });
        QCOMPARE(Test::run(5s, signal(this, &QObject::objectNameChanged)), std::optional(u"of a signal"_qs));
        const auto shared = createTask(slowAnswer());
        QCOMPARE(Test::run(5s, shared), std::optional(42));
        QCOMPARE(shared.result(), 42);
        QEAGER_RUN(5s, [this, a = 1, b = 2]() -> Coro<> {
            co_await QEager::sleep(1ms);
            QEAGER_CO_COMPARE(a + b, 3);
            QEAGER_CO_VERIFY(currentTask().name().startsWith(u"[this, a = 1, b = 2]"));
            setObjectName(u"seen"_qs);
        });
        QCOMPARE(objectName(), u"seen"_qs);
    }
    void insideAnEventLoopAndACoroutine()
    {
        ::Log log;
        QEAGER_RUN(5s, [&log]() -> Coro<> {
            co_await yieldNow();
            log(*Test::run(5s, slowAnswer()));
            co_await yieldNow();
            log("on");
        });
        COMPARE_LOG(log, "42 on");
    }
    void theNameIsWhatWasWritten()
    {
        QString name;
        QEAGER_RUN(5s, [&name]() -> Coro<> {
            name = currentTask().name();
            co_return;
        });
        QCOMPARE(name, u"[&name]() -> Coro<> { name = currentTask().name(); co_return; }"_qs);
        QCOMPARE(failureOf([] { Test::run(0s, slowAnswer(), {.name = u"load"_qs}); }),
                 u"load had not ended after 0 ms: it waits for sleep."_qs);
    }
    void anExceptionIsTheFailure()
    {
        QCOMPARE(failureOf([] { Test::run(5s, failing(), {.name = u"print"_qs}); }),
                 u"print ended with an exception: out of paper"_qs);
        QCOMPARE(failureOf([] { Test::run(5s, []() -> Coro<> { throw std::runtime_error("at once"); }); }),
                 u"The coroutine ended with an exception: at once"_qs);
        const auto cancelled = []() -> Coro<> {
            currentTask().cancel(u"enough"_qs);
            co_await yieldNow();
        };
        QCOMPARE(failureOf([&] { Test::run(5s, cancelled, {.name = u"it"_qs}); }), u"it was cancelled: enough"_qs);
        QVERIFY(failureOf([] { Test::run(5s, Coro<>()); }).startsWith(u"The coroutine ended with an exception: "));
    }
    void theCoroutineEndsWithTheCall_data()
    {
        QTest::addColumn<bool>("endsInTime");
        QTest::addColumn<QString>("words");
        QTest::newRow("cleans up") << true << "The time limit of the test has passed. cleaned ~frame returned";
        QTest::newRow("is closed") << false << "The time limit of the test has passed. ~frame returned";
    }
    void theCoroutineEndsWithTheCall()
    {
        QFETCH(bool, endsInTime);
        QFETCH(QString, words);
        ::Log log;
        const QString failure = failureOf([&] { Test::run(2ms, lingering(log, endsInTime)); });
        QVERIFY(failure.endsWith(u"it waits for sleep."));
        log("returned");
        QCOMPARE(log.words(), words);
    }
    void quitDoesNotEndIt()
    {
        QEAGER_RUN(5s, []() -> Coro<> {
            QCoreApplication::quit();
            co_await QEager::sleep(2ms);
        });
    }
    void deferredDeletionsAreDone()
    {
        const QPointer<QObject> object = new QObject;
        object->deleteLater();
        QEAGER_RUN(5s, QEager::eager([]() -> Coro<> { co_await yieldNow(); }));
        QVERIFY(!object);
    }
    void aFailureIsThatOfTheTestFunction()
    {
        ::Log log;
        QTest::qExpectFail("", "a limit", QTest::Continue, __FILE__, __LINE__);
        log(Test::run(1ms, endless(log, "e")));
        QTest::qExpectFail("", "a comparison", QTest::Abort, __FILE__, __LINE__);
        log(Test::run(5s, [&log]() -> Coro<> {
            co_await yieldNow();
            QEAGER_CO_COMPARE(1, 2);
            log("never");
        }));
        COMPARE_LOG(log, "e ~e false true");
    }

    // settle()

    void settlesWhenOnlyTheOutsideIsLeft()
    {
        ::Log log;
        QObject sender;
        const auto tasks = [&](const char *name) -> Coro<> {
            for (int i = 0; i < 3; ++i)
                co_await yieldNow();
            log(name);
            co_await signal(&sender, &QObject::objectNameChanged);
            log(name, "!");
        };
        const auto a = eager(tasks, "a");
        const auto b = post([&] { return tasks("b"); });
        const auto asleep = eager(asleepFor, 1h);
        QEAGER_SETTLE(5s);
        COMPARE_LOG(log, "a b");
        sender.setObjectName(u"changed"_qs);
        QEAGER_SETTLE(5s);
        COMPARE_LOG(log, "a b a! b!");
        asleep.cancel();
        QEAGER_SETTLE(5s);
        QVERIFY(asleep.isReady());
    }
    void whatIsPostedHasItsTurn()
    {
        ::Log log;
        const std::function<void(int)> next = [&](int left) {
            log(left);
            if (left > 0)
                QMetaObject::invokeMethod(this, [&next, left] { next(left - 1); }, Qt::QueuedConnection);
        };
        QTimer::singleShot(0, this, [&] { next(5); });
        const QPointer<QObject> object = new QObject;
        object->deleteLater();
        QEAGER_SETTLE(5s);
        COMPARE_LOG(log, "5 4 3 2 1 0");
        QVERIFY(!object);
    }
    void whatGoesOnForEverIsNamed()
    {
        QCOMPARE(failureOf([] {
                     const auto busy = eager(yielding(), {.name = u"busy"_qs});
                     const auto idle = eager(asleepFor, 1h).task();
                     idle.setName(u"idle"_qs);
                     try {
                         Test::settle(5ms);
                     } catch (...) {
                         busy.cancel();
                         idle.cancel();
                         spin(2);
                         throw;
                     }
                 }),
                 u"There was something to do even after 5 ms: 'busy' is ready to go on, 'idle' waits for sleep."_qs);
    }

    // ExpectInline

    void inlineBlocks()
    {
        {
            const Test::ExpectInline expected;
            QCOMPARE(eager(answer()).result(), 42);
            static_cast<void>(currentTask());
        }
        const ChaosScope chaos(1);
        for (int i = 0; i < 20; ++i) {
            const Test::ExpectInline expected; // whatever chaos there is
            QCOMPARE(eager(answer()).result(), 42);
        }
    }
    void aBlockThatIsNotInline()
    {
        Messages messages;
        std::thread([] {
            const Test::ExpectInline expected;
            static_cast<void>(eager(slowAnswer()));
            static_cast<void>(post(answer()));
        }).join();
        QVERIFY(messages.take().startsWith(
            u"This block was to run inline. Tasks that were made: 2, events that were posted: 1, turns of the "
            "ready queue: 0."));
        QEXPECT_FAIL("", "it makes a task", Continue);
        ValueTask<int> pending;
        {
            const Test::ExpectInline expected;
            pending = eager(slowAnswer());
        }
        QEAGER_RUN(5s, std::move(pending));
    }
    void anExceptionThatLeavesTheBlock()
    {
        QCOMPARE(failureOf([] {
                     const Test::ExpectInline expected;
                     const auto started = eager(slowAnswer());
                     started.cancel();
                     throw InvalidState(u"mine"_qs);
                 }),
                 u"mine"_qs);
    }

    // Chaos

    void aSeedGivesAnOrder()
    {
        const auto run = [](quint64 seed) {
            const Test::Chaos chaos(seed);
            ::Log log;
            for (int i = 0; i < 20; ++i) {
                const auto started = eager([&log, i]() -> Coro<> {
                    log(i);
                    co_return;
                });
                log("|");
            }
            [] { QEAGER_SETTLE(5s); }();
            return log.words();
        };
        QCOMPARE(run(7), run(7));
        QVERIFY(run(7) != run(8));
        QVERIFY(!chaosSeed());
    }
    void theSeedIsThatOfTheThreadOrAnother()
    {
        const ChaosScope outside(11);
        QCOMPARE(Test::Chaos().seed(), quint64(11));
        const ChaosScope off(std::nullopt);
        const Test::Chaos chaos;
        QVERIFY(chaos.seed() > 0);
        QCOMPARE(chaosSeed(), std::optional(chaos.seed()));
    }
    void onFailureTheSeedIsPrinted()
    {
        const auto ended = ::run(QCoreApplication::applicationFilePath(), {u"failsOnPurpose"_qs}, {u"ON_PURPOSE=1"_qs});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.output.contains(u"Actual   ((log).words())           : \"a b\""), qPrintable(ended.output));
        QVERIFY2(ended.output.contains(u"Expected (QString::fromUtf8(\"b a\")): \"b a\""), qPrintable(ended.output));
        QVERIFY2((ended.output + ended.errors)
                     .contains(u"This failed under chaos with seed 5. Test::Chaos(5) and QEAGER='chaos=5' repeat it."),
                 qPrintable(ended.output + ended.errors));
    }
    void failsOnPurpose()
    {
        if (!qEnvironmentVariableIsSet("ON_PURPOSE"))
            QSKIP("only as a program of its own");
        const Test::Chaos chaos(5);
        Test::Log log;
        log("a");
        log("b");
        QEAGER_COMPARE_LOG(log, "b a");
    }

    // Log

    void wordsOfAnyParts()
    {
        Test::Log log;
        log("page", 3, ":", true, 'x', 1.5, QLatin1StringView("l"), QStringView(u"v"), QByteArray("b"), u"s"_qs);
        log();
        log(QChar(u'ü'), 18446744073709551615ULL);
        QCOMPARE(log.words(), u"page3:truex1.5lvbs  ü18446744073709551615"_qs);
        log.clear();
        QEAGER_COMPARE_LOG(log, "");
    }
};

QTEST_GUILESS_MAIN(TestTest)
#include "tst_test.moc"
