// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    CancelOnExit: cancels a start when you leave the block that made it.

    \code
    QEager::CancelOnExit spinner(QEager::eager(animate()));
    co_await load();
    // left here, or by an exception: animate() gets Cancelled
    \endcode
*/

#include <qeager/valuetask.h>

namespace QEager {

/*! Owns a ValueTask and cancels it in its destructor (asynkit's eager_ctx(), `cancelling`).

    This is a request, as by ValueTask::cancel(): nothing of the task runs inside the destructor. A task that has
    finished is left alone. To end a task synchronously, use a TaskScope.
*/
template <typename T>
class CancelOnExit
{
public:
    explicit CancelOnExit(ValueTask<T> task) noexcept : m_task(std::move(task)) {}
    Q_DISABLE_COPY_MOVE(CancelOnExit)
    ~CancelOnExit()
    {
        if (m_handle)
            m_handle.cancel(QStringLiteral("The block of its CancelOnExit was left."));
        else
            m_task.cancel(QStringLiteral("The block of its CancelOnExit was left."));
    }

    //! Returns the ValueTask, for you to ask, await (`co_await *guard`) or take. Even if you await or take it, it is
    //! cancelled on exit unless it has ended.
    ValueTask<T> &operator*() noexcept { return keepHandle(); }
    ValueTask<T> *operator->() noexcept { return &keepHandle(); }

private:
    ValueTask<T> &keepHandle() noexcept
    {
        if (!m_handle && !m_task.isReady())
            m_handle = m_task.task();
        return m_task;
    }
    ValueTask<T> m_task;
    TaskHandle m_handle;
};

} // namespace QEager
