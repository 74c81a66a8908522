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

/*! The record of a start, local to the call; and what the promise returns. The body runs between its constructor and its conversion to what
    the caller is given, and has left it already if it has ended by then, and nothing else came of it. What it holds is made and destroyed by
    hand, so that the call need not; most is out of line, so that a coroutine takes little place. */
class QEAGER_EXPORT CallStart
{
public:
    //! Of a promise: null if it is not starting, or has suspended.
    static CallStart *of(quintptr link) noexcept
    {
        return link & IsStart ? reinterpret_cast<CallStart *>(link & ~IsStart) : nullptr;
    }
    //! The body has ended. False: something came of the start, and the frame is needed.
    Q_ALWAYS_INLINE bool end() noexcept
    {
        if (!m_start.isPlain()) [[unlikely]]
            return false;
        m_start.leavePlain();
        m_state = State::Ended;
        if (m_start.options) // the rest is empty
            std::destroy_at(&m_start.owner);
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
    CallStart(PromiseBase &promise, const RootType &type, std::coroutine_handle<> root, const QObject *object,
              bool byHand)
        : m_root(root), m_state(byHand ? State::WaitsByHand : State::Waits)
    {
        /*  All of it is in the call, also for an owner. In the library it would save a coroutine's code some hundred bytes, but each start would
            take some twenty instructions more, and a cached value of a QObject would miss its bar. */
        begin(threadState(), promise, type, object);
    }
    Q_DISABLE_COPY_MOVE(CallStart)
    ~CallStart() {}
    //! Control is back in the call, and the body has not ended. Its task, counted; null if it ends in here, with or without the frame.
    TaskStateBase *comeBack(PromiseBase &promise);
    State state() const noexcept { return m_state; }
    std::coroutine_handle<> root() const noexcept { return m_root; }

private:
    static constexpr quintptr IsStart = PromiseBase::IsStart;
    Q_ALWAYS_INLINE void begin(ThreadState &state, PromiseBase &promise, const RootType &type, const QObject *object)
    {
        std::construct_at(&m_start, state, type, m_root, object);
        if (promise.startsSlowly(state)) [[unlikely]]
            return;
        promise.m_link = quintptr(this) | IsStart;
        enterInline(state, m_start);
        m_state = State::Runs;
    }

    union {
        OwnedStart m_start;
    };
    std::coroutine_handle<> m_root;
    State m_state;
};

template <typename T>
class ValueTaskStart final : public CallStart
{
    using Promise = ValueTaskPromise<T>;

public:
    explicit ValueTaskStart(Promise &promise, bool byHand = false)
        : CallStart(promise, TaskState<T>::template Root<Promise>,
                    std::coroutine_handle<Promise>::from_promise(promise), promise.object(), byHand),
          result()
    {
    }
    ~ValueTaskStart() {}

    Q_NEVER_INLINE operator ValueTask<T>()
    {
        ValueTask<T> outcome;
        TaskStateBase *const task = state() == State::Ended ? nullptr : comeBack();
        if (state() == State::Ended) [[likely]]
            ValueTaskAccess::adopt(outcome, result);
        else
            ValueTaskAccess::keep(outcome, frame(), task, nullptr);
        std::destroy_at(std::addressof(result));
        return outcome;
    }

    union {
        Result<T> result;
    };

private:
    std::coroutine_handle<Promise> frame() const noexcept
    {
        return std::coroutine_handle<Promise>::from_address(root().address());
    }
    TaskStateBase *comeBack() { return CallStart::comeBack(frame().promise()); }
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
        bool await_ready() const noexcept { return promise.start(); }
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

    Result<T> &target() noexcept
    {
        CallStart *const start = this->start();
        return start ? static_cast<ValueTaskStart<T> *>(start)->result : this->result;
    }

private:
    CallStart *start() const noexcept { return CallStart::of(this->m_link); }
    //! The body has ended. True: nobody needs the frame any more.
    bool endStart() noexcept
    {
        CallStart *const start = this->start();
        return start && (start->end() || keepResultOf(start));
    }
    Q_NEVER_INLINE bool keepResultOf(CallStart *start) noexcept
    {
        this->result.moveFrom(static_cast<ValueTaskStart<T> *>(start)->result);
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
            const RootType &type = TaskState<T>::template Root<ValueTaskPromise>;
            ValueTaskAccess::keep(outcome, root, startSlowly(type, *this, root, options), options);
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
