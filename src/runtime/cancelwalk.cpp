// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/taskstate.h>

#include <algorithm>
#include <functional>
#include <ranges>

namespace QEager::detail {

CancelWalk::~CancelWalk() = default;

void CancelWalk::add(const std::vector<Ref<TaskStateBase>> &tasks, const QString &message)
{
    for (const auto &task : std::views::reverse(tasks))
        m_next.emplace_back(task, message);
}

void CancelWalk::run()
{
    while (!m_next.empty()) {
        const auto next = std::move(m_next.back());
        m_next.pop_back();
        next.first->cancel(next.second, *this);
    }
}

void CancelWalk::ask(std::vector<std::pair<quint64, Ref<TaskStateBase>>> tasks, const QString &message)
{
    std::ranges::sort(tasks, std::ranges::greater(), [](const auto &task) { return task.first; });
    CancelWalk walk;
    for (auto &task : tasks)
        walk.m_next.emplace_back(std::move(task.second), message);
    walk.run();
}

} // namespace QEager::detail
