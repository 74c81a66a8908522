// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a Task is made of: the part of a coroutine that outlives its first suspension.

    Reference counted (HomeCount), from the frame pool. The runtime holds one reference until the task is done, so a
    task whose handles are all dropped runs on. It owns its root frame (and through it every frame below);
    when the root ends, the result moves here and the frame goes at once.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/copyable.h>
#include <qeager/detail/progress.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/result.h>
#include <qeager/detail/waiter.h>
#include <qeager/errors.h>
#include <qeager/traceevent.h>

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <coroutine>
#include <exception>
#include <memory>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace QEager::detail {

class Port;
//! A Cancelled with \a message, to be kept or thrown.
QEAGER_EXPORT std::exception_ptr cancelledError(const QString &message);

struct RegistryTag;
struct ScopeTag;
class NaturalOwner;
class ScopeState;
class TaskStateBase;

//! A task in the list of its TaskScope.
class ScopeMember : public ListNode<ScopeTag>
{
public:
    TaskStateBase *task = nullptr;
    ScopeState *scope = nullptr; // it is, or was, in
    quint64 place = 0; // in the order of starting
    bool isNatural = false; // without anybody having put it there
};

//! The tasks of a TaskScope. Counted: it outlives the scope while somebody inside it is starting one.
class QEAGER_EXPORT ScopeState : public Counted<ScopeState>
{
public:
    List<ScopeMember, ScopeTag> members; // in the order in which they are closed: what one has started comes before it
    quint64 lastPlace = 0;
    std::shared_ptr<ScopeState *>
        link; // for coroutines that have not begun; what it points to is null once the TaskScope has gone
    bool closed = false; // the TaskScope is going

private:
    friend Counted;
    ~ScopeState() = default;
};

class QEAGER_EXPORT TaskStateBase : public Runnable, public ListNode<RegistryTag>
{
public:
    Q_DISABLE_COPY_MOVE(TaskStateBase)

    //! Of \a root. Memory from the calling thread's pool.
    static TaskStateBase *make(const TaskType &type, std::coroutine_handle<> root);
    //! One that has ended already, with what \a from holds.
    static TaskStateBase *makeDone(const TaskType &type, void *from, ResultState fromState, const QString &name);

    // -- references (any thread)
    void ref() noexcept
    {
        if (isCountedHere()) [[likely]]
            m_refs.addHere();
        else
            m_refs.addElsewhere();
    }
    void deref() noexcept
    {
        if (!isCountedHere()) [[unlikely]]
            derefElsewhere();
        else if (m_refs.dropHere())
            die();
    }

    // -- who it is
    quint64 id() const noexcept { return m_id; }
    QString name() const;
    void setName(const QString &name);
    //! Empty when it was given none.
    QString givenName() const { return m_extras ? m_extras->name : QString(); }
    //! Why it did not begin inline; None when it did.
    PostReason postReason() const noexcept { return m_postReason; }
    Ref<TaskStateBase> parent();

    // -- where it stands (home thread)
    bool isDone() const noexcept { return m_done; }
    bool isCancelled() const;
    //! It has ended with an exception, Cancelled included.
    bool hasFailed() const noexcept { return m_done && hasError(); }
    bool hasError() const noexcept { return m_outcome == ResultState::Error; }
    bool isHome() const noexcept { return m_port == threadState().port; }
    //! Throws InvalidState on any other thread than the task's own.
    void requireHome(const char *operation) const
    {
        if (!isHome()) [[unlikely]]
            throwNotHome(operation);
    }
    [[noreturn]] void throwNotHome(const char *operation) const;
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

    // -- how far it has come (home thread)
    Progress progress() const;
    ProgressState &progressState(); //!< made now if there is none

