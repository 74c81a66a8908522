// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A ValueTask as a coroutine's return type: such a coroutine starts where it is called.
*/

#include <qeager/detail/valuetaskpromise.h>

namespace QEager::detail {

#if QEAGER_RUNS_IN_CALL

template <typename T>
class ValueTaskPromise;

/*! The record of a start, local to the call; and what the promise returns. The body runs between its constructor and
    its conversion to what the caller is given, and has left it already if it has ended by then, and nothing else came
    of it. What it holds is made and destroyed by hand, so that the call need not; most is out of line, so that a
    coroutine takes little place. */
class QEAGER_EXPORT CallStart
{
public:
    //! A promise with this link is starting, as of() says.
    static bool isLinked(quintptr link) noexcept { return link & PromiseBase::IsStart; }
    static CallStart &of(quintptr link) noexcept
    {
        return *reinterpret_cast<CallStart *>(link & ~PromiseBase::IsStart);
    }
    //! The body has ended. False: something came of the start, and the frame is needed.
    Q_ALWAYS_INLINE bool end() noexcept
    {
        if (!m_start.isPlain()) [[unlikely]]
            return false;
        m_start.leavePlain();
        m_state = State::Ended;
        if (m_start.options) // the rest is empty
            leaveOwner();
        return true;
    }

protected:
    enum class State : quint8 {
        Waits, //!< the thread, or the owner, wants to be asked first
        WaitsByHand,
        Runs,
        Ended
    };

    //! \a object: the owner, if that is a QObject without a scope. \a byHand: see StartOptions.
    CallStart(PromiseBase &promise, const TaskType &type, std::coroutine_handle<> root, const QObject *object,
              bool byHand)
    {
        if (object)
            beginOwned(promise, type, root, object, byHand);
        else if (begin(promise, byHand))
            enter(promise, type, root, nullptr);
    }
    Q_DISABLE_COPY_MOVE(CallStart)
    ~CallStart() {}
    /*! Control is back in the call, and the body has not ended. Its task, counted; null if it has ended in here, with
        or without the frame, and has left its result at \a storage. */
    TaskStateBase *comeBack(const TaskType &type, std::coroutine_handle<> root, void *storage, ResultState &result);
    State state() const noexcept { return m_state; }

private:
    /*  The start of a coroutine without an owner is in the call: in the library it would take some twenty instructions
        more. One with an owner asks Qt for a weak pointer in any case, and has it there, which saves the code of each
        some hundred bytes. */
    void beginOwned(PromiseBase &promise, const TaskType &type, std::coroutine_handle<> root, const QObject *object,
                    bool byHand);
    void leaveOwner() noexcept;
    Q_ALWAYS_INLINE bool begin(const PromiseBase &promise, bool byHand)
    {
        const bool isSlow = promise.startsSlowly(threadState());
        m_state = !isSlow ? State::Runs : byHand ? State::WaitsByHand : State::Waits;
        return !isSlow;
    }
    Q_ALWAYS_INLINE void enter(PromiseBase &promise, const TaskType &type, std::coroutine_handle<> root,
                               const QObject *object)
    {
        ThreadState &state = threadState();
        std::construct_at(&m_start, state, type, root, object);
        promise.m_link = quintptr(this) | PromiseBase::IsStart;
        state.current = &m_start;
        ++state.depth;
    }

    union {
        OwnedStart m_start; // once it runs, and until it has ended
    };
    State m_state;
};

template <typename T>
class ValueTaskStart final : public CallStart
{
    using Promise = ValueTaskPromise<T>;

public:
    explicit ValueTaskStart(Promise &promise, bool byHand = false)
        : CallStart(promise, TaskTypeOf<T>::type, std::coroutine_handle<Promise>::from_promise(promise),
                    promise.object(), byHand),
          result(), m_root(std::coroutine_handle<Promise>::from_promise(promise))
    {
    }
    ~ValueTaskStart() {}

