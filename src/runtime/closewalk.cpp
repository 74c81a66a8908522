// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/closewalk.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/waiter.h>

#include <utility>

namespace QEager::detail {

ClosedFirst::~ClosedFirst() = default; // here, because what is exported is compiled wherever the header is included

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
    Ref<TaskStateBase> current(&task);
    ClosedFirst *first = current->beginClosing();
    for (;;) {
        if (first) {
            first->m_closed = std::move(current);
            first->m_outer = std::exchange(m_waits, first);
        }
        if (!m_waits)
            return;
        current = m_waits->nextToClose();
        if (current) {
            first = current->beginClosing();
        } else {
            ClosedFirst *const done = std::exchange(m_waits, m_waits->m_outer);
            current = std::move(done->m_closed);
            first = current->goOnClosing(); // after which that one may be no more
        }
    }
}

} // namespace QEager::detail
