// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators that listen to signals, consumed in coroutines of ours, and in QCoro's where that shows what QCoro
// itself does.

#include <qeager/qeager.h>

#include "shared/consume.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroAsyncGenerator>
#include <QCoroSignal>
#include <QCoroTimer>

#include <QtCore/qeventloop.h>
#include <QtCore/qstring.h>

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

Texts listen(Source &source) { return qCoroSignalListener(&source, &Source::value); }

//! As QCoro's WebSocket generators are made: one that consumes another.
Texts through(Source &source)
{
    auto inner = listen(source);
    for (auto it = co_await inner.begin(); it != inner.end(); co_await ++it)
        co_yield QString(QLatin1Char('<') + *it);
}

} // namespace

class TestQCoroListeners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        // A task runs below, so the consumer has to wait for its turn. Nothing is lost, and nobody is resumed where it
        // does not wait.
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
            QVERIFY(task.isReady());
            QVERIFY(runs.isReady());
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
        QVERIFY(first.isReady());
        QVERIFY(second.isReady());
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

    void whatTheQueueHasGoOnListens()
    {
        // Nothing is lost, whatever runs an event loop: between a value and the next question nobody has a turn.
        Source source;
        Log log;
        const Task<> gate = eager([]() -> Coro<> { co_await sleep(0ms); }).task();
        const auto behindTheGate = [&]() -> Texts {
            auto inner = listen(source);
            co_await gate;
            for (auto it = co_await inner.begin(); it != inner.end(); co_await ++it)
                co_yield QString(QLatin1Char('<') + *it);
        };
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), behindTheGate(), 4, &goOn);
        auto looping = eager([&]() -> Coro<> {
            co_await gate;
            source.burst(5);
            QEventLoop loop;
            QTimer::singleShot(1ms, &loop, &QEventLoop::quit);
            loop.exec();
            log("looped");
        });
        VERIFY_UNTIL(looping.isReady());
        COMPARE_LOG(log, "<1 <2 <3 <4 left looped");
        QVERIFY(task.isReady());
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

QTEST_GUILESS_MAIN(TestQCoroListeners)
#include "tst_qcoro_listeners.moc"
