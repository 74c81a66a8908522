// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators that listen to signals, consumed in coroutines of ours, and in QCoro's where that shows what
// QCoro itself does. How that ends is in tst_qcoro_listeners_end.

#include <qeager/qeager.h>

#include "shared/consume.h"
#include "shared/grumpy.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/textsource.h"
#include "shared/tracked.h"

#include <QCoroAsyncGenerator>
#include <QCoroTimer>

#include <QtCore/qeventloop.h>
#include <QtCore/qstring.h>

#include <array>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <memory>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! As QCoro's WebSocket generators are made: one that consumes another.
Texts through(TextSource &source)
{
    auto inner = listen(source);
    for (auto it = co_await inner.begin(); it != inner.end(); co_await ++it)
        co_yield QString(QLatin1Char('<') + *it);
}

//! As QCoro's queue of signals: each number resumes who waits for one, and whoever has waited once.
class Feed
{
public:
    void give(int number)
    {
        m_numbers.push_back(number);
        if (m_waiting)
            m_waiting.resume();
    }
    bool await_ready() const noexcept { return !m_numbers.empty(); }
    void await_suspend(std::coroutine_handle<> handle) noexcept { m_waiting = handle; }
    int await_resume()
    {
        const int first = m_numbers.front();
        m_numbers.pop_front();
        return first;
    }

private:
    std::deque<int> m_numbers;
    std::coroutine_handle<> m_waiting;
};

struct Pinned
{
    explicit Pinned(int number) : value(number) {}
    Q_DISABLE_COPY_MOVE(Pinned)
    int value;
};

Pinned make(std::type_identity<Pinned>, int number) { return Pinned(number); }
MoveOnly make(std::type_identity<MoveOnly>, int number) { return std::make_unique<int>(number); }
Grumpy make(std::type_identity<Grumpy>, int number) { return Grumpy(number); }
int numberOf(const Pinned &pinned) { return pinned.value; }
int numberOf(const MoveOnly &pointer) { return *pointer; }
int numberOf(const Grumpy &grumpy) { return grumpy.value; }

template <typename T>
QCoro::AsyncGenerator<T> made(Feed &feed)
{
    for (;;) {
        const int number = co_await feed;
        co_yield make(std::type_identity<T>(), number);
    }
}

QCoro::AsyncGenerator<const int &> referring(const std::array<int, 5> &numbers, Feed &feed)
{
    for (;;) {
        const int number = co_await feed;
        co_yield numbers[std::size_t(number)];
    }
}

QString lost()
{
    return QStringLiteral("A value of a QCoro::AsyncGenerator was lost: the generator went on before it was taken, and "
                          "it could not be kept.");
}

//! Consumes four, and awaits something else after each.
template <typename T>
Coro<> slowly(Log &log, Feed &feed)
{
    auto values = made<T>(feed);
    auto it = co_await values.begin();
    for (;;) {
        const int number = numberOf(*it);
        log(number);
        if (number == 4)
            break;
        co_await sleep(1ms);
        co_await ++it;
    }
}

} // namespace

class TestQCoroListeners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBurstOfSignals()
    {
        // Alike: each value is there in the event of its signal.
        TextSource source;
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
        TextSource source;
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
        TextSource source;
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
        TextSource source;
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
        TextSource source;
        Log log;
        auto task = eager(consume<Coro<>, decltype(&goOn)>, std::ref(log), through(source), 3, &goOn);
        source.burst(3);
        spin();
        COMPARE_LOG(log, "<1 <2 <3 left");
        QVERIFY(task.isReady());
        source.burst(1);
        spin();
    }

    void twoConsumersAtATimeAreRefused()
    {
        TextSource source;
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

    void valuesThatCannotBeCopied()
    {
        TextSource source;
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

    // What comes while the consumer awaits something else is kept as a copy, or moved.
    void valuesThatComeUnasked()
    {
        Messages messages;
        Feed feed;
        Log log;
        auto task = eager(slowly<MoveOnly>(log, feed));
        for (int i = 1; i <= 4; ++i)
            feed.give(i);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3 4");
        QCOMPARE(messages.take(), QString());
    }
    void referencesThatComeUnasked()
    {
        Feed feed;
        Log log;
        const std::array numbers{0, 10, 20, 30, 40};
        auto task = eager([&]() -> Coro<> {
            auto references = referring(numbers, feed);
            for (auto it = co_await references.begin(); it != references.end(); co_await ++it) {
                const int &number = *it;
                log(&number - numbers.data());
                if (number == 40)
                    break;
                co_await sleep(1ms);
            }
        });
        for (int i = 1; i <= 4; ++i)
            feed.give(i);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3 4");
    }
    void oneThatComesUnaskedAndCannotBeKept()
    {
        const ChaosScope off(std::nullopt); // it waits for nothing but the sleep
        Messages messages;
        Feed feed;
        Log log;
        auto task = eager(slowly<Grumpy>(log, feed));
        for (int i = 1; i <= 4; ++i) {
            Grumpy::left = i == 2 ? 0 : 1'000'000;
            feed.give(i);
        }
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 3 4");
        QCOMPARE(messages.take(), lost());
    }
    void oneThatComesUnaskedAndCanBeNeitherCopiedNorMoved()
    {
        const ChaosScope off(std::nullopt);
        Messages messages;
        Feed feed;
        Log log;
        auto task = eager(slowly<Pinned>(log, feed));
        feed.give(1);
        feed.give(2);
        QCOMPARE(messages.take(), lost());
        const auto goesOn = [&] {
            feed.give(4); // lost as well, until the consumer asks
            return task.isReady();
        };
        QVERIFY(runUntil(goesOn));
        COMPARE_LOG(log, "1 4");
    }
    // One that was asked for is not moved, because most generators still have it when they are asked again.
    void oneWhoseConsumerHasItsTurnTooLate()
    {
        const ChaosScope off(std::nullopt);
        Messages messages;
        Feed feed;
        Log log;
        auto task = eager(slowly<MoveOnly>(log, feed));
        const auto gives = [&feed]() -> Coro<> {
            feed.give(1);
            feed.give(2);
            co_return;
        };
        eager(gives);
        for (int i = 3; i <= 4; ++i)
            feed.give(i);
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "2 3 4");
        QCOMPARE(messages.take(), lost());
    }

    void whatTheQueueHasGoOnListens()
    {
        // Nothing is lost, whatever runs an event loop: between a value and the next question nobody has a turn.
        TextSource source;
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
};

QTEST_GUILESS_MAIN(TestQCoroListeners)
#include "shared/moc_textsource.cpp"
#include "tst_qcoro_listeners.moc"
