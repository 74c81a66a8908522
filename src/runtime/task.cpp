// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/task.h>

namespace QEager {

using namespace detail;

TaskStateBase &TaskHandle::state(const char *operation) const
{
    if (!m_state)
        throwNullHandle(operation);
    return *m_state;
}

std::exception_ptr TaskHandle::exception() const { return state("exception()").exception(); }

int TaskHandle::uncancel() const
{
    if (!m_state)
        return 0;
    m_state->requireHome("uncancel()");
    return m_state->uncancel();
}

TaskHandle TaskHandle::parent() const { return m_state ? TaskHandle(m_state->parent()) : TaskHandle(); }

TaskHandle currentTask()
{
    Activation *const running = threadState().current;
    return running ? TaskAccess::make(Ref<TaskStateBase>(&materialize(*running))) : TaskHandle();
}

QList<TaskHandle> allTasks()
{
    QList<TaskHandle> handles;
    for (auto &task : Runtime::current().tasks())
        handles.append(TaskAccess::make(std::move(task)));
    return handles;
}

} // namespace QEager
