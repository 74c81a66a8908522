// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The cheapest possible coroutine: no result protocol, no task, no library. Its frame comes from malloc, or from a
    pool of one size.
*/

#include <coroutine>
#include <cstddef>
#include <new>
#include <utility>

struct MallocFrame
{
};

//! A free list for each thread, with frames of one size, those of \a Use. No pool can cost less.
template <typename Use>
struct PooledFrames
{
    static void *operator new(std::size_t size)
    {
        if (void *memory = t_first) {
            t_first = *static_cast<void **>(memory);
            return memory;
        }
        return ::operator new(size);
    }
    static void operator delete(void *memory, std::size_t)
    {
        *static_cast<void **>(memory) = t_first;
        t_first = memory;
    }
    static inline constinit thread_local void *t_first = nullptr;
};
using PooledFrame = PooledFrames<void>;

template <typename Frame>
class BareCoroutine
{
public:
    struct promise_type : Frame
    {
        BareCoroutine get_return_object() noexcept
        {
            return BareCoroutine(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void unhandled_exception() noexcept {}
        void return_value(int v) noexcept { value = v; }
        int value = 0;
    };

    BareCoroutine(BareCoroutine &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    ~BareCoroutine()
    {
        if (m_handle)
            m_handle.destroy();
    }
    int run()
    {
        m_handle.resume();
        return m_handle.promise().value;
    }

private:
    explicit BareCoroutine(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    std::coroutine_handle<promise_type> m_handle;
};
