// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a Task is made of: the part of a coroutine that outlives its first suspension.

    From the frame pool. The runtime holds one reference until the task is done, so a task whose handles are all dropped
    runs on. It owns its root frame (and through it every frame below); when the root ends, the result moves here and
    the frame goes at once.

    It is made of parts that can be read alone: TaskHome (thread and references), ParentLink (who started it),
    Suspension (where it goes on), TaskContext (its variables) and, for those that need them, CancelRequests, TaskOwner
    and ProgressState. What is left here is what takes several of these: how it starts, goes on, is cancelled, and ends.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/closewalk.h>
#include <qeager/detail/copyable.h>
#include <qeager/detail/listener.h>
#include <qeager/detail/parentlink.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/result.h>
#include <qeager/detail/suspension.h>
#include <qeager/detail/taskcontext.h>
#include <qeager/detail/taskextras.h>
#include <qeager/detail/taskhome.h>
#include <qeager/errors.h>
#include <qeager/traceevent.h>

#include <QtCore/qstring.h>

#include <atomic>
#include <coroutine>
#include <exception>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace QEager::detail {

struct RegistryTag;

//! A Cancelled with \a message, to be kept or thrown.
QEAGER_EXPORT std::exception_ptr cancelledError(const QString &message);

class QEAGER_EXPORT TaskStateBase : public Runnable,
                                    public ListNode<RegistryTag>,
                                    public TaskHome,
                                    public ParentLink,
                                    public Suspension,
                                    public TaskContext
{
public:
    Q_DISABLE_COPY_MOVE(TaskStateBase)

    //! Of \a root. Memory from the calling thread's pool.
    static TaskStateBase *make(const TaskType &type, std::coroutine_handle<> root);
    //! One that has ended already, with what \a from holds.
    static TaskStateBase *makeDone(const TaskType &type, void *from, ResultState fromState, const QString &name);
    //! That of \a start, which needs one now.
    Q_DECL_HIDDEN static TaskStateBase &makeFor(InlineStart &start);

    // -- who it is (taskidentity.cpp)
    quint64 id() const noexcept { return m_id; }
    QString name() const;
    void setName(const QString &name);
    //! Empty when it was given none.
    QString givenName() const;
    Ref<TaskStateBase> parent();
    //! For a task of another thread that is made there.
    static quint64 newId();
    //! Throws InvalidState on any other thread than the task's own.
    void requireHome(const char *operation) const
    {
        if (!isHome()) [[unlikely]]
            throwNotHome(operation);
    }
    [[noreturn]] void throwNotHome(const char *operation) const;

    // -- how it starts (taskpost.cpp)
    //! The start, which was told \a options, is to run from the event loop of this thread, or of \a thread; or never,
    //! because its owner has died.
    void postStart(PostReason why, const StartOptions *options, bool isOwnerLost = false);
    void postStart(QThread *thread, PostReason why, const StartOptions *options, bool isOwnerLost);
    //! Of another thread; with that newId().
    void postTo(Port *port, const StartOptions *options, bool isOwnerLost, quint64 id = 0);
    //! While an exception of its start is being caught: that is what it ends with.
    void failToStart();
    Q_DECL_HIDDEN void arrive(); //!< a start posted from another thread, on its home thread
    //! The eager phase is over: the root has ended, or suspended.
    void startedInline(InlineStart &start);
    //! Why it did not begin inline; None when it did.
    PostReason postReason() const noexcept { return m_postReason; }
    //! False: it was posted, and its turn has not come.
    bool hasBegun() const noexcept { return m_started; }

    // -- how it goes on (taskstate.cpp)
    bool isRunning() const noexcept { return m_running; }
    void run() override; //!< its turn in the ready queue
    void schedule(); //!< appends it to the ready queue, once
    void scheduleYielding(); //!< the same of one that waits for nothing
    //! What wakes it is only noted until release(): the continuation belongs to a CoroStart, or its suspension is not
    //! complete (Waiter::Beginning).
    void hold() noexcept;
    void release();
    //! Somebody holds it, who is told that it could go on.
    bool isHeld() const noexcept { return m_held; }
    void wakeLater() noexcept { m_wokenWhileHeld = true; }
    void addListener(Listener *listener) { m_listeners.append(listener); }

    // -- how it is cancelled (taskcancel.cpp)
    //! Any thread. True when the request was made: the task was not done.
    //! What it takes is there, whatever the memory: without any, its message may be lost.
    bool cancel(const QString &message);
    //! Another thread did so without memory for more.
    bool takeRequestFromElsewhere() noexcept { return m_askedElsewhere.exchange(false, std::memory_order_acquire); }
    //! The same as a part of \a walk, which also asks what it awaits, if that is several.
    bool cancel(const QString &message, CancelWalk &walk);
    const CancelRequests &requests() const noexcept { return m_extras.requests(); }
    //! A request is to be delivered at its next suspension.
    bool mustCancel() const noexcept { return m_extras.isPending(); }
    //! The request that is to be delivered comes out of what it awaits instead.
    void passedRequestOn() noexcept { m_extras.deliver(); }
    //! Passes a request on to what it awaits.
    void cancelWait(CancelWalk &walk);
    //! Takes one request back, and gives how many are left; with none left, one not yet delivered is dropped.
    int uncancel() noexcept { return m_extras ? m_extras.takeBack() : 0; }
    /*! Throws \a error at the suspension, on the caller's stack, and runs on until it ends or suspends.
        True when it ended. With \a closing every further await throws Cancelled again at once. */
    bool interrupt(std::exception_ptr error, bool closing);
    //! Throws what was thrown into it while it was suspended, if anything was.
    void throwIfInterrupted()
    {
        if (m_extras) [[unlikely]]
            throwPending();
    }
    //! Ends it here and now: Cancelled at the suspension, synchronously; what still does not end is destroyed.
    void close();
    //! The same for a CloseWalk, until others are to be closed first; goes on when they have been. Null: it has ended.
    Q_DECL_HIDDEN ClosedFirst *beginClosing();
    Q_DECL_HIDDEN ClosedFirst *goOnClosing();
    Q_DECL_HIDDEN bool isClosedByWalk() const noexcept;
    void closeFirst(ClosedFirst &others) noexcept;
    //! Its owner died before it had suspended: it ends at its next await.
    void closeAtNextAwait() noexcept { m_closing = true; }
    //! It is to end without another await: Cancelled stands, whatever else asked for it.
    bool isClosing() const noexcept { return m_closing; }
    //! An await while it is being closed: throws Cancelled, \a limit times at most.
    void refuseAwait(int limit);
    //! Some await was refused because the task was being closed.
    bool awaitedWhileClosing() const noexcept { return m_refusedAwaits > 0; }
    //! Ends it as cancelled, without running any more of it.
    void abandon(const QString &why) { abandon(cancelledError(why)); }
    void abandon(std::exception_ptr why);

    // -- what it owns (home thread)
    TaskOwner &owner() { return m_extras.make(*this).owner; }
    //! Null: it never had one.
    TaskOwner *knownOwner() const noexcept;
    Progress progress() const;
    ProgressState &progressState(); //!< made now if there is none
    //! This only waits for \a inner: its progress is that one's.
    void shareProgressOf(TaskStateBase &inner);

    // -- what it ends with (taskoutcome.cpp)
    bool isDone() const noexcept { return m_done; }
    bool isCancelled() const;
    //! It has ended with an exception, Cancelled included.
    bool hasFailed() const noexcept { return m_done && hasError(); }
    bool hasError() const noexcept { return m_outcome == ResultState::Error; }
    //! Throws InvalidState before it has ended.
    void requireDone()
    {
        if (!m_done) [[unlikely]]
            throwNoValue();
    }
    //! Null while not done and for a value. Counts as having looked at it.
    std::exception_ptr exception();
    void markObserved() noexcept { m_observed = true; }
    bool isObserved() const noexcept { return m_observed; }
    //! Nobody refers to it any more (TaskHome).
    void die() noexcept;

protected:
    explicit TaskStateBase(std::coroutine_handle<> root) noexcept : Suspension(root), m_root(root) {}
    ~TaskStateBase(); // called by destroySelf() alone

    //! What is known of its type, and where its result is.
    struct Outcome
    {
        const TaskType &type;
        void *storage;
    };
    virtual Outcome outcome() noexcept = 0;

    //! Throws what it ended with instead of a value; InvalidState when that has been taken, is not there yet, or not
    //! here.
    void requireValue()
    {
        if (m_outcome != ResultState::Value || !isHome()) [[unlikely]]
            throwNoValue();
        m_observed = true;
    }
    //! The value has been moved out of its storage, and what is left there is destroyed.
    void setTaken() noexcept;
    //! The same where there is nothing to destroy.
    void markTaken() noexcept { m_outcome = ResultState::Taken; }
    //! Gives the outcome away, see sendAway().
    void moveOutcome(void *to, ResultState &toState) noexcept;

private:
    void enter(Port *port);
    void apply(const StartOptions &options); // what a start was told, but for how it runs, once it has its thread

    Q_DECL_HIDDEN void beginAndRun();
    Q_DECL_HIDDEN bool mayQueue();
    Q_DECL_HIDDEN bool begin();
    TaskStateBase *finish(bool handsOver);
    TaskStateBase *conclude(bool handsOver);
    void resumeHere(bool handsOver);
    Q_DECL_HIDDEN void leaveBudget() noexcept;

    Q_DECL_HIDDEN void noteRequest(const QString &message);
    Q_DECL_HIDDEN void traceCancel(const QString &message);
    Q_DECL_HIDDEN void leaveWait(bool closing);
    Q_DECL_HIDDEN bool hasItsTurnToClose() const noexcept;
    Q_DECL_HIDDEN QString closedByOwner() const;
    Q_DECL_HIDDEN ClosedFirst *stillToClose();
    void throwPending();

    [[noreturn]] void throwNoValue();
    void takeResult() noexcept; // from the root's promise
    void setFailure(std::exception_ptr error) noexcept;
    std::exception_ptr failure() const noexcept;
    Q_DECL_HIDDEN void destroySelf() noexcept;

    // Those that every task changes have a byte each: to read a bit beside one just written can take as long as a
    // suspension.
    bool m_running = false;
    bool m_done = false;
    bool m_observed = false;
    bool m_started : 1 = true;
    bool m_held : 1 = false;
    bool m_wokenWhileHeld : 1 = false;
    bool m_closing : 1 = false;
    bool m_postedForBudget : 1 = false; // and has not begun
    PostReason m_postReason : 3 = PostReason::None;
    bool m_passingOn : 1 = false; // a request, to what it awaits, right now
    quint8 m_refusedAwaits : 7 = 0; // while it was being closed, up to a limit
    std::atomic<bool> m_askedElsewhere = false; // the port's thread is told
    ResultState m_outcome = ResultState::Empty; // what there is in the storage that TaskState adds

    std::coroutine_handle<> m_root;
    quint64 m_id = 0;
    ShortList<Listener, ReadyTag> m_listeners; // in the order they came
    ExtrasLink m_extras;
};
static_assert(sizeof(void *) != 8 || sizeof(TaskStateBase) == 128);

