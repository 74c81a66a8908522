// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Scenarios without memory: QCoro's coroutines that await ours, and the other way round. Each ends with the answer, or
    with std::bad_alloc.
*/

#include "memory/parts.h"

#include <qeager/eager.h>
#include <qeager/qcoro.h>

#include <QCoroTask>

namespace Memory {

inline QCoro::Task<int> foreign()
{
    const Tracked tracked;
    co_await later();
    co_return Answer;
}

inline Coro<int> bridged() { co_return co_await foreign(); }

inline Coro<int> bridgedByName()
{
    const QCoro::Task<int> task = foreign();
    co_return co_await task;
}

inline Coro<int> madeForeign()
{
    auto task = eager(later());
    const QCoro::Task<int> made = task.toQCoro();
    co_return co_await made;
}

inline Coro<int> madeOurs()
{
    const ValueTask<int> task = foreign();
    co_return co_await task;
}

inline Coro<int> cancelledBridge()
{
    auto task = eager(bridged());
    co_await yieldNow();
    task.cancel();
    try {
        co_await std::move(task);
    } catch (const Cancelled &) {
    }
    co_return Answer;
}

} // namespace Memory
