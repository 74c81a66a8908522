// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The sleepers of one thread, in deadline order, behind a single Qt timer.
*/

#include <qeager/detail/waiter.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace QEager::detail {

//! The waiter of sleep(): `co_await` on it ends at its deadline.
class QEAGER_EXPORT SleepAwaiter final : public Awaiter<SleepAwaiter>
{
public:
    explicit SleepAwaiter(std::chrono::nanoseconds duration) noexcept : m_duration(duration) {}
    ~SleepAwaiter() { giveUpIfWaiting(); }
    bool await_ready() const noexcept { return false; }
    void await_resume() { throwIfInterrupted(); }
    void begin();

protected:
    void giveUp() noexcept override;

private:
    friend class TimerQueue;
    std::chrono::nanoseconds m_duration;
    std::chrono::steady_clock::time_point m_deadline{};
    quint64 m_order = 0;
    std::size_t m_index = 0;
};

//! The waiter of yieldNow(): it is queued at once.
class QEAGER_EXPORT YieldAwaiter final : public Awaiter<YieldAwaiter>
{
public:
    bool await_ready() const noexcept { return false; }
    void await_resume() { throwIfInterrupted(); }
    void begin() { wake(); }

protected:
    void giveUp() noexcept override {}
};

class QEAGER_EXPORT TimerQueue
{
public:
    TimerQueue() = default;
    Q_DISABLE_COPY_MOVE(TimerQueue)

    void add(SleepAwaiter *sleeper);
    void remove(SleepAwaiter *sleeper) noexcept;
    //! Wakes whoever is due, in deadline order, and arms the timer for the next.
    void wakeDue();
    //! Sees to it that a timer of this thread fires at the first deadline.
    void arm();
    bool isEmpty() const noexcept { return m_heap.empty(); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;
    static bool before(const SleepAwaiter *a, const SleepAwaiter *b) noexcept;
    void place(std::size_t index, SleepAwaiter *sleeper) noexcept;
    void siftUp(std::size_t index) noexcept;
    void siftDown(std::size_t index) noexcept;

    std::vector<SleepAwaiter *> m_heap;
    quint64 m_nextOrder = 0;
    TimePoint m_armedFor{};
    int m_timerId = 0;
};

} // namespace QEager::detail
