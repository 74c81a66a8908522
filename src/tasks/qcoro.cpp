// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/bridge.h>
#include <qeager/detail/runtime.h>
#include <qeager/errors.h>

namespace QEager::detail {

namespace {

//! A coroutine nobody holds: its end frees it.
struct Detached
{
    struct promise_type
    {
        static void *operator new(std::size_t size) { return threadState().pool.allocate(size); }
        static void operator delete(void *memory, std::size_t size) noexcept
        {
            threadState().pool.deallocate(memory, size);
        }
        Detached get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); } // the body catches everything
    };
};

} // namespace

BridgeBase::BridgeBase(bool byQCoro) : m_home(Runtime::current().port()), m_byQCoro(byQCoro) { m_home->ref(); }

BridgeBase::~BridgeBase() { m_home->deref(); }

void *BridgeBase::operator new(std::size_t size) { return threadState().pool.allocate(size); }

void BridgeBase::operator delete(void *memory, std::size_t size) noexcept
{
    threadState().pool.deallocate(memory, size);
}

void throwEmptyTask()
{
    throw InvalidState(QStringLiteral("This QCoro::Task is empty: it was moved from, or never assigned."));
}

class BridgeBase::Arrival final : public Parcel
{
public:
    explicit Arrival(Ref<BridgeBase> bridge) : m_bridge(std::move(bridge)) {}
    void deliver() override { m_bridge->complete(); }
    void discard() noexcept override {}

private:
    Ref<BridgeBase> m_bridge;
};

struct BridgeBase::Foreign
{
    BridgeBase &bridge;
    bool await_ready() { return bridge.ready(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> frame) { return bridge.suspend(frame); }
    void await_resume() { bridge.resume(); }
};

//! The last thing that a bridge awaits: from here on its frame is only in the way.
class BridgeBase::End
{
public:
    explicit End(Ref<BridgeBase> &bridge) noexcept : m_bridge(std::move(bridge)) {}
    bool await_ready() const noexcept { return false; }
    // Not inline: nothing that it has may be where the frame is.
    Q_NEVER_INLINE void await_suspend(std::coroutine_handle<> frame) noexcept { completed(std::move(m_bridge), frame); }
    void await_resume() const noexcept {}

private:
    Ref<BridgeBase> m_bridge;
};

void BridgeBase::run(Ref<BridgeBase> started)
{
    const auto wait = [](Ref<BridgeBase> bridge) -> Detached {
        try {
            Foreign foreign{*bridge};
            co_await foreign;
        } catch (...) {
            bridge->fail();
        }
        bridge->leave();
        End end(bridge);
        co_await end;
    };
    wait(std::move(started));
}

// Any thread: the outcome is there, and nothing is left of the bridge but its suspended frame, which goes before the
// awaiter learns of it.
void BridgeBase::completed(Ref<BridgeBase> bridge, std::coroutine_handle<> frame) noexcept
{
    frame.destroy();
    if (bridge->m_home->isCurrent())
        bridge->complete();
    else
        bridge->m_home->send(new Arrival(std::move(bridge)));
}

BridgeWaiter::BridgeWaiter() = default;

BridgeWaiter::~BridgeWaiter() { giveUpIfWaiting(); }

void BridgeWaiter::begin() { m_bridge->waiter = this; }

void BridgeWaiter::giveUp() noexcept { m_bridge->waiter = nullptr; }

BridgeBase &BridgeWaiter::ended()
{
    throwIfInterrupted();
    return *m_bridge;
}

bool BridgeWaiter::runs(BridgeBase *bridge)
{
    m_bridge = Ref<BridgeBase>::adopt(bridge);
    BridgeBase::run(m_bridge);
    return m_bridge->isDone && staysReady();
}

void BridgeBase::complete()
{
    isDone = true;
    if (!waiter)
        return;
    const auto wake = [this] { std::exchange(waiter, nullptr)->wake(); };
    if (m_byQCoro)
        Runtime::current().handleInPlace(wake);
    else
        wake();
}

} // namespace QEager::detail
