// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/port.h>
#include <qeager/detail/taskstate.h>

#include <new>

namespace QEager::detail {

// Of a handle that was dropped on another thread. When home has ended it is dropped where that is noticed.
class TaskHome::DropParcel final : public Parcel
{
public:
    explicit DropParcel(TaskHome *task) noexcept : m_task(task) {}
    void deliver() override { m_task->deref(); }
    void discard() noexcept override
    {
        if (m_task->m_refs.dropElsewhere())
            m_task->lastHasGone();
    }

private:
    TaskHome *m_task;
};

TaskHome::~TaskHome()
{
    if (m_port)
        m_port->letGo();
}

void TaskHome::settle(Port *port) noexcept
{
    m_port = port;
    m_port->hold();
}

void TaskHome::derefElsewhere() noexcept
{
    if (m_port) {
        if (auto *const parcel = new (std::nothrow) DropParcel(this))
            m_port->send(parcel);
        else
            m_refs.dropUnheard();
    } else if (m_refs.dropElsewhere()) { // nobody else has seen it so far
        lastHasGone();
    }
}

void TaskHome::lastHasGone() noexcept { static_cast<TaskStateBase *>(this)->die(); }

} // namespace QEager::detail
