// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/bridge.h>
#include <qeager/detail/runtime.h>

namespace QEager::detail {

BridgeBase::BridgeBase(bool byQCoro) : m_home(Runtime::current().port()), m_byQCoro(byQCoro) { m_home->ref(); }

BridgeBase::~BridgeBase()
{
    if (m_kept)
        m_kept.destroy();
    m_home->deref();
}

class BridgeBase::Arrival final : public Parcel
{
public:
    explicit Arrival(std::shared_ptr<BridgeBase> bridge) : m_bridge(std::move(bridge)) {}
    void deliver() override { m_bridge->complete(); }
    void discard() noexcept override {}

private:
    std::shared_ptr<BridgeBase> m_bridge;
};

void BridgeBase::completed(std::shared_ptr<BridgeBase> bridge, std::coroutine_handle<> frame, bool kept) noexcept
{
    if (kept)
        bridge->m_kept = frame;
    else
        frame.destroy();
    if (bridge->m_home->isCurrent())
        bridge->complete();
    else
        bridge->m_home->send(new Arrival(std::move(bridge)));
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
