// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of yieldNow(): a task that yields waits for nothing, and so it needs no Waiter, only its place in the
    ready queue.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/waiter.h>

#include <coroutine>

namespace QEager::detail {

class YieldAwaiter
{
public:
    bool await_ready() const noexcept { return runsSynchronously(); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_suspended = true;
        Waiter::queueTask(handle, handle.promise().place);
    }
    void await_resume() const
    {
        if (m_suspended)
            threadState().current->task->throwIfInterrupted();
    }

private:
    bool m_suspended = false;
};

//! In a foreign coroutine: that has no task that could be queued, so this is.
class ForeignYieldAwaiter final : public Waiter
{
public:
    bool await_ready() const noexcept { return runsSynchronously(); }
    void await_suspend(std::coroutine_handle<> handle)
    {
        bindForeign(handle);
        yield();
    }
    void await_resume() const noexcept {}

protected:
    void giveUp() noexcept override {}
};

} // namespace QEager::detail
