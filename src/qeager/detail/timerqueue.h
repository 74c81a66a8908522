// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The sleepers of one thread, in deadline order, behind a single Qt timer.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/clock.h>
#include <qeager/detail/waiter.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace QEager::detail {

//! Something that is due at a point in time, once.
class QEAGER_EXPORT TimerEntry
{
public:
    //! It has been removed. Called by QEager's own event handlers, before they drain the ready queue, or between two
    //! batches of it.
    virtual void due() = 0;

protected:
    virtual ~TimerEntry() = default; // only because of its friend
    //! \a duration from now, by the clock of this thread; at most a hundred years. Of two that are equal, the one that
    //! was set first comes first.
    void setDeadline(std::chrono::nanoseconds duration);
    std::chrono::steady_clock::time_point m_deadline{};

private:
    friend class TimerQueue;
    quint64 m_order = 0;
    std::size_t m_index = 0;
};

//! The waiter of sleep(): `co_await` on it ends at its deadline.
class QEAGER_EXPORT SleepAwaiter final : public Awaiter<SleepAwaiter>, public TimerEntry
{
public:
    explicit SleepAwaiter(std::chrono::nanoseconds duration) noexcept : m_duration(duration) {}
    ~SleepAwaiter() override { giveUpIfWaiting(); }
    bool await_ready() const noexcept { return m_duration.count() <= 0 && runsSynchronously(); }
    void await_resume() { throwIfInterrupted(); }
    void begin();
    Awaited waitsFor() const noexcept override { return {"sleep"}; }
    void due() override { wake(); }

protected:
    void giveUp() noexcept override;

private:
    std::chrono::nanoseconds m_duration;
};

class QEAGER_EXPORT TimerQueue
{
public:
    TimerQueue() = default;
    Q_DISABLE_COPY_MOVE(TimerQueue)

    void add(TimerEntry *entry);
    void remove(TimerEntry *entry) noexcept;
    using TimePoint = Clock::TimePoint;
    //! By which deadlines are set: the steady clock's time, unless a Clock keeps it.
    TimePoint now() const noexcept { return m_clock ? m_clock->now() : std::chrono::steady_clock::now(); }
    //! Null: the steady clock.
    Clock *clock() const noexcept { return m_clock; }
    //! Whoever waits has to wait as long as before, by the time that \a clock keeps from here on.
    void setClock(Clock *clock);
    //! Nothing: nobody waits.
    std::optional<TimePoint> firstDeadline() const noexcept;
    //! Wakes whoever is due at \a now, in deadline order. The timer stays armed: then it may fire for nobody.
    void wakeDue(TimePoint now);
    //! The timer's event: wakes whoever is due, and arms the timer for the next.
    void fired();
    //! Sees to it that a timer of this thread fires at the first deadline.
    Q_DECL_HIDDEN void arm();
    //! The application ends, and with it its event dispatcher: the next one needs another timer.
    Q_DECL_HIDDEN void stop();

private:
    friend TimerEntry;
    Q_DECL_HIDDEN static bool before(const TimerEntry *a, const TimerEntry *b) noexcept;
    Q_DECL_HIDDEN void place(std::size_t index, TimerEntry *entry) noexcept;
    Q_DECL_HIDDEN void siftUp(std::size_t index) noexcept;
    Q_DECL_HIDDEN void siftDown(std::size_t index) noexcept;

    std::vector<TimerEntry *> m_heap;
    Clock *m_clock = nullptr;
    quint64 m_nextOrder = 0;
    TimePoint m_armedFor{};
    int m_timerId = 0;
};

} // namespace QEager::detail
