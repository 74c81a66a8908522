// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Where a task goes on: the innermost frame that is suspended, and what that waits for.
*/

#include <QtCore/qglobal.h>

#include <coroutine>
#include <utility>

namespace QEager::detail {

class Waiter;

//! A base of TaskStateBase.
class Suspension
{
public:
    Q_DISABLE_COPY_MOVE(Suspension)

    //! Null: it waits for nothing, because it runs, stands in the ready queue, or is done.
    Waiter *waiter() const noexcept { return m_waiter; }
    //! \a frame is suspended; null: not any more.
    void suspendAt(std::coroutine_handle<> frame) noexcept { m_frame = frame; }
    void waitAt(Waiter *waiter) noexcept { m_waiter = waiter; }
    Waiter *stopWaiting() noexcept { return std::exchange(m_waiter, nullptr); }

protected:
    explicit Suspension(std::coroutine_handle<> root) noexcept : m_frame(root) {}
    ~Suspension() = default;
    std::coroutine_handle<> takeFrame() noexcept { return std::exchange(m_frame, {}); }

private:
    std::coroutine_handle<> m_frame; // the root's at first
    Waiter *m_waiter = nullptr;
};

} // namespace QEager::detail