    // -- the cancel path
    //! Any thread. True when the request was made: the task was not done.
    bool cancel(const QString &message);
    //! The same as a part of \a walk, which also asks what it awaits, if that is several.
    bool cancel(const QString &message, CancelWalk &walk);
    //! Made, and not taken back.
    int cancelRequests() const noexcept;
    //! Those of them that it has been told of: Cancelled was thrown, or what it awaited was asked instead.
    int deliveredRequests() const noexcept;
    //! The request that is to be delivered comes out of what it awaits instead.
    void passedRequestOn() noexcept { noteDelivery(); }
    //! Of the last request.
    QString cancelMessage() const { return m_extras ? m_extras->cancelMessage : QString(); }
    //! Takes one request back, and gives how many are left; with none left, one not yet delivered is dropped.
    int uncancel() noexcept;
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
    //! It is to end without another await: Cancelled stands, whatever else asked for it.
    bool isClosing() const noexcept { return m_closing; }
    //! Some await was refused because the task was being closed.
    bool awaitedWhileClosing() const noexcept { return m_extras && m_extras->refusedAwaits > 0; }

    // -- how it goes on
    void run() override; //!< its turn in the ready queue
    void schedule(); //!< appends it to the ready queue, once
    void scheduleYielding(); //!< the same of one that waits for nothing
    //! What wakes it is only noted until release(): the continuation belongs to a CoroStart.
    void hold() noexcept;
    void release();
    //! The eager phase is over: the root has ended, or suspended.
    void startedInline(InlineStart &start);
    //! What the start was told, but for how it runs.
    void apply(const StartOptions &options);
    //! It is to run in \a box, not in a copy of its starter's context.
    void setContext(ContextBox *box);
    //! Ends with \a owner: closed there and then, or cancelled when that lives on another thread. Null: with nobody.
    void setOwner(QObject *owner);
    //! Its owner died before it had suspended: it ends at its next await.
    void closeAtNextAwait() noexcept { m_closing = true; }
    //! At \a place in the order of starting (ScopeState::lastPlace), or as the latest.
    void joinScope(ScopeState *scope, bool isNatural = false, quint64 place = 0);
    //! The one in \a options, for a start that is known to the runtime.
    void joinScopeOf(const StartOptions &options);
    //! Ends with \a owner, in place of the one from its start, unless that was named.
    void adoptOwner(const NaturalOwner &owner);
    //! It runs \a asked, which was asked for: if that has, or had, an owner, this needs none, unless it was named.
    void leaveOwnerTo(const TaskStateBase &asked);
    //! Ends with nobody, but for a scope that somebody put it into.
    void leaveOwner();
    bool sharesContext() const noexcept { return m_sharesContext; }
    void setSharesContext(bool shares) noexcept { m_sharesContext = shares; }
    //! It runs in the context of \a task, which awaits it, or on its own again (null).
    void shareContextOf(TaskStateBase *task);
    void unshareContext() noexcept;
    //! The start is to run from the event loop of this thread, or of \a thread; or never, because its owner has died.
    void postStart(PostReason why, bool isOwnerLost = false);
    void postStart(QThread *thread, PostReason why, bool isOwnerLost);
    void postTo(Port *port, bool isOwnerLost, quint64 id = 0); //!< of another thread; with that newId()
    static quint64 newId();
    void arrive(); //!< a start posted from another thread, on its home thread
    //! Ends it as cancelled, without running any more of it.
    void abandon(const QString &why) { abandon(cancelledError(why)); }
    void abandon(std::exception_ptr why);

    void addAwaiter(Waiter *waiter) { m_awaiters.append(waiter); }
    bool isRunning() const noexcept { return m_running; }
    //! False: it was posted, and its turn has not come.
    bool hasBegun() const noexcept { return m_started; }
    //! A request is to be delivered at its next suspension.
    bool mustCancel() const noexcept { return m_mustCancel; }
    //! Somebody beside the caller holds a reference.
    bool isShared() const noexcept { return m_refs.isShared(); }
    Port *port() const noexcept { return m_port; }

protected:
    friend class Waiter;
    friend class Runtime;
    friend QEAGER_EXPORT TaskStateBase &materialize(Activation &);
    friend QEAGER_EXPORT TaskStateBase *ranInline(InlineStart &);
    friend QEAGER_EXPORT TaskStateBase *postInstead(const TaskType &, std::coroutine_handle<>, const StartOptions *);

