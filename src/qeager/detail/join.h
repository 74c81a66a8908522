// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Join: waiting for several tasks at once. What gather() and race() are made of.
*/

#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/taskstate.h>

#include <cstddef>
#include <deque>
#include <exception>
#include <optional>

namespace QEager::detail {

class Join;
class JoinAwaiter;
class JoinWait;

//! One of the tasks. Its end takes a place in the ready queue, as every awaiter's and callback's does.
class QEAGER_EXPORT JoinPart final : public Listener, public AskedTask
{
public:
    JoinPart(Join &join, std::size_t index, Ref<TaskStateBase> part);
    void run() override;

private:
    friend Join;
    Join &m_join;
    std::size_t m_index;
    Ref<TaskStateBase> m_part;
};

/*! Lives in the frame of the coroutine that waits. Destroyed, it lets its tasks run on.

    A cancellation of that coroutine is passed on to every task that has not ended; Cancelled comes out of the wait once
    all of them have.
*/
class QEAGER_EXPORT Join
{
public:
    enum class Until : quint8 {
        Next,    //!< one has ended that takeEnded() has not given yet
        Failure, //!< one has failed, or all have ended
        All      //!< all have ended
    };

    Join() = default;
    Q_DISABLE_COPY_MOVE(Join)

    //! \a part has not ended. \throws InvalidState when it is another thread's.
    void add(std::size_t index, Ref<TaskStateBase> part);
    std::size_t running() const noexcept { return m_running; }
    JoinWait wait(Until until);

    //! The index of one that has ended, oldest first, each once.
    std::optional<std::size_t> takeEnded();
    //! The error of the first that failed, null for none. It counts as retrieved then.
    std::exception_ptr takeError();
    //! Asks all that have not ended to end.
    void cancel(const QString &message);
    //! The same: \a walk is to ask them.
    void cancel(const QString &message, CancelWalk &walk);

private:
    friend JoinPart;
    friend JoinAwaiter;
    Q_DECL_HIDDEN void ended(JoinPart &part);
    bool isOver(Until until) const noexcept;

    std::deque<JoinPart> m_parts;
    AskedTasks m_pending; // those that have not ended
    List<JoinPart, AskedTag> m_ended; // and are not yet given
    std::size_t m_running = 0;
    Ref<TaskStateBase> m_failed; // the first
    JoinAwaiter *m_awaiter = nullptr;
    bool m_passedCancel = false;
};

class QEAGER_EXPORT JoinAwaiter final : public Awaiter<JoinAwaiter>
{
public:
    JoinAwaiter(Join &join, Join::Until until) noexcept : m_join(join), m_until(until) {}
    ~JoinAwaiter() { giveUpIfWaiting(); }
    Awaited waitsFor() const noexcept override { return {"gather"}; }
    bool await_ready() { return m_join.isOver(m_until) && staysReady(); }
    void await_resume() { throwIfInterrupted(); }
    void begin() { m_join.m_awaiter = this; }
    bool cancelWait(const QString &message, CancelWalk &walk) override;

protected:
    void giveUp() noexcept override { m_join.m_awaiter = nullptr; }

private:
    friend Join;
    Join &m_join;
    Join::Until m_until;
};

class JoinWait : public NativeAwaitable
{
public:
    JoinWait(Join &join, Join::Until until) noexcept : m_join(join), m_until(until) {}
    JoinAwaiter operator co_await() const noexcept { return JoinAwaiter(m_join, m_until); }

private:
    Join &m_join;
    Join::Until m_until;
};

//! The coroutine that runs has been asked to end, and has not been told.
QEAGER_EXPORT bool isAskedToEnd() noexcept;

inline JoinWait Join::wait(Until until) { return JoinWait(*this, until); }

} // namespace QEager::detail
