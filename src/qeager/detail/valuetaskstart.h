// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A ValueTask as a coroutine's return type: such a coroutine starts where it is called.
*/

#include <qeager/detail/valuetaskpromise.h>

namespace QEager::detail {

//! What the promise of a ValueTask coroutine has, however that is started.
template <typename T>
class ValueTaskPromiseBase : public ResultPromise<T>
{
public:
    ValueTaskPromiseBase() noexcept = default;
    //! As for a Coro. It starts at once, before anybody could destroy the object.
    template <typename Self, typename... Args>
    explicit ValueTaskPromiseBase(Self &self, Args &&...)
    {
        if constexpr (HasTaskScope<Self>)
            this->setOwner(naturalOwner(self));
        else if constexpr (CanOwn<Self>)
            this->setObject(&self);
    }
    using PromiseBase::object;
    void becomeRoot() const noexcept {} // it always is one
    //! The thread, or the owner, wants to be asked first.
    bool startsSlowly(const ThreadState &state) const noexcept
    {
        return state.depth >= state.freeDepth || (this->hasOwner() && !this->object());
    }
};

#if QEAGER_RUNS_IN_CALL

template <typename T>
class ValueTaskPromise;

/*! What the promise returns: the record of the start, local to the call. The body runs between its constructor and its conversion to what
    the caller is given. One that then has ended, and of which nothing else came, has left it already, and its frame is gone. */
template <typename T>
class ValueTaskStart final : public OwnedStart
{
    using Promise = ValueTaskPromise<T>;

public:
    ValueTaskStart(ThreadState &state, Promise &promise) noexcept
        : OwnedStart(state, TaskState<T>::template Root<Promise>, std::coroutine_handle<Promise>::from_promise(promise),
                     promise.object()),
          m_state(state), m_depth(state.depth)
    {
        m_runs = !promise.startsSlowly(state);
        if (!m_runs) [[unlikely]]
            return;
        promise.started(this);
        m_outer = enterInline(state, *this);
        state.depth = m_depth + 1;
    }
    Q_DISABLE_COPY_MOVE(ValueTaskStart)

    bool runs() const noexcept { return m_runs; }
    void leave() noexcept
    {
        leaveInline(m_state, *this, m_outer, m_depth);
        m_runs = false;
        Q_ASSUME(own.bits() == 0);
        ++m_state.counters.eagerFinished;
    }
    operator ValueTask<T>() noexcept
    {
        ValueTask<T> outcome;
        if (result.state() != Result<T>::State::Empty) [[likely]]
            ValueTaskAccess::adopt(outcome, result);
        else
            suspended(outcome);
        return outcome;
    }

    Result<T> result;

private:
    Q_NEVER_INLINE void suspended(ValueTask<T> &outcome) noexcept
    {
        const auto frame = std::coroutine_handle<Promise>::from_address(root.address());
        if (!m_runs) {
            ValueTaskAccess::keep(outcome, frame, startSlowly<T>(frame, nullptr), nullptr);
            return;
        }
        if (const auto next = std::exchange(m_state.next, nullptr))
            drive(m_state, next);
        if (result.state() != Result<T>::State::Empty) {
            ValueTaskAccess::adopt(outcome, result);
            return;
        }
        if (!frame.done())
            frame.promise().started(nullptr);
        leaveInline(m_state, *this, m_outer, m_depth);
        ValueTaskAccess::keep(outcome, frame, ranInline(*this), nullptr);
    }

    ThreadState &m_state;
    ContextSlot *m_outer = nullptr;
    int m_depth;
    bool m_runs;
};

template <typename T>
class ValueTaskPromise final : public ValueTaskPromiseBase<T>, public Returns<T, ValueTaskPromise<T>>
{
public:
    using ValueTaskPromiseBase<T>::ValueTaskPromiseBase;
    ValueTaskStart<T> get_return_object() noexcept { return ValueTaskStart<T>(threadState(), *this); }

    struct Starter
    {
        const ValueTaskPromise &promise;
        bool await_ready() const noexcept { return promise.m_link & IsStart; }
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

    //! Null: the start is over.
    void started(ValueTaskStart<T> *start) noexcept { this->m_link = start ? quintptr(start) | IsStart : 0; }
    Result<T> &target() noexcept { return this->m_link & IsStart ? start().result : this->result; }

private:
    static constexpr quintptr IsStart = 2; // beside the kinds of owner
    ValueTaskStart<T> &start() const noexcept
    {
        return *reinterpret_cast<ValueTaskStart<T> *>(this->m_link & ~IsStart);
    }
    //! The body has ended. True: nobody needs the frame any more.
    bool endStart() noexcept
    {
        if (!(this->m_link & IsStart))
            return false;
        if (!start().isPlain()) [[unlikely]] {
            this->result.moveFrom(start().result);
            return false;
        }
        start().leave();
        return true;
    }
};

#else

/*  The caller's return object is made first, empty; the start fills it in. It does not move before the
    initial await is over, so the pointer to it is read before the body runs. */
template <typename T>
class ValueTaskPromise final : public ValueTaskPromiseBase<T>, public Returns<T, ValueTaskPromise<T>>
{
public:
    using ValueTaskPromiseBase<T>::ValueTaskPromiseBase;
    ValueTask<T> get_return_object() noexcept { return ValueTask<T>(*this); }

    struct Starter
    {
        bool await_ready() const noexcept { return false; }
        //! The frame, and with it this awaiter, may be gone when this returns.
        QEAGER_INLINE_AWAIT void await_suspend(std::coroutine_handle<ValueTaskPromise> root) const
        {
            ValueTaskPromise &promise = root.promise();
            ValueTask<T> &outcome = *promise.m_outcome;
            ThreadState &state = threadState();
            const StartOptions *const none = nullptr;
            if (promise.startsSlowly(state)) [[unlikely]] {
                ValueTaskAccess::keep(outcome, root, startSlowly<T>(root, none), none);
            } else if (const QObject *const object = promise.object()) {
                ValueTaskAccess::run<OwnedStart>(outcome, root, state, none, object);
            } else {
                ValueTaskAccess::run<InlineStart>(outcome, root, state, none, none);
            }
        }
        void await_resume() const noexcept {}
    };
    Starter initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    Result<T> &target() noexcept { return this->result; }

private:
    friend ValueTask<T>;
    ValueTask<T> *m_outcome = nullptr;
};

#endif

} // namespace QEager::detail
