// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The least that a coroutine can cost which another one awaits: each goes to the other by symmetric transfer, and that is all.
    No errors, nothing that can be cancelled, and constant stack only where the compiler makes tail calls.
*/

#include "barecoroutine.h"

class BareNested
{
public:
    struct promise_type : PooledFrames<BareNested>
    {
        struct Return
        {
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) const noexcept
            {
                return ended.promise().awaiter;
            }
            void await_resume() const noexcept {}
        };
        BareNested get_return_object() noexcept
        {
            return BareNested(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        Return final_suspend() const noexcept { return {}; }
        void unhandled_exception() noexcept {}
        void return_value(int v) noexcept { value = v; }

        std::coroutine_handle<> awaiter = std::noop_coroutine();
        int value = 0;
    };

    BareNested(BareNested &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    ~BareNested()
    {
        if (m_handle)
            m_handle.destroy();
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) noexcept
    {
        m_handle.promise().awaiter = awaiter;
        return m_handle;
    }
    int await_resume() const noexcept { return m_handle.promise().value; }

    int run()
    {
        m_handle.resume();
        return m_handle.promise().value;
    }

private:
    explicit BareNested(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    std::coroutine_handle<promise_type> m_handle;
};
