// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The clock behind a VirtualTime: it moves from deadline to deadline when the event loop has nothing else to do. Not
    installed.
*/

#include <qeager/detail/clock.h>
#include <qeager/detail/runtime.h>
#include <qeager/task.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <chrono>
#include <utility>

namespace QEager::detail {

class VirtualClock final : public QObject, public Clock
{
public:
    //! Keeps the time of the calling thread, until it goes.
    explicit VirtualClock(bool flows);
    ~VirtualClock() override;
    Q_DISABLE_COPY_MOVE(VirtualClock)

    //! That of the calling thread; null if its time is real.
    static VirtualClock *current();

    TimePoint now() const noexcept override { return m_now; }
    void firstDeadlineChanged() override { look(); }

    std::chrono::nanoseconds elapsed() const noexcept { return m_now - m_began; }
    //! It moves by itself, without an end that anybody has set.
    bool flows() const noexcept { return m_flows; }
    //! It is to move on by itself, as soon as nothing else is to be done.
    bool mayMove() const noexcept;
    //! It never moves further.
    TimePoint latest() const noexcept;
    //! Until then it moves by itself, and no further. Returns until when it did before.
    TimePoint setEnd(TimePoint end);
    //! It moves no more once \a task has ended; null: whatever ends. Returns what it was before.
    TaskHandle stopAfter(TaskHandle task);
    //! Nobody is due until then.
    void moveTo(TimePoint time) noexcept;
    //! A task waits for what runs on another thread, in real time: until that has ended, time stands still.
    bool isHeld() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void look();

    Runtime &m_runtime = Runtime::current();
    const TimePoint m_began;
    TimePoint m_now = m_began;
    TimePoint m_end;
    TaskHandle m_last;
    const bool m_flows;
    QBasicTimer m_timer;
};

} // namespace QEager::detail
