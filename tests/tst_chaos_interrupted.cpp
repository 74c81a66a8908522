// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What is ready, and suspended all the same by chaos: what becomes of it when it is cancelled, closed or destroyed
// then.

#include <qeager/chaos.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/readyones.h"
#include "shared/tracked.h"

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;

namespace {

constexpr quint64 Seeds = 20;

} // namespace

class TestChaosInterrupted : public QObject
{
    Q_OBJECT
    std::optional<ChaosScope> m_off; // whatever this program was told from outside

    //! Starts \a coro with seed after seed until its await is disturbed, and gives it, suspended.
    template <typename F>
    static auto suspended(F coro) -> decltype(eager(coro()))
    {
        for (quint64 seed = 1; seed <= 100; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            auto value = eager(coro());
            const Statistics used = cost();
            if (used.chaosStarts == 0 && used.chaosAwaits == 1)
                return value;
            while (!value.isReady())
                spin();
        }
        QTest::qFail("None of a hundred seeds disturbed this.", __FILE__, __LINE__);
        return eager(coro());
    }

private Q_SLOTS:
    void init() { m_off.emplace(std::nullopt); }
    void cleanup()
    {
        checkNothingIsLeft(2);
        m_off.reset();
    }

    // Cancelled while it is suspended

    void cancelledInItsTurn()
    {
        // As at a yield: it keeps its place, and the message reaches it.
        Log log;
        const auto waiting = [](Log &l) -> Coro<> {
            try {
                co_await ready(1);
                l("went-on");
            } catch (const Cancelled &e) {
                l("!", e.message());
                throw;
            }
        };
        auto value = suspended([&] { return waiting(log); });
        auto other = post([](Log &l) -> Coro<> {
            l("other");
            co_return;
        }(log));
        log.clear();
        value.cancel(QStringLiteral("now"));
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(value.isReady() && other.isDone());
        COMPARE_LOG(log, "!now other");
        QVERIFY(value.isCancelled());
    }
    void aHandleThatStaysKeepsTheValue()
    {
        Log log;
        const auto waiting = [](Log &l, ValueTask<MoveOnly> value, Task<int> task, QFuture<MoveOnly> ofMoveOnly,
                                int which) -> Coro<> {
            try {
                if (which == 0)
                    l(*co_await value);
                else if (which == 1)
                    l(co_await task);
                else
                    l(*co_await ofMoveOnly);
            } catch (const Cancelled &) {
                l("!", *value.result(), task.result(), *ofMoveOnly.takeResult());
            }
        };
        for (int which = 0; which < 3; ++which) {
            const auto start = [&] {
                return waiting(log, ready(std::make_unique<int>(6)), ended(seven()), moveOnlyFuture(), which);
            };
            auto value = suspended(start);
            log.clear();
            value.cancel();
            VERIFY_UNTIL(value.isReady());
            COMPARE_LOG(log, "!677");
        }
    }
    void theValueOfATemporaryGoesWithIt()
    {
        auto value = suspended([]() -> Coro<int> { co_return (co_await ready(Tracked(1))).value; });
        QVERIFY(Tracked::alive > 0);
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        QCOMPARE(Tracked::alive, 0);
    }
    void anErrorNobodyHasSeenIsLogged()
    {
        Messages messages;
        auto value = suspended([]() -> Coro<> {
            try {
                static_cast<void>(co_await finished(failing()));
            } catch (const std::runtime_error &) { // NOLINT(bugprone-empty-catch): without chaos, it is seen
            }
        });
        QCOMPARE(messages.take(), QString());
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        QVERIFY(messages.take().contains(QStringLiteral("an eager start")));
    }
    void whoCatchesItGoesOn()
    {
        auto value = suspended([]() -> Coro<int> {
            auto kept = ready(7);
            bool cancelled = false;
            try {
                co_return co_await kept;
            } catch (const Cancelled &) {
                cancelled = true;
            }
            if (cancelled)
                co_return co_await kept + 1;
            co_return 0;
        });
        value.cancel();
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 8);
    }

    // Ended otherwise while it is suspended

    void closed()
    {
        Log log;
        {
            TaskScope scope;
            auto value = suspended([&log]() { return closing(log); });
            scope.add(value.task());
            QCOMPARE(Tracked::alive, 1);
        }
        COMPARE_LOG(log, "!");
        QCOMPARE(Tracked::alive, 0);
    }
    void closedWhileItRuns()
    {
        // It has no suspension left, so that what is ready goes on.
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            std::optional<TaskScope> scope(std::in_place);
            Log log;
            const auto body = [&scope, &log]() -> Coro<> {
                co_await yieldNow();
                scope.reset();
                log(co_await ready(7));
            };
            auto value = scope->eager(body);
            const ChaosScope chaos(seed);
            VERIFY_UNTIL(value.isReady());
            COMPARE_LOG(log, "7");
        }
    }
    void itsOwnerHasDiedBefore()
    {
        // Then a suspension ends it, and this is its first.
        int ended = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            auto owner = std::make_unique<QObject>();
            const auto body = [&owner]() -> Coro<int> {
                owner.reset();
                co_return co_await ready(7);
            };
            auto value = eager(body, {.owner = owner.get()});
            VERIFY_UNTIL(value.isReady());
            if (value.isCancelled())
                ++ended;
            else
                QCOMPARE(value.result(), 7);
        }
        QVERIFY(ended > 0);
        QVERIFY(ended < int(Seeds));
    }
    void anErrorThrownIn()
    {
        for (quint64 seed = 1; seed <= 100; ++seed) {
            const ChaosScope scope(seed);
            CoroStart<int> start([]() -> Coro<int> { co_return co_await ready(7); }());
            if (start.isDone())
                continue;
            QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                     start.throwError(std::make_exception_ptr(std::runtime_error("x"))));
            return;
        }
        QFAIL("None of a hundred seeds disturbed this.");
    }
    void aForeignFrameIsDestroyed()
    {
        Log log;
        int waited = 0;
        for (quint64 seed = 1; seed <= Seeds; ++seed) {
            const ChaosScope scope(seed);
            const Cost cost;
            Frame frame = foreign(log);
            if (frame.isDone())
                continue;
            QCOMPARE(cost().chaosAwaits, quint64(1));
            ++waited;
            frame.destroy();
            spin(2);
        }
        QVERIFY(waited > 0);
        QCOMPARE(log.words().count(QStringLiteral("7")), int(Seeds) - waited);
    }

private:
    static Coro<> closing(Log &log)
    {
        const Tracked tracked;
        try {
            co_await ready(1);
        } catch (const Cancelled &) {
            log("!");
            throw;
        }
    }
    static Frame foreign(Log &log) { log(co_await ready(7)); }
};

QTEST_GUILESS_MAIN(TestChaosInterrupted)
#include "tst_chaos_interrupted.moc"
