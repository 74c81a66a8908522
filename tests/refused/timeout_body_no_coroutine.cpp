// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: What this function returns is no coroutine

#include <qeager/timeout.h>

QEager::Coro<> run()
{
    co_await QEager::withTimeout(std::chrono::seconds(1), [](QEager::Timeout &timeout) { return timeout.expired(); });
}
