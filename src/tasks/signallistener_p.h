// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What listens to the sender of an awaited signal, and keeps it until whoever waited has had a turn. Not installed.

    A SignalListener belongs to its SignalWaiter. With the emission it becomes an event filter of the sender, which
    holds a DeferredDelete back, and stands in the ready queue behind the coroutine. When that is resumed, or goes
    without, the listener is left to itself. Once its own turn has come and the coroutine's is over it goes, and the
    sender gets what was held back. So an emission after which nobody deletes anything costs neither an event nor a
    turn.
*/

#include <qeager/detail/ref.h>
#include <qeager/detail/runnable.h>
#include <qeager/detail/taskstate.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qobject.h>

#include <limits>
#include <memory>

namespace QEager::detail {

class SignalWaiter;

//! The context object of the connections of one wait, on the awaiting thread.
class SignalListener final : public QObject, public Runnable
{
public:
    explicit SignalListener(SignalWaiter *waiter) noexcept : m_waiter(waiter) {}
    ~SignalListener() override;

    SignalWaiter *waiter() const noexcept { return m_waiter; }
    //! In the emission, when the coroutine has been woken: it is \a queued, or somebody holds it.
    void keep(QObject *sender, bool queued);
    //! Any sender, kept or not.
    void senderDied();
    //! The waiter is resumed, or goes: from here on this owns itself.
    void leave();

    bool event(QEvent *event) override;
    bool eventFilter(QObject *sender, QEvent *event) override;
    void run() override;
    void discard() noexcept override;

private:
    void holdBack(const QEvent &deletion);
    void follow();
    void letGo();
    void noteLoop();
    bool isTooEarly() const;
    void waitForLoop();
    void loopGoesOn();

    SignalWaiter *m_waiter; // null: left to itself
    // The sender, while this is its event filter, and what that is to have.
    QObject *m_kept = nullptr;
    std::unique_ptr<QEvent> m_deletion;
    // The event loop in which it may have it, and the drain in which the coroutine had its turn: how many there are on
    // the stack.
    int m_loopLevel = std::numeric_limits<int>::max();
    int m_drain = 1;
    Ref<TaskStateBase> m_closed; // its turn is in no drain: somebody closes it, or throws into it
    bool m_crossed = false; // the emission came from another thread, and the sender may be gone by now
};

} // namespace QEager::detail