    Q_NEVER_INLINE operator ValueTask<T>()
    {
        ValueTask<T> outcome;
        TaskStateBase *task = nullptr;
        if (state() != State::Ended) [[unlikely]]
            task = comeBack(TaskTypeOf<T>::type, m_root, result.storage(), result.stateOfStorage());
        if (!task) [[likely]]
            ValueTaskAccess::adopt(outcome, result);
        else
            ValueTaskAccess::adopt(outcome, Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task)));
        std::destroy_at(std::addressof(result));
        return outcome;
    }

    union {
        Result<T> result;
    };

private:
    std::coroutine_handle<> m_root;
};

template <typename T>
class ValueTaskPromise : public OwnedPromise<T, true>, public Returns<T, ValueTaskPromise<T>>
{
public:
    using OwnedPromise<T, true>::OwnedPromise;
    using PromiseBase::object;
    ValueTaskStart<T> get_return_object() { return ValueTaskStart<T>(*this); }

    struct Starter
    {
        const ValueTaskPromise &promise;
        bool await_ready() const noexcept { return promise.isStarting(); }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        void await_resume() const noexcept {}
    };
    Starter initial_suspend() const noexcept { return {*this}; }

    struct Ender
    {
        ValueTaskPromise &promise;
        bool await_ready() const noexcept { return promise.endStart(); }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        void await_resume() const noexcept {}
    };
    Ender final_suspend() noexcept { return {*this}; }

    Result<T> &target() noexcept { return isStarting() ? start().result : this->result; }

private:
    friend Ender;
    friend Starter;
    bool isStarting() const noexcept { return CallStart::isLinked(this->m_link); }
    ValueTaskStart<T> &start() const noexcept { return static_cast<ValueTaskStart<T> &>(CallStart::of(this->m_link)); }
    //! The body has ended. True: nobody needs the frame any more.
    bool endStart() noexcept { return isStarting() && (start().end() || keepResult(start())); }
    Q_NEVER_INLINE bool keepResult(ValueTaskStart<T> &start) noexcept
    {
        this->result.moveFrom(start.result);
        return false;
    }
};

#else

/*  The caller's return object is made first, empty; the start fills it in. It does not move before the
    initial await is over, so the pointer to it is read before the body runs. */
template <typename T>
class ValueTaskPromise : public OwnedPromise<T, true>, public Returns<T, ValueTaskPromise<T>>
{
public:
    using OwnedPromise<T, true>::OwnedPromise;
    using PromiseBase::object;
    ValueTask<T> get_return_object() noexcept { return ValueTask<T>(*this); }

    struct Starter
    {
        bool await_ready() const noexcept { return false; }
        //! The frame, and with it this awaiter, may be gone when this returns.
        QEAGER_INLINE_AWAIT void await_suspend(std::coroutine_handle<ValueTaskPromise> root) const
        {
            root.promise().start(nullptr);
        }
        void await_resume() const noexcept {}
    };
    Starter initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    Result<T> &target() noexcept { return this->result; }

protected:
    Q_ALWAYS_INLINE void start(const StartOptions *options)
    {
        const auto root = std::coroutine_handle<ValueTaskPromise>::from_promise(*this);
        ValueTask<T> &outcome = *m_outcome;
        ThreadState &state = threadState();
        if (this->startsSlowly(state)) [[unlikely]] {
            const TaskType &type = TaskTypeOf<T>::type;
            ValueTaskAccess::keep(outcome, startSlowly(type, root, options), root, options);
        } else if (const QObject *const object = this->object()) {
            ValueTaskAccess::run<OwnedStart>(outcome, root, state, options, object);
        } else {
            ValueTaskAccess::run<InlineStart>(outcome, root, state, options, options);
        }
    }

private:
    friend ValueTask<T>;
    ValueTask<T> *m_outcome = nullptr;
};

#endif

} // namespace QEager::detail
