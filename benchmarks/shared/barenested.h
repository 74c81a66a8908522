// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The cheapest possible coroutine that another one awaits. Each goes to the other by symmetric transfer, and does
    nothing else: there are no errors, nothing can be cancelled, and the stack is constant only where the compiler makes
    tail calls.
*/

#include "barecoroutine.h"

//! All coroutines that return the same type share a pool, so their frames must have one size. Therefore each has a \a
//! Use of its own.
template <typename T, typename Use>
class BareAwaited
{
public:
    struct promise_type : PooledFrames<BareAwaited>
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
        BareAwaited get_return_object() noexcept
        {
            return BareAwaited(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        Return final_suspend() const noexcept { return {}; }
        void unhandled_exception() noexcept {}
        void return_value(T v) noexcept { value = std::move(v); }

        std::coroutine_handle<> awaiter = std::noop_coroutine();
        T value{};
    };

    BareAwaited(BareAwaited &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    ~BareAwaited()
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
    T await_resume() const noexcept { return std::move(m_handle.promise().value); }

    T run()
    {
        m_handle.resume();
        return std::move(m_handle.promise().value);
    }

private:
    explicit BareAwaited(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    std::coroutine_handle<promise_type> m_handle;
};
