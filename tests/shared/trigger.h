// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    An awaitable of no library, which the test completes.
*/

#include <coroutine>
#include <memory>
#include <utility>

//! Whoever calls fire() resumes what waits; false: nothing does. What waits is kept outside: GCC 12 may await a copy.
class Trigger
{
public:
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { *m_waiting = handle; }
    void await_resume() const noexcept {}
    bool fire() const
    {
        const auto handle = std::exchange(*m_waiting, {});
        if (handle)
            handle.resume();
        return bool(handle);
    }

private:
    std::shared_ptr<std::coroutine_handle<>> m_waiting = std::make_shared<std::coroutine_handle<>>();
};
