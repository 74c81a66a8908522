// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of yieldNow(): a task that yields waits for nothing, and so it needs no Waiter, only its place in the ready queue.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/waiter.h>

#include <coroutine>
#include <memory>
#include <type_traits>

namespace QEager::detail {

//! A foreign coroutine has no task that could be queued: this is queued instead.
class ForeignYield final : public Waiter
{
public:
    explicit ForeignYield(std::coroutine_handle<> handle)
    {
        bindForeign(handle);
        wake();
    }

protected:
    void giveUp() noexcept override {}
};

class YieldAwaiter
{
public:
    bool await_ready() const noexcept { return runsSynchronously(); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        if constexpr (std::is_base_of_v<NativePromise, Promise>)
            m_task = &Waiter::queueTask(handle, handle.promise().place);
        else
            m_foreign = std::make_unique<ForeignYield>(handle);
    }
    void await_resume() const
    {
        if (m_task)
            Waiter::throwPendingOf(*m_task);
    }

private:
    TaskStateBase *m_task = nullptr;
    std::unique_ptr<ForeignYield> m_foreign;
};

} // namespace QEager::detail
