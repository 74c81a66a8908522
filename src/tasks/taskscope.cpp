// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/taskscope.h>

#include <QtCore/qscopeguard.h>

#include <utility>

namespace QEager {

using namespace detail;

PromiseOwner detail::makeOwner(const QObject *object, TaskScope *scope)
{
    return PromiseOwner(new NaturalOwner(object, scope ? scope->m_state.get() : nullptr));
}

TaskScope::TaskScope() : m_state(Ref<ScopeState>::adopt(new ScopeState)) {}

TaskScope::~TaskScope()
{
    m_state->closed = true;
    close();
    if (m_state->link)
        *m_state->link = nullptr;
}

void TaskScope::add(const TaskHandle &task)
{
    TaskStateBase &state = TaskAccess::state(task, "TaskScope::add()");
    state.requireHome("TaskScope::add()");
    state.owner().joinScope(m_state.get());
}

void TaskScope::cancel(const QString &message) { m_state->asked.ask(message); }

void TaskScope::close()
{
    const Ref<ScopeState> state(m_state); // a task may destroy this
    const bool isInside = std::exchange(state->closing, true);
    const auto done = qScopeGuard([&] { state->closing = isInside; });
    while (ScopeMember *const member = state->members.first()) {
        member->leave();
        member->task->close();
    }
}

qsizetype TaskScope::size() const noexcept
{
    qsizetype size = 0;
    for (ScopeMember *member = m_state->members.first(); member; member = m_state->members.after(member))
        ++size;
    return size;
}

} // namespace QEager