    explicit TaskStateBase(std::coroutine_handle<> root) noexcept;
    virtual ~TaskStateBase(); // only because of its friends: it is destroySelf() that destroys

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
    //! The value has been moved out of \a storage.
    void setTaken() noexcept;
    //! Gives the outcome away, see sendAway().
    void moveOutcome(void *to, ResultState &toState) noexcept;

    void enter(Port *port);
    void adoptParent(Activation *starter);
    //! All children of \a start, which have no parent so far, are those of \a parent, or nobody's (null).
    static void resolveParent(InlineStart &start, TaskStateBase *parent);

private:
    struct Extras
    {
        QString name;
        QString cancelMessage;
        std::exception_ptr injected;
        int cancelRequests = 0;
        int undelivered = 0; // of these
        int refusedAwaits = 0;
        Ref<ContextBox> context;
        TaskStateBase *contextOf = nullptr; // awaits this one, exclusively
        QMetaObject::Connection owner;
        const QObject *ownerObject = nullptr; // as long as that is connected
        bool isOwnerNamed = false; // in TaskOptions
        bool hadOwner = false; // or scope
        ScopeMember scope;
        Ref<ProgressState> progress;
    };
    friend QEAGER_EXPORT void shareProgress(TaskStateBase &inner, TaskStateBase &outer);
    static constexpr quintptr IsStarter = 1; // in m_sibling
    InlineStart &starter() const noexcept;
    Extras &extras();
    void applyOwner(const StartOptions &options);
    ContextSlot &context() noexcept;
    void beginAndRun();
    bool mayQueue();
    bool begin();
    TaskStateBase *finish(bool handOver);
    TaskStateBase *conclude(bool handOver);
    void resumeHere(bool handOver);
    void leaveBudget() noexcept;
    void noteRequest(const QString &message);
    void traceCancel(const QString &message);
    void cancelWait(CancelWalk &walk);
    void leaveWait(bool closing);
    void noteDelivery() noexcept;
    void throwPending();
    void refuseAwait(int limit);
    [[noreturn]] void throwNoValue();
    void takeResult() noexcept; // from the root's promise
    void setFailure(std::exception_ptr error) noexcept;
    std::exception_ptr failure() const noexcept;
    void destroySelf() noexcept;
    bool isCountedHere() const noexcept { return m_port == threadState().openPort; }
    void derefElsewhere() noexcept;
    void die() noexcept;
    friend class DropParcel;

    HomeCount m_refs; // the first is the runtime's own, until done
    // Those that every task changes have a byte each: to read a bit beside one just written can take as long as a
    // suspension.
    bool m_running = false;
    bool m_done = false;
    bool m_observed = false;
    bool m_parentResolved = true;
    bool m_sharesContext = false; // of whoever runs it, until it is told otherwise
    bool m_started : 1 = true;
    bool m_held : 1 = false;
    bool m_wokenWhileHeld : 1 = false;
    bool m_mustCancel : 1 = false; // a request to deliver at the next resume or suspension
    bool m_passingOn : 1 = false; // a request, to what it awaits, right now
    bool m_closing : 1 = false;
    bool m_postedForBudget : 1 = false; // and has not begun
    PostReason m_postReason = PostReason::None;
    ResultState m_outcome = ResultState::Empty; // what there is in the storage that TaskState adds

    std::coroutine_handle<> m_root;
    std::coroutine_handle<> m_resume; // the innermost suspended frame
    Waiter *m_waiter = nullptr; // what it waits for; null while running, queued or done
    Port *m_port = nullptr; // its home thread's, counted
    quint64 m_id = 0;
    ShortList<Waiter, ReadyTag> m_awaiters; // in the order they began to wait
    union {
        TaskStateBase *m_parent = nullptr; // counted
        // While that is not resolved, and its starter on the stack: the next of that one's children, or, of the last,
        // the starter itself.
        quintptr m_sibling;
    };
    ContextSlot m_context; // while it does not run
    std::unique_ptr<Extras> m_extras;
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
    ~TaskState() override {} // the base has destroyed the value

    //! A function of its own, because GCC 12 would move the value twice where something else is returned, too, and warn
    //! of it.
    T takeAlone()
    {
        T taken = std::move(m_value);
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
