// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/join.h>
#include <qeager/detail/runtime.h>

namespace QEager::detail {

JoinPart::JoinPart(Join &join, std::size_t index, Ref<TaskStateBase> part)
    : AskedTask(part.get()), m_join(join), m_index(index), m_part(std::move(part))
{
    m_part->addListener(this);
}

void JoinPart::run() { m_join.ended(*this); }

void Join::add(std::size_t index, Ref<TaskStateBase> part)
{
    part->requireHome("Waiting for the end");
    m_pending.add(&m_parts.emplace_back(*this, index, std::move(part)));
    ++m_running;
}

void Join::ended(JoinPart &part)
{
    const Ref<TaskStateBase> task = std::exchange(part.m_part, {});
    --m_running;
    part.AskedTask::unlink();
    m_ended.append(&part);
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
    return until == Until::Next ? !m_ended.isEmpty() : until == Until::Failure && m_failed;
}

std::optional<std::size_t> Join::takeEnded()
{
    const JoinPart *const part = m_ended.takeFirst();
    return part ? std::optional(part->m_index) : std::nullopt;
}

std::exception_ptr Join::takeError() { return m_failed ? m_failed->exception() : nullptr; }

void Join::cancel(const QString &message)
{
    m_passedCancel = true;
    m_pending.ask(message);
}

void Join::cancel(const QString &message, CancelWalk &walk)
{
    m_passedCancel = true;
    m_pending.ask(message, walk);
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
