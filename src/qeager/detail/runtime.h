// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The runtime of one thread: its ready queue on the Qt event loop, its sleepers, its tasks.

    The queue is drained by QEager's own event handlers only. One posted event stands for everything queued since the
    last drain. A drain runs what stood in the queue when it began, a batch, and goes on with the next, as asyncio's
    loop iterates, while that holds something that was woken or posted and StartPolicy::drainBudget is not spent.
*/

#include <qeager/detail/chaos.h>
#include <qeager/detail/list.h>
#include <qeager/detail/runnable.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/threadstate.h>
#include <qeager/detail/timerqueue.h>
#include <qeager/detail/tracer.h>

#include <qeager/startpolicy.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace QEager {
class TaskStart;
}

namespace QEager::detail {

class QEAGER_EXPORT Runtime
{
public:
    explicit Runtime(ThreadState &state);
    ~Runtime();
    Q_DISABLE_COPY_MOVE(Runtime)

    static Runtime &current()
    {
        ThreadState &state = threadState();
        if (!state.runtime) [[unlikely]]
            openThread(state);
        return *state.runtime;
    }
    ContextSlot &outerContext() noexcept { return m_outerContext; }

    //! Appends what was woken or posted to the ready queue, and posts an event unless one is on its way, or a drain
    //! comes there.
    void append(Runnable *runnable)
    {
        m_woken = true;
        appendYielding(runnable);
    }
    //! The same of what only lets others go first, the event loop included.
    void appendYielding(Runnable *runnable)
    {
        m_ready.append(runnable);
        if (!m_posted && !m_quiet)
            post();
    }

    /*! For an event handler of ours: \a wakers may wake any number of waiters, which then run in this same
        loop turn, without a further event. */
    template <typename Wakers>
    void handle(Wakers &&wakers)
    {
        watchDispatcher(); // what is woken here, or dropped, may run a nested event loop
        m_quiet = m_waking = true;
        wakers();
        m_quiet = m_waking = false;
        drain();
    }

    //! The same for what may be an event handler of somebody else: further events are done without if nothing of ours
    //! is on this stack.
    template <typename Wakers>
    void handleInPlace(Wakers &&wakers)
    {
        if (isIdle())
            handle(std::forward<Wakers>(wakers));
        else
            wakers();
    }

    //! What isGivingTurns() goes on with: \a wakers make \a next ready, and its turn comes here and now, before what
    //! stands in the queue.
    template <typename Wakers>
    void handOver(Runnable &next, Wakers &&wakers)
    {
        const bool quiet = std::exchange(m_quiet, true);
        m_waking = true;
        wakers();
        m_waking = false;
        m_quiet = quiet;
        if (!next.isLinked()) // somebody holds it
            return;
        next.unlink();
        next.run();
    }

    //! For what runs an event loop, and wants it to take over what a drain that it interrupts has left.
    void watchDispatcher();

    void enter(TaskStateBase *task);
    std::vector<Ref<TaskStateBase>> tasks() const;
    //! Asks the tasks to end that other threads have asked without memory for a message.
    Q_DECL_HIDDEN void cancelRequested();
    TimerQueue &timers() noexcept { return m_timers; }
    Port *port() noexcept { return m_port; }
    //! What is its child goes when all tasks have been closed.
    QObject *receiver();

    const StartPolicy &policy() const noexcept { return m_policy; }
    void setPolicy(const StartPolicy &policy) noexcept;
    using Factory = std::shared_ptr<const std::function<void(TaskStart &)>>;
    const Factory &factory() const noexcept { return m_factory; }
    void setFactory(Factory factory) noexcept { m_factory = std::move(factory); }
    //! Whether a start here and now is to be posted; counts why.
    PostReason mustPost();
    //! One that was posted for the budget has begun, or never will.
    void leftBudget() noexcept;
    //! Somebody began, or ceased, to observe threads.
    void updateTracers();
    //! Null: undisturbed.
    const std::optional<Chaos> &chaos() const noexcept { return m_chaos; }
    void setChaos(std::optional<Chaos> chaos);
    //! This thread's part of a chaos of all threads.
    void setChaosOfAll(std::optional<quint64> seed);
    //! What could go on here and now is to wait for its turn; then \a counter counts it.
    bool isDisturbed(quint64 Statistics::*counter);

    //! Closes every task of this thread. What starts meanwhile is closed at its first suspension.
    void closeAll();
    bool isClosing() const noexcept { return m_closing; }
    //! Somebody stands in the ready queue.
    bool hasReady() const noexcept { return !m_ready.isEmpty(); }
    //! An event loop is resuming what stands in the ready queue.
    bool isDraining() const noexcept { return m_draining > 0; }
    //! No task runs on this stack, and no handler of ours.
    bool isIdle() const noexcept { return !m_state.current && !m_draining && !m_quiet && !m_closing; }
    //! No task runs on this stack since the queue gave somebody a turn.
    bool isGivingTurns() const noexcept { return !m_state.current && m_draining && !m_waking && !m_closing; }
    //! How many of them: a turn that runs an event loop is inside one, and those that this gives a turn are inside two.
    int drainDepth() const noexcept { return m_draining; }
    //! The thread ends: closes everything, for good.
    void end();
    //! The application of this thread ends. Qt drops the events that it has not delivered, and its timers.
    Q_DECL_HIDDEN void leaveApplication();
    //! Another one begins: what still waits is told to it.
    Q_DECL_HIDDEN void enterApplication();
    //! The pools have taken more than they are to keep. False: there is no event loop that could give it back later.
    bool trimLater();

private:
    friend class Port;
    void wakeEvent();
    void trimEvent();
    using TimePoint = std::chrono::steady_clock::time_point;
    void drain();
    Q_DECL_HIDDEN bool runBatch(std::chrono::nanoseconds turnBudget);
    Q_DECL_HIDDEN bool goesOn(TimePoint began);
    void post();
    Q_DECL_HIDDEN bool isSpent(std::chrono::nanoseconds budget);
    Q_DECL_HIDDEN bool mayWait() const;
    void applyTracers() noexcept;
    Q_DECL_HIDDEN void setFreeDepth() noexcept;
    Q_DECL_HIDDEN std::chrono::nanoseconds batchBudget() const noexcept;

    ThreadState &m_state;
    ContextSlot m_outerContext; // what code outside any coroutine sets
    List<Runnable, ReadyTag> m_ready;
    List<TaskStateBase, RegistryTag> m_tasks;
    TimerQueue m_timers;
    QBasicTimer m_trimTimer;
    quint64 m_tasksBefore = 0; // when it fired last
    Port *m_port;
    Factory m_factory; // of createTask(); null: the default
    StartPolicy m_policy;
    Tracers m_tracers;
    std::optional<Chaos> m_chaos;
    std::optional<quint64> m_chaosNumber;
    std::chrono::nanoseconds m_postedBudget{0}; // the smallest for which a start in the queue was posted
    int m_postedForBudget = 0; // such starts
    std::optional<TimePoint> m_turnBegan; // with a budget only
    int m_draining = 0;
    bool m_posted = false; // an event is on its way
    bool m_quiet = false; // none is needed: a handler of ours on this stack drains, or posts, when it comes to that
    bool m_waking = false; // a handler of ours on this stack wakes what it is for
    bool m_woken = false; // what was queued since the last batch began is not yields alone
    bool m_closing = false;
    bool m_watching = false;
    bool m_hasLeft = false; // an application
};

} // namespace QEager::detail
