// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How a latest() ends: with its connection, with its owner, by its own body.

#include <qeager/latest.h>
#include <qeager/sleep.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"
#include "shared/tracked.h"

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! Says when the function itself goes; its copies say nothing.
class Original
{
public:
    explicit Original(Log &log) : m_log(&log) {}
    Original(const Original &) noexcept {}
    Original(Original &&other) noexcept : m_log(std::exchange(other.m_log, nullptr)) {}
    Original &operator=(Original) = delete;
    ~Original()
    {
        if (m_log)
            (*m_log)("~function");
    }

private:
    Log *m_log = nullptr;
};

} // namespace

class TestLatestEnd : public QObject
{
    Q_OBJECT
    Log log;

    auto running()
    {
        return [this](const char *name) { return endless(log, name); };
    }

Q_SIGNALS:
    void called(const char *name);

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup()
    {
        disconnect();
        checkNothingIsLeft(3);
    }

    void theLastCopyClosesWhatRuns()
    {
        std::optional slot(latest(running()));
        std::optional copy(slot);
        auto task = (*slot)("a");
        slot.reset();
        log("one left");
        QVERIFY(!task.isReady());
        copy.reset();
        log("gone");
        COMPARE_LOG(log, "a one left ~a gone");
        QVERIFY(task.isCancelled());
    }
    void closingEndsTheOneBeforeToo()
    {
        {
            const auto slot = latest([this](const char *name) -> Coro<> {
                const Guard guard{log, name};
                bool asked = false;
                try {
                    co_await sleep(1h);
                } catch (const Cancelled &) {
                    asked = true;
                }
                if (asked)
                    co_await sleep(1h);
                log("never");
            });
            slot("1");
            slot("2");
            spin();
            log("leaving");
        }
        COMPARE_LOG(log, "leaving ~1 ~2");
    }
    void theFunctionGoesAfterWhatRuns()
    {
        {
            const auto slot = latest([this, original = Original(log)](const char *name) { return endless(log, name); });
            const auto copy = slot;
            copy("a");
            log("leaving");
        }
        log("left");
        COMPARE_LOG(log, "a leaving ~a ~function left");
    }
    void disconnecting()
    {
        const auto connection = connect(this, &TestLatestEnd::called, this, latest(running()));
        emit called("a");
        log("disconnecting");
        disconnect(connection);
        log("done");
        COMPARE_LOG(log, "a disconnecting ~a done");
    }
    void theReceiverIsDestroyed()
    {
        auto receiver = std::make_unique<QObject>();
        connect(this, &TestLatestEnd::called, receiver.get(), latest(running()));
        emit called("a");
        receiver.reset();
        log("destroyed");
        emit called("b");
        COMPARE_LOG(log, "a ~a destroyed");
    }
    void theReceiverIsDestroyedByTheBody_data() { addPhases(); }
    void theReceiverIsDestroyedByTheBody()
    {
        QFETCH(bool, suspend);
        auto receiver = std::make_unique<QObject>();
        auto body = [&, original = Original(log)](const char *name) -> Coro<> {
            const Guard guard{log, name};
            const Tracked tracked;
            if (suspend)
                co_await yieldNow();
            receiver.reset();
            log("destroyed");
            try {
                co_await sleep(1h);
            } catch (const Cancelled &) {
                log("closed");
                throw;
            }
            log("never");
        };
        connect(this, &TestLatestEnd::called, receiver.get(), latest(std::move(body)));
        emit called("body");
        log("emitted");
        VERIFY_UNTIL(!receiver);
        spin(2);
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(log.words(), suspend ? u"emitted ~function destroyed closed ~body"_s
                                      : u"destroyed closed ~body ~function emitted"_s);
    }
    void theLastCopyGoesInTheBody()
    {
        std::optional<Latest<std::function<Coro<>(bool)>>> slot;
        const std::function<Coro<>(bool)> body = [&](bool suspend) -> Coro<> {
            const Guard guard{log, "body"};
            if (suspend)
                co_await yieldNow();
            slot.reset();
            log("reset");
            co_await ready(); // does not wait, so it is not refused
            log("on");
            co_await yieldNow();
            log("never");
        };
        slot.emplace(body);
        auto inEagerPhase = (*slot)(false);
        QVERIFY(inEagerPhase.isCancelled());
        COMPARE_LOG(log, "reset on ~body");
        log.clear();
        slot.emplace(body);
        auto resumed = (*slot)(true);
        VERIFY_UNTIL(resumed.isReady());
        QVERIFY(resumed.isCancelled());
        COMPARE_LOG(log, "reset on ~body");
    }
    void coalescedOneThatHasNotBegunNeverDoes()
    {
        Messages messages;
        {
            const auto slot = latest(running(), {.coalesce = true, .task = {.name = u"search"_s}});
            slot("a");
        }
        spin(2);
        COMPARE_LOG(log, "");
        QCOMPARE(messages.take(), u"search never began: it was closed before its turn came."_s);
    }
    void theOwnersDeath()
    {
        auto owner = std::make_unique<QObject>();
        const auto slot = latest(running(), {.task = {.owner = owner.get()}});
        auto task = slot("a");
        owner.reset();
        log("destroyed");
        QVERIFY(task.isCancelled());
        QVERIFY(!slot.isRunning());
        COMPARE_LOG(log, "a ~a destroyed");
    }
    void coalescedTheOwnersDeath()
    {
        Messages messages;
        auto owner = std::make_unique<QObject>();
        const auto slot = latest(running(), {.coalesce = true, .task = {.name = u"search"_s, .owner = owner.get()}});
        auto task = slot("a");
        owner.reset();
        QVERIFY(task.isCancelled());
        QVERIFY(!slot.isRunning());
        spin();
        COMPARE_LOG(log, "");
        QCOMPARE(messages.take(), u"search never began: it was closed before its turn came."_s);
    }

    void onAnotherThread()
    {
        const auto slot = latest(running());
        slot("home");
        QString message;
        std::thread([&] {
            try {
                slot("away");
            } catch (const InvalidState &e) {
                message = e.message();
            }
        }).join();
        QCOMPARE(message, u"This latest() belongs to another thread: use it there."_s);
        spin();
        QVERIFY(slot.isRunning()); // it was not asked to end
        COMPARE_LOG(log, "home");
    }
    void cancelOnAnotherThread()
    {
        const auto slot = latest(running());
        slot("home");
        bool refused = false;
        std::thread([&] {
            try {
                slot.cancel();
            } catch (const InvalidState &) {
                refused = true;
            }
        }).join();
        QVERIFY(refused);
    }
    void aCallAfterTheOwnersDeath()
    {
        auto owner = std::make_unique<QObject>();
        const auto slot = latest(running(), {.task = {.owner = owner.get()}});
        owner.reset();
        auto task = slot("a");
        QVERIFY(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(log, "");
    }
};

QTEST_GUILESS_MAIN(TestLatestEnd)
#include "tst_latest_end.moc"
