// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A coroutine of no library: it starts at once, and its frame goes with it, wherever it is suspended.
*/

#include <coroutine>
#include <exception>
#include <utility>

class Frame
{
public:
    struct promise_type
    {
        Frame get_return_object() { return Frame(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
    };

    //! None.
    Frame() = default;
    Frame(Frame &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Frame &operator=(Frame &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Frame() { destroy(); }

    bool isDone() const { return m_handle && m_handle.done(); }
    void destroy()
    {
        if (m_handle)
            std::exchange(m_handle, {}).destroy();
    }

private:
    explicit Frame(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    std::coroutine_handle<promise_type> m_handle;
};
