// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/closewalk.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/waiter.h>

#include <utility>

namespace QEager::detail {

bool ClosedFirst::canWait() noexcept
{
    const Activation *const running = threadState().current;
    return running && running->task && running->task->isClosedByWalk();
}

void ClosedFirst::suspend(std::coroutine_handle<> frame, const char *what, const std::source_location &place)
{
    const ThreadState &state = threadState();
    TaskStateBase &task = *state.current->task;
    task.suspendAt(frame);
    task.closeFirst(*this);
    if (state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::suspends, task, Awaited{what}, place);
}

void CloseWalk::close(TaskStateBase &task)
{
    begin(Ref<TaskStateBase>(&task));
    while (!m_steps.empty()) {
        Step &last = m_steps.back();
        if (!last.first)
            m_steps.pop_back();
        else if (Ref<TaskStateBase> next = last.first->nextToClose())
            begin(std::move(next));
        else
            last.first = last.task->goOnClosing();
    }
}

void CloseWalk::begin(Ref<TaskStateBase> task)
{
    m_steps.push_back({std::move(task), nullptr}); // before anything happens: there may be no memory
    m_steps.back().first = m_steps.back().task->beginClosing();
}

} // namespace QEager::detail
