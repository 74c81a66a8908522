// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/activation.h>
#include <qeager/detail/taskbound.h>

namespace QEager::detail {

TaskBound::TaskBound()
{
    Activation &running = *threadState().current; // in a coroutine of ours there is one
    m_task = running.task;
    if (!m_task) {
        m_start = &inlineStart(running);
        m_outer = std::exchange(m_start->entered, this);
    }
}

// The last one that throws is heard.
static void bindAll(TaskBound *first, TaskStateBase *task)
{
    for (TaskBound *entry = first; entry;)
        entry = entry->bind(task);
}

TaskBound *TaskBound::bind(TaskStateBase *task)
{
    m_task = task;
    m_start = nullptr;
    TaskBound *const next = std::exchange(m_outer, nullptr);
    try {
        bound();
    } catch (...) { // without memory; the others are bound all the same
        const std::exception_ptr error = std::current_exception();
        bindAll(next, task);
        std::rethrow_exception(error);
    }
    return next;
}

void TaskBound::unbind() noexcept
{
    if (m_start)
        std::exchange(m_start, nullptr)->entered = m_outer; // inner ones have left before
}

TaskStateBase &TaskBound::task() { return m_task ? *m_task : materialize(*m_start); }

} // namespace QEager::detail
