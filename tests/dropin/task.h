// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Task, the type that the code in this directory is compiled with: QCoro::Task (DROPIN_QCORO=1), or QEager::ValueTask
    (0) in its place, with the include that ported code has. And coroutines of it that every subject uses.
*/

#include <QCoroTask>
#include <QCoroTimer>

#if DROPIN_QCORO
template <typename T = void>
using Task = QCoro::Task<T>;
#else
#    include <qeager/qeager.h>
template <typename T = void>
using Task = QEager::ValueTask<T>;
#endif

//! QCoro 0.11 or later, which has more that can be awaited.
#if __has_include(<QCoroLazyTask>)
#    define DROPIN_LAZYTASK 1
#else
#    define DROPIN_LAZYTASK 0
#endif

//! Before a comparison that does not hold for a ValueTask, and should: what the fault is. It fails when that is mended.
#if DROPIN_QCORO
#    define DROPIN_FAULT(sentence) // QCoro has none of these
#else
#    define DROPIN_FAULT(sentence) QEXPECT_FAIL("", sentence, Continue)
#endif

#include "shared/log.h"
#include "shared/loop.h"

#include <chrono>
#include <coroutine>
#include <memory>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

using MoveOnly = std::unique_ptr<int>;

inline Task<int> now(int value) { co_return value; }

inline Task<int> later(int value, std::chrono::milliseconds delay = 1ms)
{
    co_await QCoro::sleepFor(delay);
    co_return value;
}

inline Task<> nothing() { co_return; }
inline Task<> laterNothing() { co_await QCoro::sleepFor(1ms); }

inline Task<int> failing(bool suspend)
{
    if (suspend)
        co_await QCoro::sleepFor(1ms);
    throw std::runtime_error("broken");
}

inline Task<> failingVoid(bool suspend) { co_await failing(suspend); }

inline Task<MoveOnly> boxed(int value)
{
    co_await QCoro::sleepFor(1ms);
    co_return std::make_unique<int>(value);
}

//! An awaitable of the user's: fire() resumes who waits. Copies are one, because GCC 12 makes one in a QCoro::Task.
class Trigger
{
public:
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { *m_waiting = handle; }
    void await_resume() const noexcept {}
    void fire() { std::exchange(*m_waiting, {}).resume(); }

private:
    std::shared_ptr<std::coroutine_handle<>> m_waiting = std::make_shared<std::coroutine_handle<>>();
};

//! Logs "left" where a coroutine's locals go.
class Leaving
{
public:
    explicit Leaving(Log &log) : m_log(log) {}
    ~Leaving() { m_log("left"); }
    Q_DISABLE_COPY_MOVE(Leaving)

private:
    Log &m_log;
};
