// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators that listen to signals, consumed in coroutines of ours: which of the two goes first, and how.

#include <qeager/qeager.h>

#include "shared/consume.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/textsource.h"
#include "shared/tracked.h"

#include <QCoroAsyncGenerator>
#include <QCoroSignal>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

class TestQCoroListenersEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeout()
    {
        TextSource source;
        auto task = eager([&]() -> Coro<int> {
            auto all = qCoroSignalListener(&source, &TextSource::value, 1ms);
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
        TextSource source;
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
        TextSource source;
        Log log;
        constexpr auto patience = 50ms; // for what comes at once, on a slow machine
        auto task = eager([&]() -> Coro<> {
            auto all = listen(source);
            std::optional<Texts::iterator> it;
            while (!it) {
                try {
                    it = co_await withTimeout(
                        patience, [&](Timeout &) -> Coro<Texts::iterator> { co_return co_await all.begin(); });
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
                    co_await withTimeout(patience, next());
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
        TextSource source;
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
        TextSource source;
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

    void theSenderGoes()
    {
        auto source = std::make_unique<TextSource>();
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

    void whatTheConsumerEndsWith()
    {
        // It destroys the generator that has just returned to it, or its sender.
        Log log;
        auto source = std::make_unique<TextSource>();
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

    void manyThatAreLeft()
    {
        TextSource source;
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

QTEST_GUILESS_MAIN(TestQCoroListenersEnd)
#include "shared/moc_textsource.cpp"
#include "tst_qcoro_listeners_end.moc"
