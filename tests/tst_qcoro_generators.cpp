// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators, consumed in coroutines of ours, and in QCoro's where that shows what QCoro itself does.

#include <qeager/qeager.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroAsyncGenerator>
#include <QCoroSignal>
#include <QCoroThread>
#include <QCoroTimer>

#include <QtCore/qeventloop.h>
#include <QtCore/qstring.h>
#include <QtCore/qthread.h>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Source : public QObject
{
    Q_OBJECT

public:
    void burst(int count)
    {
        for (int i = 1; i <= count; ++i)
            Q_EMIT value(QString::number(i));
    }

Q_SIGNALS:
    void value(const QString &text);
};

using Texts = QCoro::AsyncGenerator<QString>;

Texts listen(Source &source) { return qCoroSignalListener(&source, &Source::value); }

//! Logs when it goes on: only when it is asked.
QCoro::AsyncGenerator<int> count(Log &log, int last, bool suspend)
{
    for (int i = 1; i <= last; ++i) {
        log("make", i);
        if (suspend)
            co_await QCoro::sleepFor(0ms);
        co_yield i;
    }
    log("end");
}

//! As QCoro's WebSocket generators are made: one that consumes another.
Texts through(Source &source)
{
    auto inner = listen(source);
    for (auto it = co_await inner.begin(); it != inner.end(); co_await ++it)
        co_yield QString(QLatin1Char('<') + *it);
}

static_assert(detail::GeneratorStep<decltype(std::declval<Texts &>().begin())>);
static_assert(std::is_same_v<detail::Yielded<decltype(std::declval<Texts &>().begin())>, QString>);
static_assert(std::is_same_v<detail::AwaitResult<decltype(++std::declval<Texts::iterator &>())>, Texts::iterator>);
static_assert(
    std::is_same_v<decltype(std::declval<detail::GeneratorAwaiter<decltype(++std::declval<Texts::iterator &>())> &>()
                                .await_resume()),
                   Texts::iterator &>);

} // namespace

class TestQCoroGenerators : public QObject
{
    Q_OBJECT

