// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The awaiting protocol: the one way in which anything waits in QEager.

    A Waiter is an awaiter object in the suspended frame. While it waits, its task points to it (Suspension::waiter())
    and it points to its task; either side can end the wait:

    - what is awaited happens: wake() appends the task to its ready queue, in this very moment;
    - the task is cancelled: cancelWait() gives the wait up (or the request is passed on);
    - the frame is destroyed: the destructor gives the wait up.

    After any of them nothing outside refers to the Waiter any more. In a foreign coroutine (a
    QCoro::Task) there is no task: then the Waiter itself stands in the ready queue.

    Derived classes are made of `begin()` (start waiting; called once the coroutine is parked), `giveUp()`
    (stop it, called at most once and only while waiting) and `await_resume()`, which calls
    throwIfInterrupted() first.
*/

#include <qeager/detail/listener.h>
#include <qeager/detail/threadstate.h>
#include <qeager/global.h>

#include <coroutine>
#include <source_location>
#include <type_traits>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

class CancelWalk;
class TaskStateBase;

//! What a Waiter waits for: in a word, and the task, if it is one; of one on another thread the id, as that may go at
//! any time.
struct Awaited
{
    const char *what;
    const TaskStateBase *task = nullptr;
    quint64 taskElsewhere = 0;
};

//! Base of our promises: tells them from foreign ones.
struct NativePromise
{
};

class QEAGER_EXPORT Waiter : public Listener
{
public:
    //! The awaited thing is there (or will never be): the coroutine goes on from the ready queue.
    void wake();

    //! Who is asked to end when the waiting task is: the wait goes on until that has. Null: cancelWait() is called.
    virtual TaskStateBase *passesCancelTo() const noexcept { return nullptr; }
    /*! The waiting task is asked to end: gives the wait up; the task is woken with Cancelled. False when several tasks
        are awaited: \a walk is to ask them instead, and the wait goes on until they have ended. */
    virtual bool cancelWait(const QString &message, CancelWalk &walk);
    TaskStateBase *task() const noexcept { return m_task; }
    //! What it waits for, for a trace.
    virtual Awaited waitsFor() const noexcept { return {"something"}; }
    //! The task that it listened to has ended: its own goes on in the turn of that if nobody else awaits it.
    void taskEnded(TaskEnd &end) override;
    void run() override; // a foreign coroutine's turn

    //! The wait is over without a turn. Destructors of derived classes call this first: giveUp() is theirs.
    void giveUpIfWaiting() noexcept
    {
        if (m_waiting) {
            m_waiting = false;
            giveUp();
        }
    }
    bool isWaiting() const noexcept { return m_waiting; }

    //! Without a Waiter: suspends the running task, which need not finish synchronously, and queues it at once.
    static void queueTask(std::coroutine_handle<> handle, const std::source_location &place);

protected:
    Waiter() = default;
    ~Waiter()
    {
        if (m_task) [[unlikely]]
            leaveTask();
    }

    virtual void giveUp() noexcept = 0;
    //! In begin(): there is nothing to wait for, only others, and the event loop, to be let go first.
    void yield();
    /*! In begin(), around what calls user code, which may run an event loop: what wakes the coroutine meanwhile is only
        noted, because it cannot go on before its suspension is complete. It goes on in its turn afterwards. */
    class Q_DECL_HIDDEN Beginning
    {
    public:
        explicit Beginning(Waiter &waiter) noexcept;
        ~Beginning();
        Q_DISABLE_COPY_MOVE(Beginning)

    private:
        Waiter &m_waiter;
        bool m_holds;
    };
    //! After that: throws if the task has been closed meanwhile, because nobody would do so again.
    Q_DECL_HIDDEN void throwIfClosed();

    //! For await_ready() of what is ready: false when it is to suspend all the same.
    bool staysReady()
    {
        if (!threadState().tracers) [[likely]]
            return true;
        return !rarelyDisturb(*this);
    }

    //! True: something is special, see beginSpecial().
    bool bindTask(std::coroutine_handle<> handle, const std::source_location &place);
    //! True: it is not to begin, because what it waits for is there.
    bool bindForeign(std::coroutine_handle<> handle);
    void unbind() noexcept; // begin() threw
    void begun();
    //! Throws what was thrown into the task while it was suspended here, if anything was.
    void throwIfInterrupted()
    {
        if (m_task)
            throwPending();
    }

    bool m_exclusive = false; // nobody else awaits the same thing
    //! And the task does nothing but await it: it ends where that ends, also when that is closed.
    bool m_standsIn = false;

private:
    bool disturb();
    QEAGER_RARELY static bool rarelyDisturb(Waiter &waiter) { return waiter.disturb(); }
    Q_DECL_HIDDEN bool isDisturbed(const std::source_location &place);
    Q_DECL_HIDDEN static void requireWaiting(const ThreadState &state, const std::source_location &place);
    Q_DECL_HIDDEN static TaskStateBase &suspending(ThreadState &state);
    Q_DECL_HIDDEN static void queueRarely(std::coroutine_handle<> handle, const std::source_location &place);
    void throwPending();
    void leaveTask() noexcept;

    bool m_waiting = false; // also, before it is bound: it is disturbed
    bool m_beginning = false; // in begin(), in user code
    bool m_turnMissed = false; // the turn of a foreign coroutine came meanwhile
    TaskStateBase *m_task = nullptr;
    std::coroutine_handle<> m_handle; // foreign only
};

//! Adds the coroutine protocol to a Waiter: `class X : public Awaiter<X>`.
template <typename Derived>
class Awaiter : public Waiter
{
public:
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        suspend(handle);
    }

protected:
    template <typename Promise>
    void suspend(std::coroutine_handle<Promise> handle)
    {
        if constexpr (std::is_base_of_v<NativePromise, Promise>)
            suspendTask(handle, handle.promise().place);
        else if (!bindForeign(handle)) [[likely]]
            beginWait();
    }

    Awaiter() = default;
    ~Awaiter() = default;

private:
    Q_NEVER_INLINE void suspendTask(std::coroutine_handle<> handle, const std::source_location &place)
    {
        if (bindTask(handle, place)) [[unlikely]]
            beginSpecial();
        else
            beginWait();
    }
    void beginWait()
    {
        try {
            static_cast<Derived *>(this)->begin();
        } catch (...) {
            unbind();
            throw;
        }
    }
    //! A request to end waits already, or what it waits for is there.
    void beginSpecial()
    {
        if (!isWaiting()) // any more
            return;
        beginWait();
        begun();
    }
};

//! Base of what is awaitable natively: such a type is its own awaiter factory, in our coroutines and in foreign ones.
struct NativeAwaitable
{
};

template <typename T>
concept Native = std::is_base_of_v<NativeAwaitable, T>;

} // namespace QEager::detail
