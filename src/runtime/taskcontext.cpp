// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/taskcontext.h>

namespace QEager::detail {

ContextSlot &TaskContext::contextElsewhere() noexcept
{
    if (m_kind == Kind::Box)
        return m_box->slot;
    if (m_kind == Kind::Lent)
        return m_own;
    return m_sharedWith ? m_sharedWith->context() : *threadState().context;
}

void TaskContext::leaveContext() noexcept
{
    // The destructors of its values are the user's: they find it left already.
    ContextSlot own;
    ContextBox *const box = m_kind == Kind::Box ? m_box : nullptr;
    if (hasOwn()) {
        own = std::move(m_own);
        std::destroy_at(&m_own);
    }
    m_kind = Kind::Shared;
    m_sharedWith = nullptr;
    if (box)
        box->deref();
}

void TaskContext::runIn(ContextBox *box) noexcept
{
    box->ref();
    leaveContext();
    m_box = box;
    m_kind = Kind::Box;
}

void TaskContext::shareContext() noexcept { leaveContext(); }

void TaskContext::lendContext() noexcept
{
    if (m_kind != Kind::Shared)
        return;
    unshareContext();
    m_kind = Kind::Lent;
}

void TaskContext::shareContextOf(TaskContext &task) noexcept
{
    leaveContext();
    m_sharedWith = &task;
}

void TaskContext::unshareContext() noexcept
{
    if (m_kind == Kind::Shared)
        std::construct_at(&m_own, m_sharedWith ? m_sharedWith->context() : currentContext());
    if (sharesContext())
        m_kind = Kind::Own;
}

} // namespace QEager::detail
