// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "external.h"
#include "externals.h"
#include "emitter.h"

#include <shared/pipe.h>

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/io.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/qcoro.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include <QCoroSignal>
#include <QCoroTask>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qtimer.h>

#include <array>
#include <coroutine>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace Stress {

namespace {

using QEager::Coro;

QThreadPool &pool()
{
    static QThreadPool threads;
    static const bool isLarge = [] {
        threads.setMaxThreadCount(64); // more than wait at once: no function waits for another one's thread
        return true;
    }();
    static_cast<void>(isLarge);
    return threads;
}

//! An awaitable of no library. Copies are the same one.
struct Trigger
{
    std::shared_ptr<std::coroutine_handle<>> waiting = std::make_shared<std::coroutine_handle<>>();

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { *waiting = handle; }
    void await_resume() const noexcept {}
    void fire()
    {
        if (*waiting)
            std::exchange(*waiting, {}).resume();
    }
};

class Offloaded : public External
{
public:
    ~Offloaded() override { m_gate->release(); }
    Coro<int> wait() override
    {
        const auto function = [gate = m_gate, step = step, fails = fails](std::stop_token stop) {
            const std::stop_callback open(stop, [&gate] { gate->release(); });
            gate->acquire();
            if (fails)
                throw Failure(step);
            return 1000 + step;
        };
        co_return co_await QEager::offload(function, &pool());
    }
    void complete() override { m_gate->release(); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

//! A thread whose event loop stands still until a gate opens.
class Lane
{
public:
    Lane()
    {
        m_there.moveToThread(&m_thread);
        m_thread.start();
    }
    ~Lane()
    {
        m_thread.quit();
        m_thread.wait();
    }
    QThread *thread() noexcept { return &m_thread; }
    void waitFor(std::shared_ptr<QSemaphore> gate)
    {
        call([gate = std::move(gate)] { gate->acquire(); });
    }
    //! In an event of its own.
    template <typename Function>
    void call(Function function)
    {
        QMetaObject::invokeMethod(&m_there, std::move(function), Qt::QueuedConnection);
    }
    //! Returns when all has been done that was sent there.
    void drain()
    {
        bool isIdle = false;
        while (!isIdle) {
            QMetaObject::invokeMethod(
                &m_there, [&isIdle] { isIdle = QEager::allTasks().isEmpty(); }, Qt::BlockingQueuedConnection);
        }
    }

private:
    QThread m_thread;
    QObject m_there;
};

//! A lane that nobody else waits on, and afterwards the next one's.
class Lanes
{
public:
    std::unique_ptr<Lane> take()
    {
        if (m_idle.empty())
            return std::make_unique<Lane>();
        std::unique_ptr<Lane> lane = std::move(m_idle.back());
        m_idle.pop_back();
        return lane;
    }
    void giveBack(std::unique_ptr<Lane> lane)
    {
        lane->drain();
        m_idle.push_back(std::move(lane));
    }
    void end() { m_idle.clear(); }

private:
    std::vector<std::unique_ptr<Lane>> m_idle;
};
Lanes lanes;

//! The coroutine there begins when it is complete. So a request to end is there before it, and ends the wait at once.
class OnThread : public External
{
public:
    OnThread() { m_lane->waitFor(m_gate); }
    ~OnThread() override
    {
        m_gate->release();
        lanes.giveBack(std::move(m_lane));
    }
    Coro<int> wait() override { co_return co_await QEager::onThread(m_lane->thread(), there, step, fails); }
    void complete() override { m_gate->release(); }

private:
    static Coro<int> there(int step, bool fails)
    {
        co_await QEager::yieldNow();
        if (fails)
            throw Failure(step);
        co_return 1000 + step;
    }
    std::unique_ptr<Lane> m_lane = lanes.take();
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

/*! The coroutine there has begun and suspended before wait() suspends, and then that thread stands still. So a request
    to end is there before what completes it, and comes out of it. */
class BegunOnThread : public External
{
public:
    BegunOnThread() { m_end.start(); }
    ~BegunOnThread() override
    {
        m_end.future().cancel(); // who waited in it has gone, and left it to its end
        m_end.finish();
        m_gate.release();
        lanes.giveBack(std::move(m_lane));
    }
    Coro<int> wait() override
    {
        QEager::CoroStart<int> start(call()); // inline, whatever the start policy
        m_begun.acquire();
        co_return co_await std::move(start);
    }
    void complete() override
    {
        if (fails)
            m_end.setException(Failure(step));
        else
            m_end.addResult(value());
        m_end.finish();
        m_gate.release();
    }

private:
    Coro<int> call() { co_return co_await QEager::onThread(m_lane->thread(), there, this); }
    static Coro<int> there(BegunOnThread *self)
    {
        self->m_lane->call([self] {
            self->m_begun.release();
            self->m_gate.acquire();
        });
        co_return co_await self->m_end.future();
    }

    std::unique_ptr<Lane> m_lane = lanes.take();
    QSemaphore m_begun, m_gate;
    QPromise<int> m_end;
};

class Future : public External
{
public:
    Future() { m_promise.start(); }
    ~Future() override { m_promise.finish(); }
    Coro<int> wait() override { co_return co_await m_promise.future(); }
    void complete() override
    {
        if (fails)
            m_promise.setException(Failure(step));
        else
            m_promise.addResult(value());
        m_promise.finish();
    }

private:
    QPromise<int> m_promise;
};

class Signal : public External
{
public:
    Coro<int> wait() override
    {
        co_await QEager::signal(&m_emitter, &Emitter::fired);
        co_return value();
    }
    void complete() override { Q_EMIT m_emitter.fired(); }

private:
    Emitter m_emitter;
};

class Timer : public External
{
public:
    Coro<int> wait() override
    {
        m_timer.setSingleShot(true);
        m_timer.start(std::chrono::hours(1));
        co_await m_timer;
        co_return value();
    }
    void complete() override { m_timer.start(0); }

private:
    QTimer m_timer;
};

class Foreign : public External
{
public:
    ~Foreign() override { m_trigger.fire(); } // who waited in it has gone, and left it to its end
    Coro<int> wait() override
    {
        co_await m_trigger;
        co_return value();
    }
    void complete() override { m_trigger.fire(); }

private:
    Trigger m_trigger;
};

class QCoroTask : public External
{
public:
    ~QCoroTask() override { m_trigger.fire(); }
    Coro<int> wait() override
    {
        co_await body(m_trigger);
        co_return value();
    }
    void complete() override { m_trigger.fire(); }

private:
    static QCoro::Task<> body(Trigger trigger) { co_await trigger; }
    Trigger m_trigger;
};

//! QCoro hears of it by an event of its own. If the emitter went before that, QCoro's coroutine would never end.
class QCoroSignal : public External
{
public:
    ~QCoroSignal() override
    {
        Emitter *const emitter = m_emitter.release();
        Q_EMIT emitter->fired();
        QMetaObject::invokeMethod(qApp, [emitter] { delete emitter; }, Qt::QueuedConnection);
    }
    Coro<int> wait() override
    {
        co_await qCoro(m_emitter.get(), &Emitter::fired);
        co_return value();
    }
    void complete() override { Q_EMIT m_emitter->fired(); }

private:
    std::unique_ptr<Emitter> m_emitter = std::make_unique<Emitter>();
};

class Device : public External
{
public:
    Coro<int> wait() override
    {
        const QByteArray line = co_await QEager::readLine(&m_pipe);
        co_return line == "ready\n" ? value() : -1;
    }
    void complete() override { m_pipe.feed("ready\n"); }

private:
    Pipe m_pipe;
};

struct Kind
{
    const char *name;
    bool fails;
    std::unique_ptr<External> (*make)();
    bool begins = false;
};

template <typename Source>
std::unique_ptr<External> makeOne()
{
    return std::make_unique<Source>();
}

constexpr std::array Kinds{
    Kind{"offload", false, makeOne<Offloaded>},
    Kind{"offload that throws", true, makeOne<Offloaded>},
    Kind{"onThread", false, makeOne<OnThread>},
    Kind{"onThread that throws", true, makeOne<OnThread>},
    Kind{"onThread that has begun", false, makeOne<BegunOnThread>, true},
    Kind{"onThread that has begun, and throws", true, makeOne<BegunOnThread>, true},
    Kind{"QFuture", false, makeOne<Future>},
    Kind{"QFuture that fails", true, makeOne<Future>},
    Kind{"signal", false, makeOne<Signal>},
    Kind{"signal, and a throw", true, makeOne<Signal>},
    Kind{"QTimer", false, makeOne<Timer>},
    Kind{"awaitable of the user", false, makeOne<Foreign>},
    Kind{"QCoro::Task", false, makeOne<QCoroTask>},
    Kind{"signal of QCoro", false, makeOne<QCoroSignal>},
    Kind{"line of a device", false, makeOne<Device>},
};

} // namespace

int externalCount() { return int(Kinds.size()); }
const char *externalName(int kind) { return Kinds.at(size_t(kind)).name; }
bool externalFails(int kind) { return Kinds.at(size_t(kind)).fails; }
bool externalBegins(int kind) { return Kinds.at(size_t(kind)).begins; }

std::unique_ptr<External> External::make(int kind, int step)
{
    std::unique_ptr<External> external = Kinds.at(size_t(kind)).make();
    external->step = step;
    external->fails = Kinds.at(size_t(kind)).fails;
    return external;
}

void External::waitForThreads()
{
    pool().waitForDone();
    lanes.end();
}

} // namespace Stress
