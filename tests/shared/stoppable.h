// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A wait that runs code of the user when a task that waits there is asked to end.
*/

#include <qeager/detail/awaitable.h>
#include <qeager/detail/waiter.h>

#include <functional>
#include <utility>

//! A wait that calls a function when it is given up, as one with a std::stop_callback does.
class Stoppable : public QEager::detail::NativeAwaitable
{
public:
    explicit Stoppable(std::function<void()> stopped) : m_stopped(std::move(stopped)) {}
    struct Waiting final : QEager::detail::Awaiter<Waiting>
    {
        explicit Waiting(const std::function<void()> &f) : stopped(f) {}
        ~Waiting() { giveUpIfWaiting(); }
        bool await_ready() const noexcept { return false; }
        void begin() {}
        void await_resume() { throwIfInterrupted(); }
        void giveUp() noexcept override { stopped(); }
        const std::function<void()> &stopped;
    };
    Waiting operator co_await() const { return Waiting(m_stopped); }

private:
    std::function<void()> m_stopped;
};