    //! Consumes \a last values of a signal, \a then of which is run for each; in a coroutine of type Task.
    template <typename Task, typename Body>
    static Task consume(Log &log, Texts generator, int last, Body body)
    {
        int seen = 0;
        auto it = co_await generator.begin();
        while (it != generator.end()) {
            const QString &text = *it;
            co_await body(text);
            log(text);
            if (++seen == last)
                break;
            [[maybe_unused]] const auto &same = co_await ++it; // GCC 12 cannot have it in the for of a template
        }
        log("left");
    }
    static std::suspend_never goOn(const QString &) { return {}; }

private Q_SLOTS:
    void whatIsThereDoesNotSuspend()
    {
        Log log;
        auto task = expectInline([&] {
            return eager([&]() -> Coro<> {
                auto numbers = count(log, 3, false);
                for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it)
                    log(*it);
                log("left");
            });
        });
        COMPARE_LOG(log, "make1 1 make2 2 make3 3 end left");
        QVERIFY(task.isReady());
    }

    void oneThatSuspendsGoesOnOnlyWhenItIsAsked()
    {
        Log log;
        Source source;
        auto task = eager([&]() -> Coro<> {
            auto numbers = count(log, 2, true);
            for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it) {
                log(*it);
                co_await sleep(1ms);
                log("slept");
            }
            log("left");
        });
        const Cost cost;
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "make1 1 slept make2 2 slept end left");
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(4));
    }

    void qcorosMacro()
    {
        Log log;
        auto task = eager([&]() -> Coro<> {
            QCORO_FOREACH(const int number, count(log, 2, true)) { log(number); }
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "make1 1 make2 2 end");
    }

    void manyInConstantStack()
    {
        const auto numbers = []() -> QCoro::AsyncGenerator<int> {
            for (int i = 0;; ++i)
                co_yield i;
        };
        auto task = eager([&]() -> Coro<int> {
            auto all = numbers();
            auto it = co_await all.begin();
            while (*it < 100'000)
                co_await ++it;
            co_return *it;
        });
        QCOMPARE(task.result(), 100'000);
    }

    void aBurstOfSignals()
    {
        // Alike: each value is there in the event of its signal.
        Source source;
        Log log, qcoros;
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), listen(source), 4, &goOn);
        auto qcoro = consume<QCoro::Task<>>(qcoros, listen(source), 4, &goOn);
        const Cost cost;
        source.burst(4); // no more: QCoro 0.8 does not survive a listener that goes while a signal is on its way to it
        COMPARE_LOG(log, "");
        spin();
        COMPARE_LOG(log, "1 2 3 4 left");
        QCOMPARE(qcoros.words(), log.words());
        QVERIFY(task.isReady());
        QCOMPARE(cost().eventsPosted, quint64(0));
        QCOMPARE(cost().loopTurns, quint64(4));
    }

    void aLoopThatAwaitsSomethingElse()
    {
        // What comes meanwhile is kept, and what the iterator refers to stays.
        Source source;
        Log log;
        int rounds = 0;
        const auto slow = [&](const QString &) -> Coro<> {
            if (++rounds == 3)
                source.burst(2);
            co_await sleep(1ms);
        };
        auto task = eager(consume<Coro<>, decltype(slow)>, std::ref(log), listen(source), 7, slow);
        source.burst(5);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3 4 5 1 2 left");
    }

    void aLoopThatAwaitsSomethingElseInQCoro()
    {
        // QCoro resumes the consumer inside of the other await, and what it yields meanwhile is lost.
        Source source;
        Log log;
        const auto coroutine = [&]() -> QCoro::Task<> {
            auto generator = listen(source);
            int seen = 0;
            for (auto it = co_await generator.begin(); it != generator.end(); co_await ++it) {
                log(*it);
                if (++seen == 2)
                    co_return; // before the timer of the first, which would resume what has gone
                co_await std::suspend_always();
            }
        };
        const auto task = coroutine();
        source.burst(3);
        spin();
        COMPARE_LOG(log, "1 3");
        QVERIFY(task.isReady());
    }

    void whileATaskRunsAnEventLoop()
    {
        // A task runs below, so the consumer has to wait for its turn. Nothing is lost, and nobody is resumed where it does not wait.
        Source source;
        Log log;
        for (const bool nested : {false, true}) {
            QEventLoop loop;
            log.clear();
            auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log),
                              nested ? through(source) : listen(source), 4, &goOn);
            auto runs = eager([&]() -> Coro<> {
                QTimer::singleShot(0, &loop, [&] { source.burst(5); });
                auto quits = eager([&]() -> Coro<> {
                    co_await task;
                    loop.quit();
                });
                loop.exec();
                log("looped");
                co_await quits;
            });
            QVERIFY(task.isReady() && runs.isReady());
            QCOMPARE(log.words(),
                     nested ? QStringLiteral("<1 <2 <3 <4 left looped") : QStringLiteral("1 2 3 4 left looped"));
        }
    }

    void oneGeneratorThroughAnother()
    {
        Source source;
        Log log;
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), through(source), 3, &goOn);
        source.burst(3);
        spin();
        COMPARE_LOG(log, "<1 <2 <3 left");
        QVERIFY(task.isReady());
        source.burst(1);
        spin();
    }

    void exceptionsAndTheEnd()
    {
        Log log;
        const auto failing = [](bool first, bool suspend) -> QCoro::AsyncGenerator<int> {
            if (!first)
                co_yield 1;
            if (suspend)
                co_await QCoro::sleepFor(0ms);
            throw std::runtime_error("failed");
        };
        const auto coroutine = [&](bool first, bool suspend) -> Coro<> {
            auto generator = failing(first, suspend);
            try {
                for (auto it = co_await generator.begin(); it != generator.end(); co_await ++it)
                    log(*it);
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
            QCoro::AsyncGenerator<int> none;
            log((co_await none.begin()) == none.end());
        };
        for (const bool first : {false, true}) {
            for (const bool suspend : {false, true}) {
                auto task = eager(coroutine, first, suspend);
                VERIFY_UNTIL(task.isReady());
            }
        }
        COMPARE_LOG(log, "1 failed true 1 failed true failed true failed true");
    }

    void aTimeout()
    {
        Source source;
        auto task = eager([&]() -> Coro<int> {
            auto all = qCoroSignalListener(&source, &Source::value, 1ms);
            int seen = 0;
            for (auto it = co_await all.begin(); it != all.end(); co_await ++it)
                ++seen;
            co_return seen;
        });
        source.burst(2);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 2);
    }

    void aCancelledConsumer()
    {
        Source source;
        Log log;
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), listen(source), 4, &goOn);
        source.burst(1);
        spin();
        QVERIFY(task.cancel());
        spin();
        QVERIFY(task.isCancelled());
        source.burst(3); // nobody listens any more
        spin();
        COMPARE_LOG(log, "1");
    }

    void aWaitThatWasGivenUpIsTakenUpAgain()
    {
        Source source;
        Log log;
        auto task = eager([&]() -> Coro<> {
            auto all = listen(source);
            std::optional<Texts::iterator> it;
            while (!it) {
                try {
                    it = co_await withTimeout(
                        1ms, [&](Timeout &) -> Coro<Texts::iterator> { co_return co_await all.begin(); });
                } catch (const TimedOut &) {
                    log("timeout");
                    source.burst(2);
                }
                if (!it)
                    co_await sleep(1ms); // what comes now is kept
            }
            for (int i = 0; i < 4; ++i) {
                log(**it);
                const auto next = [&]() -> Coro<> { co_await ++*it; };
                try {
                    co_await withTimeout(1ms, next());
                } catch (const TimedOut &) {
                    log("timeout");
                    source.burst(1);
                }
            }
        });
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "timeout 1 2 timeout 2 1 timeout");
        task.result();
    }

    void theGeneratorGoesFirst()
    {
        Source source;
        Log log;
        auto generator = std::make_unique<Texts>(listen(source));
        auto task = eager([&]() -> Coro<> {
            const auto it = co_await generator->begin();
            log("?");
            static_cast<void>(it);
        });
        generator.reset();
        source.burst(1);
        spin();
        QVERIFY(!task.isReady()); // nothing says so: as with QCoro, it waits
        QVERIFY(task.cancel());
        spin();
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "");
    }

    void theGeneratorStaysLongerThanItsConsumers()
    {
        Source source;
        Log log;
        auto generator = listen(source);
        const auto take = [&](int last) -> Coro<> {
            int seen = 0;
            for (auto it = co_await generator.begin(); it != generator.end(); co_await ++it) {
                log(*it);
                if (++seen == last)
                    break;
            }
            log("left");
        };
        auto first = eager(take, 2);
        source.burst(3);
        spin();
        COMPARE_LOG(log, "1 2 left");
        auto second = eager(take, 2);
        COMPARE_LOG(log, "1 2 left 3");
        source.burst(1);
        spin();
        COMPARE_LOG(log, "1 2 left 3 1 left");
        QVERIFY(first.isReady() && second.isReady());
    }

    void twoConsumersAtATimeAreRefused()
    {
        Source source;
        Log log;
        auto generator = listen(source);
        const auto take = [&]() -> Coro<QString> { co_return *co_await generator.begin(); };
        auto first = eager(take), second = eager(take);
        QVERIFY(second.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, second.result());
        source.burst(1);
        spin();
        QCOMPARE(first.result(), QStringLiteral("1"));
    }

    void theSenderGoes()
    {
        auto source = std::make_unique<Source>();
        Log log;
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), listen(*source), 4, &goOn);
        source->burst(1);
        spin();
        source.reset();
        spin();
        QVERIFY(!task.isReady()); // QCoro does not tell
        QVERIFY(task.cancel());
        spin();
        COMPARE_LOG(log, "1");
    }

    void valuesThatCannotBeCopied()
    {
        Source source;
        const auto make = [&]() -> QCoro::AsyncGenerator<MoveOnly> {
            auto all = listen(source);
            for (auto it = co_await all.begin(); it != all.end(); co_await ++it)
                co_yield std::make_unique<int>((*it).toInt());
        };
        const auto references = [](int &number) -> QCoro::AsyncGenerator<int &> {
            co_await QCoro::sleepFor(0ms);
            co_yield number;
        };
        int number = 1;
        auto task = eager([&]() -> Coro<int> {
            auto pointers = make();
            int sum = 0;
            for (auto it = co_await pointers.begin(); it != pointers.end(); co_await ++it) {
                const MoveOnly taken = std::move(*it);
                sum += *taken;
                if (*taken == 3)
                    break;
            }
            auto numbers = references(number);
            const auto it = co_await numbers.begin();
            *it += 1;
            co_return sum;
        });
        source.burst(3);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 6);
        QCOMPARE(number, 2);
    }

    void whatTheConsumerEndsWith()
    {
        // It destroys the generator that has just returned to it, or its sender.
        Log log;
        auto source = std::make_unique<Source>();
        const auto coroutine = [&]() -> Coro<> {
            auto generator = std::make_unique<Texts>(listen(*source));
            co_await generator->begin();
            generator.reset();
            log("generator");
            auto other = listen(*source);
            co_await other.begin();
            source.reset();
            log("source");
            throw std::runtime_error("ours");
        };
        auto task = eager(coroutine);
        source->burst(1);
        spin();
        source->burst(1);
        spin();
        COMPARE_LOG(log, "generator source");
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
    }

    void onAnotherThread()
    {
        QThread thread;
        thread.start();
        const auto moves = [](QThread *to) -> QCoro::AsyncGenerator<int> {
            for (int i = 1; i <= 3; ++i) {
                co_await QCoro::moveToThread(to);
                co_yield i;
            }
        };
        auto task = eager([&]() -> Coro<int> {
            auto numbers = moves(&thread);
            int sum = 0;
            for (auto it = co_await numbers.begin(); it != numbers.end(); co_await ++it)
                sum += *it * 10 + (QThread::currentThread() == QCoreApplication::instance()->thread());
            co_return sum;
        });
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 63);
        thread.quit();
        QVERIFY(thread.wait());
    }

    void manyThatAreLeft()
    {
        Source source;
        Tracked::alive = 0;
        const auto make = [&]() -> QCoro::AsyncGenerator<Tracked> {
            auto all = listen(source);
            for (auto it = co_await all.begin(); it != all.end(); co_await ++it)
                co_yield Tracked((*it).toInt());
        };
        for (int i = 0; i < 500; ++i) {
            auto task = eager([&]() -> Coro<> {
                auto generator = make();
                co_await generator.begin();
            });
            source.burst(1);
            spin();
            QVERIFY(task.isReady());
        }
    }
};

QTEST_GUILESS_MAIN(TestQCoroGenerators)
#include "tst_qcoro_generators.moc"
