// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/join.h>
#include <qeager/detail/runtime.h>

namespace QEager::detail {

JoinPart::JoinPart(Join &join, std::size_t index, Ref<TaskStateBase> part)
    : m_join(join), m_index(index), m_part(std::move(part))
{
    m_part->addListener(this);
}

void JoinPart::run() { m_join.ended(*this); }

void Join::add(std::size_t index, Ref<TaskStateBase> part)
{
    part->requireHome("Waiting for the end");
    m_parts.emplace_back(*this, index, std::move(part));
    ++m_running;
}

void Join::ended(JoinPart &part)
{
    const Ref<TaskStateBase> task = std::exchange(part.m_part, {});
    --m_running;
    m_ended.push_back(part.m_index);
    if (!m_failed && task->hasFailed())
        m_failed = task;
    if (m_awaiter && isOver(m_awaiter->m_until))
        std::exchange(m_awaiter, nullptr)->wake();
}

bool Join::isOver(Until until) const noexcept
{
    if (m_running == 0)
        return true;
    if (m_passedCancel)
        return false;
    return until == Until::Next ? m_taken < m_ended.size() : until == Until::Failure && m_failed;
}

std::optional<std::size_t> Join::takeEnded()
{
    return m_taken < m_ended.size() ? std::optional(m_ended[m_taken++]) : std::nullopt;
}

std::exception_ptr Join::takeError() { return m_failed ? m_failed->exception() : nullptr; }

void Join::cancel(const QString &message)
{
    CancelWalk walk;
    cancel(message, walk);
    walk.run();
}

void Join::cancel(const QString &message, CancelWalk &walk)
{
    m_passedCancel = true;
    std::vector<Ref<TaskStateBase>> parts;
    parts.reserve(m_running);
    for (const JoinPart &part : m_parts) {
        if (part.m_part)
            parts.push_back(part.m_part);
    }
    walk.add(parts, message);
}

bool isAskedToEnd() noexcept
{
    const Activation *const running = threadState().current;
    return running && running->task && running->task->mustCancel();
}

bool JoinAwaiter::cancelWait(const QString &message, CancelWalk &walk)
{
    m_join.cancel(message, walk);
    return false;
}

} // namespace QEager::detail
