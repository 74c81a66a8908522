// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/chaos.h>
#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>

#include "settings_p.h"

namespace QEager {

namespace detail {

namespace {

class ChaosParcel final : public Parcel
{
public:
    void deliver() override { disturbFromSettings(Runtime::current()); }
    void discard() noexcept override {}
};

} // namespace

void disturbFromSettings(Runtime &runtime)
{
    Settings::instance().change([&](const Settings &settings) { runtime.setChaosOfAll(settings.chaos); });
}

void disturbAllThreads(std::optional<quint64> seed)
{
    Settings::instance().change([seed](Settings &settings) { settings.chaos = seed; });
    disturbFromSettings(Runtime::current());
    Port::sendToOthers([]() -> Parcel * { return new ChaosParcel; });
}

} // namespace detail

using detail::Chaos;
using detail::Runtime;

void setChaosSeed(std::optional<quint64> seed)
{
    Runtime::current().setChaos(seed ? std::optional<Chaos>(*seed) : std::nullopt);
}

std::optional<quint64> chaosSeed()
{
    const auto &chaos = Runtime::current().chaos();
    return chaos ? std::optional(chaos->seed()) : std::nullopt;
}

ChaosScope::ChaosScope(std::optional<quint64> seed) : m_outer(Runtime::current().chaos()) { setChaosSeed(seed); }

ChaosScope::~ChaosScope() { Runtime::current().setChaos(m_outer); }

} // namespace QEager
