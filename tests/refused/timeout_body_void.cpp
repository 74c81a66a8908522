// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: returns void, and so is no coroutine: let it return QEager::Coro<>

#include <qeager/timeout.h>

QEager::Coro<> run()
{
    co_await QEager::withTimeout(std::chrono::seconds(1), [](QEager::Timeout &timeout) { timeout.reschedule({}); });
}
