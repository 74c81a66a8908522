// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the scenarios without memory are made of: coroutines that end with the answer, in several ways.
*/

#include <qeager/sleep.h>
#include <qeager/valuetask.h>

#include "shared/tracked.h"

#include <chrono>
#include <stdexcept>

namespace Memory {

using namespace QEager;
using namespace std::chrono_literals;

inline constexpr int Answer = 42;

inline Coro<int> immediate()
{
    const Tracked tracked;
    co_return Answer;
}

inline Coro<int> later()
{
    const Tracked tracked;
    co_await yieldNow();
    co_return Answer;
}

inline ValueTask<int> valueTask()
{
    const Tracked tracked;
    co_await yieldNow();
    co_return Answer;
}

inline Coro<int> endlessly()
{
    const Tracked tracked;
    co_await QEager::sleep(1h);
    co_return 0;
}

inline Coro<int> sleeping()
{
    co_await QEager::sleep(1ms);
    co_return Answer;
}

inline Coro<int> failing()
{
    const Tracked tracked;
    co_await yieldNow();
    throw std::runtime_error("failed");
}

} // namespace Memory
