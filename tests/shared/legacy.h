// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The same coroutines of QCoro's and of ours.
*/

#include <qeager/coro.h>
#include <qeager/sleep.h>

#include <QCoroTask>
#include <QCoroTimer>

#include <chrono>
#include <stdexcept>

inline QCoro::Task<int> legacy(int value, bool suspend = true)
{
    if (suspend)
        co_await QCoro::sleepFor(std::chrono::milliseconds(1));
    co_return value;
}

inline QCoro::Task<> legacyFailing(bool suspend)
{
    co_await legacy(0, suspend);
    throw std::runtime_error("legacy");
}

inline QEager::Coro<int> ours(int value, bool suspend = true)
{
    if (suspend)
        co_await QEager::sleep(std::chrono::milliseconds(1));
    co_return value;
}

inline QEager::Coro<> oursFailing(bool suspend)
{
    co_await ours(0, suspend);
    throw std::runtime_error("ours");
}
