// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/cancelscope.h>
#include <qeager/detail/taskstate.h>

namespace QEager::detail {

// Without a task nobody has asked so far.
CancelScope::CancelScope() : m_deliveredOnEntry(m_task ? m_task->requests().delivered() : 0) {}

CancelScope::~CancelScope() { takeBack(); }

void CancelScope::askToEnd(const QString &message)
{
    if (std::exchange(m_hasAsked, true))
        return;
    TaskStateBase &asked = task();
    asked.cancel(asked.mustCancel() ? asked.requests().message()
                                    : message); // what others have said before reaches the coroutine
}

bool CancelScope::takeBack() noexcept
{
    if (!std::exchange(m_hasAsked, false))
        return false;
    m_task->uncancel();
    return true;
}

bool CancelScope::othersHaveAsked() const noexcept { return m_task && m_task->requests().count() > m_deliveredOnEntry; }

} // namespace QEager::detail