template <typename T>
class TaskState final : public TaskStateBase
{
    using Value = Stored<T>;

public:
    //! One that has ended already, with \a result.
    static Ref<TaskState> makeDone(Result<T> &result, const QString &name);

    const Value &value()
    {
        requireValue();
        Delivery<Value>::given(m_value);
        return m_value;
    }
    //! Moves the value out when nobody else can see it, else copies it if it can be copied.
    Q_NEVER_INLINE T take()
    {
        requireValue();
        if constexpr (!std::is_void_v<T>) {
            Delivery<T>::given(m_value);
            if constexpr (Copyable<T>) {
                if (isShared())
                    return m_value;
            }
            return takeAlone();
        }
    }
    //! For whoever takes the outcome to another thread. An exception stays here as well.
    void sendAway(Result<T> &to) noexcept { moveOutcome(to.storage(), to.stateOfStorage()); }

protected:
    Outcome outcome() noexcept override;

private:
    template <typename>
    friend struct TaskTypeOf;
    explicit TaskState(std::coroutine_handle<> root) noexcept : TaskStateBase(root) {}
    ~TaskState() = delete; // destroySelf() does it

    //! A function of its own, because GCC 12 would move the value twice where something else is returned, too, and warn
    //! of it.
    T takeAlone()
    {
        T taken = std::move(m_value);
        if constexpr (std::is_trivially_destructible_v<T>)
            markTaken();
        else
            setTaken();
        return taken;
    }

