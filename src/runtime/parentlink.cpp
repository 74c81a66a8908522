// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/parentlink.h>
#include <qeager/detail/taskstate.h>

namespace QEager::detail {

static_assert(alignof(TaskStateBase) >= 4 && alignof(InlineStart) >= 4); // two bits of a pointer are free

void ParentLink::adoptParent(Activation *starter)
{
    if (!starter)
        return;
    if (starter->task) {
        setParent(*starter->task);
        return;
    }
    InlineStart &start = inlineStart(*starter);
    TaskStateBase *const child = static_cast<TaskStateBase *>(this);
    m_link = start.children ? quintptr(start.children) | IsSibling : quintptr(&start) | IsStarter;
    start.children = child;
    child->ref();
}

void ParentLink::setParent(TaskStateBase &parent) noexcept
{
    m_link = quintptr(&parent);
    parent.ref();
}

void ParentLink::dropKnownParent() noexcept
{
    if (!hasKnownParent())
        return;
    TaskStateBase *const parent = knownParent();
    m_link = 0;
    parent->deref();
}

InlineStart &ParentLink::starter() const noexcept
{
    quintptr link = m_link;
    while (link & IsSibling)
        link = reinterpret_cast<const TaskStateBase *>(link & ~Tags)->m_link;
    return *reinterpret_cast<InlineStart *>(link & ~Tags);
}

void ParentLink::resolve(InlineStart &start, TaskStateBase *parent)
{
    while (TaskStateBase *const child = start.children) {
        const quintptr link = child->m_link;
        start.children = link & IsSibling ? reinterpret_cast<TaskStateBase *>(link & ~Tags) : nullptr;
        child->m_link = 0;
        if (parent)
            child->setParent(*parent);
        child->deref();
    }
}

} // namespace QEager::detail
