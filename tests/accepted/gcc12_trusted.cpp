// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// flags: -DQEAGER_TRUST_GCC12

#include <qeager/eager.h>

QEager::Coro<> body(QString name)
{
    co_await QEager::eager([name]() -> QEager::Coro<> { co_return; });
}
template <typename F>
concept GivesThePlainType = std::same_as<decltype(QEager::eager(std::declval<F>())), QEager::ValueTask<>>;
const auto make = [](QString name) { return [name]() -> QEager::Coro<> { co_return; }; };
static_assert(GivesThePlainType<decltype(make(QString()))>);
