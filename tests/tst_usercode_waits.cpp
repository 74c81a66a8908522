// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// User code where a wait begins, is given up, or ends: the stop callback of a function on the pool, which runs where
// the wait is given up; QObject::connectNotify() of a sender; a coroutine of no library that throws when it is resumed.

#include <qeager/chaos.h>
#include <qeager/gather.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/endless.h"
#include "shared/messages.h"
#include "shared/usercodetest.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthreadpool.h>

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <utility>

using namespace QEager;

namespace {

//! A function on the pool that is asked to stop, and does not until it is let go.
class Work
{
public:
    ~Work() { letGo(); }
    Coro<> await(Log &log, std::function<void()> asked)
    {
        const Guard guard{log, "frame"};
        const auto function = [this, &asked](std::stop_token stop) {
            const std::stop_callback tell(std::move(stop), [&asked] { asked(); });
            m_begun.release();
            m_end.acquire();
        };
        try {
            co_await offload(function, &m_pool);
            log("value");
        } catch (const Cancelled &) {
            log("cancelled");
            throw;
        }
    }
    void waitUntilItHasBegun() { m_begun.acquire(); }
    void letGo()
    {
        m_end.release();
        m_pool.waitForDone();
    }

private:
    QSemaphore m_begun, m_end;
    QThreadPool m_pool;
};

class SelfDestroying : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void sent();

protected:
    void connectNotify(const QMetaMethod &) override { delete this; }
};

//! A coroutine of no library whose exceptions go to whoever resumes it.
struct Leaky
{
    struct promise_type
    {
        Leaky get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const { throw; }
    };
    std::coroutine_handle<> handle;
};

Leaky leaky()
{
    co_await QEager::sleep(std::chrono::milliseconds(1));
    throw std::runtime_error("leaks");
}

} // namespace

class TestUserCodeWaits : public UserCodeTest
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init()
    {
        begin();
        log.clear();
    }
    void cleanup() { checkNothingIsLeft(); }

    // Whatever gives the wait up, and whatever the callback does about that: the coroutine ends once.
    void aWaitThatIsGivenUp_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("what");
        int i = 0;
        for (const char *how : {"cancelled", "scope", "owner"}) {
            int j = 0;
            for (const char *what : {"nothing", "cancels", "closes the scope", "ends the owner", "anything"})
                QTest::addRow("%s: %s", how, what) << i << j++;
            ++i;
        }
    }
    void aWaitThatIsGivenUp()
    {
        QFETCH(const int, how);
        QFETCH(const int, what);
        const ChaosScope off(std::nullopt); // it has begun when this waits for that
        Work work;
        auto owner = std::make_unique<QObject>();
        auto scope = std::make_optional<TaskScope>();
        std::optional<ValueTask<>> task;
        const auto closeScope = [&scope] { // it must not be destroyed twice
            if (scope)
                scope->close();
        };
        const auto asked = [&] {
            log("asked");
            if (what == 1)
                task->cancel();
            else if (what == 2)
                closeScope();
            else if (what == 3)
                delete owner.release();
            else if (what == 4)
                UserCode::run("stop");
        };
        task = scope->eager(work.await(log, asked), {.name = u"own"_s, .owner = owner.get()});
        work.waitUntilItHasBegun();
        if (how == 0)
            task->cancel();
        else if (how == 1)
            closeScope();
        else
            delete owner.release();
        VERIFY_UNTIL(task->isReady());
        QVERIFY(task->isCancelled());
        COMPARE_LOG(log, "asked cancelled ~frame");
        VERIFY_UNTIL(m_user->isDone());
    }

    // While all of a gather() are asked, one asks all of them again.
    void aRequestWhileOneIsOnItsWay()
    {
        const ChaosScope off(std::nullopt);
        Work work;
        std::optional<ValueTask<>> task;
        const auto asked = [&] {
            log("asked");
            task->cancel(u"again"_s);
        };
        task = eager([&]() -> Coro<> {
            auto all = gather(sleeper(log, "a"), work.await(log, asked), sleeper(log, "b"), sleeper(log, "c"));
            co_await std::move(all);
        });
        work.waitUntilItHasBegun();
        task->cancel(u"first"_s);
        VERIFY_UNTIL(task->isReady());
        QVERIFY(task->isCancelled());
        COMPARE_LOG(log, "asked a!again cancelled ~frame b!again c!again");
    }

    void aSenderThatGoesWhenItIsConnectedTo()
    {
        auto *const sender = new SelfDestroying;
        const auto waits = [sender]() -> Coro<> { co_await QEager::signal(sender, &SelfDestroying::sent); };
        const auto task = eager(waits);
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(messageOf(task), u"The object whose signal was awaited is gone."_s);
    }

    void aForeignCoroutineThatThrowsWhenItIsResumed()
    {
        Messages messages;
        const Leaky coroutine = leaky();
        VERIFY_UNTIL(coroutine.handle.done());
        QCOMPARE(messages.take(),
                 u"A coroutine that is not QEager's let an exception escape when it was resumed: leaks"_s);
        coroutine.handle.destroy();
        auto other = eager([]() -> Coro<int> { // the thread works as before
            co_await yieldNow();
            co_return 3;
        });
        VERIFY_UNTIL(other.isReady());
        QCOMPARE(other.result(), 3);
    }
};

QTEST_GUILESS_MAIN(TestUserCodeWaits)

#include "tst_usercode_waits.moc"
