// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/taskextras.h>

#include <new>

namespace QEager::detail {

namespace {

constinit const CancelRequests s_none;
constinit const CancelRequests s_asked(1, 1);
constinit const CancelRequests s_told(1, 0);

} // namespace

ExtrasLink::~ExtrasLink() { delete get(); }

TaskExtras *ExtrasLink::get() const noexcept
{
    const bool isConstant = !m_requests || m_requests == &s_asked || m_requests == &s_told;
    return isConstant ? nullptr : const_cast<TaskExtras *>(static_cast<const TaskExtras *>(m_requests));
}

TaskExtras &ExtrasLink::keep(TaskExtras *made) noexcept
{
    if (m_requests)
        static_cast<CancelRequests &>(*made) = *m_requests;
    m_requests = made;
    return *made;
}

TaskExtras &ExtrasLink::make(TaskStateBase &task)
{
    TaskExtras *const there = get();
    return there ? *there : keep(new TaskExtras(task));
}

TaskExtras *ExtrasLink::tryMake(TaskStateBase &task) noexcept
{
    if (TaskExtras *const there = get())
        return there;
    auto *const made = new (std::nothrow) TaskExtras(task);
    return made ? &keep(made) : nullptr;
}

const CancelRequests &ExtrasLink::requests() const noexcept { return m_requests ? *m_requests : s_none; }

void ExtrasLink::add(TaskStateBase &task, const QString &message) noexcept
{
    if (TaskExtras *const extras = tryMake(task))
        extras->add(message);
    else
        m_requests = &s_asked;
}

void ExtrasLink::deliver() noexcept
{
    if (TaskExtras *const extras = get())
        extras->deliver();
    else if (m_requests)
        m_requests = &s_told;
}

int ExtrasLink::takeBack() noexcept
{
    if (TaskExtras *const extras = get())
        return extras->takeBack();
    m_requests = nullptr;
    return 0;
}

} // namespace QEager::detail
