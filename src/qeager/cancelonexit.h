// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    CancelOnExit: a start that is cancelled when the block that made it is left.

    \code
    QEager::CancelOnExit spinner(QEager::eager(animate()));
    co_await load();
    // left here, or by an exception: animate() gets Cancelled
    \endcode
*/

#include <qeager/valuetask.h>

namespace QEager {

/*! Owns a ValueTask and cancels it in its destructor (asynkit's eager_ctx(), `cancelling`).

    The cancellation is a request, as by ValueTask::cancel(): nothing of the task runs inside the destructor. One that
    has finished is left alone. To end it synchronously use a TaskScope.
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
            m_handle.cancel(QStringLiteral("Its block was left."));
        else
            m_task.cancel(QStringLiteral("Its block was left."));
    }

    //! The ValueTask: to ask, await (`co_await *guard`), or take. Awaited or taken, it is still cancelled on exit if it
    //! has not ended.
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
