// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/taskstate.h>
#include <qeager/latest.h>

namespace QEager::detail {

void LatestCore::noteIfPosted(TaskStateBase &newest)
{
    if (!newest.hasBegun())
        m_posted = TaskAccess::make(Ref<TaskStateBase>(&newest));
}

void LatestCore::cancel(const QString &message)
{
    if (LatestEntry *const entry = std::exchange(m_running, nullptr))
        entry->task().cancel(message);
    std::exchange(m_posted, {}).cancel(message);
}

LatestEntry::LatestEntry(Ref<LatestCore> core) noexcept : m_core(std::move(core))
{
    m_core->m_running = this;
    m_core->m_posted = {};
}

LatestEntry::~LatestEntry()
{
    if (m_core->m_running == this)
        m_core->m_running = nullptr;
}

} // namespace QEager::detail
