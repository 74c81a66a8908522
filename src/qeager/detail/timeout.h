// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/timeout.h>: one deadline, bound to the task that entered it.
*/

#include <qeager/detail/cancelscope.h>
#include <qeager/detail/runnable.h>
#include <qeager/detail/timerqueue.h>

#include <chrono>
#include <optional>

namespace QEager::detail {

/*! Lives in the frame of the coroutine that entered it. A positive one starts to count when the task exists, with the
    deadline it had when it was entered: a body that finishes synchronously costs no timer. */
class QEAGER_EXPORT TimeoutEntry final : public Runnable, public TimerEntry, public CancelScope
{
public:
    explicit TimeoutEntry(std::optional<std::chrono::nanoseconds> duration);
    ~TimeoutEntry() override { leave(); }

    void reschedule(std::optional<std::chrono::nanoseconds> duration);
    bool isExpired() const noexcept { return m_expired; }
    std::optional<std::chrono::nanoseconds> remaining() const;

    //! The scope ends. True when a Cancelled that ends it is this timeout's own, to be replaced by TimedOut.
    bool leave() noexcept;

    void run() override { expire(); } // a non-positive one, at its place in the ready queue
    void due() override { expire(); }

protected:
    void bound() override;
    QString whyAsked() const override;

private:
    Q_DECL_HIDDEN void start(std::optional<std::chrono::nanoseconds> duration);
    Q_DECL_HIDDEN void stop() noexcept;
    Q_DECL_HIDDEN void arm();
    Q_DECL_HIDDEN void expire();

    bool m_armed = false;
    bool m_hasDeadline = false;
    bool m_expired = false;
    bool m_left = false;
};

} // namespace QEager::detail
