// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/cancelscope.h>
#include <qeager/detail/taskstate.h>

namespace QEager::detail {

// Without a task nobody has asked so far.
CancelScope::CancelScope() : m_deliveredOnEntry(m_task ? m_task->requests().delivered() : 0) {}

CancelScope::~CancelScope() { takeBack(); }

void CancelScope::askToEnd()
{
    if (!std::exchange(m_hasAsked, true) && m_task)
        ask();
}

void CancelScope::bound()
{
    if (m_hasAsked)
        ask();
}

void CancelScope::ask()
{
    m_task->cancel(m_task->mustCancel() ? m_task->requests().message()
                                        : whyAsked()); // what others have said before reaches the coroutine
}

bool CancelScope::takeBack() noexcept
{
    if (!std::exchange(m_hasAsked, false))
        return false;
    if (m_task)
        m_task->uncancel();
    return true;
}

bool CancelScope::othersHaveAsked() const noexcept { return m_task && m_task->requests().count() > m_deliveredOnEntry; }

} // namespace QEager::detail
