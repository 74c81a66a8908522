// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Waiting for a task to end, in a coroutine or with a callback.
*/

#include <qeager/detail/taskstate.h>

namespace QEager::detail {

//! Stands in the awaited task's list until that is done; what it is then woken for is up to the Waiter.
class QEAGER_EXPORT TaskWaiter : public Awaiter<TaskWaiter>
{
public:
    TaskStateBase *passesCancelTo() const noexcept override { return m_awaited.get(); }
    Awaited waitsFor() const noexcept override { return {"task", m_awaited.get()}; }
    void begin();

protected:
    explicit TaskWaiter(Ref<TaskStateBase> awaited) noexcept : m_awaited(std::move(awaited)) {}
    ~TaskWaiter() { giveUpIfWaiting(); }
    void giveUp() noexcept override;

    //! Throws InvalidState for a null handle and away from home; false when there is something to wait for.
    bool checkReady()
    {
        if (!m_awaited || !m_awaited->isHome()) [[unlikely]]
            refuse();
        return m_awaited->isDone() && staysReady();
    }

    Ref<TaskStateBase> m_awaited;

private:
    [[noreturn]] void refuse() const;
    [[noreturn]] Q_DECL_HIDDEN void refuseItself() const;
};

//! `co_await task`: any number of them, each sees the same value.
template <typename T>
class SharedAwaiter final : public TaskWaiter
{
public:
    explicit SharedAwaiter(Ref<TaskStateBase> awaited) noexcept : TaskWaiter(std::move(awaited)) {}
    bool await_ready() { return checkReady(); }
    decltype(auto) await_resume()
    {
        throwIfInterrupted();
        auto &state = static_cast<TaskState<T> &>(*m_awaited);
        if constexpr (std::is_void_v<T>)
            state.value();
        else
            return state.value();
    }
};

//! Gives the value itself.
template <typename T>
class TakingAwaiter : public TaskWaiter
{
public:
    explicit TakingAwaiter(Ref<TaskStateBase> awaited, bool exclusive = false) noexcept : TaskWaiter(std::move(awaited))
    {
        m_exclusive = exclusive;
    }
    bool await_ready() { return checkReady(); }
    T await_resume()
    {
        throwIfInterrupted();
        return static_cast<TaskState<T> &>(*m_awaited).take();
    }

protected:
    ~TakingAwaiter() = default;
};

//! `co_await std::move(task)`.
template <typename T>
class MovedTaskAwaiter final : public TakingAwaiter<T>
{
public:
    using TakingAwaiter<T>::TakingAwaiter;
};

//! What there is in a ValueTaskAwaiter if there is something to wait for.
class QEAGER_EXPORT ValueTaskWait final : public TaskWaiter
{
public:
    //! Makes one at \a place. \a pending: taken over; null if there is nothing to wait for but others. Gives
    //! await_ready().
    static bool begin(ValueTaskWait *place, TaskStateBase *pending, bool standsIn);
    ~ValueTaskWait();
    //! It goes on: because this has ended; null if it was ready before.
    TaskStateBase *ended()
    {
        throwIfInterrupted();
        return m_awaited.get();
    }

private:
    ValueTaskWait(Ref<TaskStateBase> pending, bool standsIn) noexcept : TaskWaiter(std::move(pending))
    {
        m_exclusive = true;
        m_standsIn = standsIn;
    }
};

} // namespace QEager::detail
