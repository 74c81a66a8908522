// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/bridge.h>
#include <qeager/detail/runtime.h>

namespace QEager::detail {

namespace {

void complete(BridgeBase &bridge)
{
    bridge.isDone = true;
    if (Waiter *const waiter = std::exchange(bridge.waiter, nullptr))
        waiter->wake();
}

class BridgeParcel final : public Parcel
{
public:
    explicit BridgeParcel(std::shared_ptr<BridgeBase> bridge) : m_bridge(std::move(bridge)) {}
    void deliver() override { complete(*m_bridge); }
    void discard() noexcept override {}

private:
    std::shared_ptr<BridgeBase> m_bridge;
};

} // namespace

BridgeBase::BridgeBase() : m_home(Runtime::current().port()) { m_home->ref(); }

BridgeBase::~BridgeBase() { m_home->deref(); }

void BridgeBase::completed(const std::shared_ptr<BridgeBase> &bridge)
{
    if (bridge->m_home->isCurrent())
        complete(*bridge);
    else
        bridge->m_home->send(new BridgeParcel(bridge));
}

} // namespace QEager::detail
