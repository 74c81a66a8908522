// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/taskstate.h>

namespace QEager::detail {

// Mostly the latest comes last; but a task that starts others inline comes behind those that wait before it does.
void AskedTasks::add(AskedTask *task) noexcept
{
    AskedTask *previous = m_tasks.last();
    while (previous && previous->place > task->place)
        previous = m_tasks.before(previous);
    m_tasks.insertAfter(previous, task);
}

void AskedTasks::ask(const QString &message)
{
    CancelWalk walk;
    ask(message, walk);
    walk.run();
}

void AskedTasks::ask(const QString &message, CancelWalk &walk) noexcept
{
    while (AskedTask *const task = m_left.takeFirst())
        add(task);
    m_left.takeAll(m_tasks);
    m_message = message;
    unlink(); // from the walk of an earlier request
    walk.m_next.prepend(this);
}

void CancelWalk::run()
{
    while (AskedTasks *const all = m_next.first()) {
        AskedTask *const next = all->m_left.takeFirst();
        if (!next) {
            all->unlink();
            continue;
        }
        all->add(next);
        const Ref<TaskStateBase> task(next->task);
        const QString message = all->m_message; // all of them may go meanwhile
        task->cancel(message, *this);
    }
}

} // namespace QEager::detail