    union { // what the base says that there is
        Value m_value;
        std::exception_ptr m_error;
    };
};

template <typename T>
struct TaskTypeOf
{
    static TaskStateBase *construct(void *memory, std::coroutine_handle<> root)
    {
        return ::new (memory) TaskState<T>(root);
    }
    //! Whatever its promise is, it is a ResultPromise first.
    static TaskType::Promised promised(std::coroutine_handle<> root) noexcept
    {
        auto &promise = std::coroutine_handle<ResultPromise<T>>::from_address(root.address()).promise();
        return {promise, promise.result.storage(), promise.result.stateOfStorage()};
    }
    static constexpr TaskType type{sizeof(TaskState<T>), StoredTypeOf<Stored<T>>::type, &construct, &promised};
};

template <typename T>
Ref<TaskState<T>> TaskState<T>::makeDone(Result<T> &result, const QString &name)
{
    TaskStateBase *const state = TaskStateBase::makeDone(TaskTypeOf<T>::type, result.storage(), result.state(), name);
    return Ref<TaskState>::adopt(static_cast<TaskState *>(state));
}

template <typename T>
TaskStateBase::Outcome TaskState<T>::outcome() noexcept
{
    return {TaskTypeOf<T>::type, std::addressof(m_value)};
}

} // namespace QEager::detail
