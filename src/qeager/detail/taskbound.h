// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a coroutine enters and leaves again, and needs its task for: a timeout, a task group.
*/

#include <qeager/global.h>

namespace QEager::detail {

struct InlineStart;
class TaskStateBase;

/*! Lives in a frame of the coroutine that entered it; the inner of two is left first. As long as that has no task, its
    start knows of it, and tells it when there is one. */
class QEAGER_EXPORT TaskBound
{
public:
    Q_DISABLE_COPY_MOVE(TaskBound)
    //! For materialize(): the running coroutine has become \a task. Gives the next outer one.
    TaskBound *bind(TaskStateBase *task);
    //! The coroutine's task, made if there is none.
    TaskStateBase &task();

protected:
    //! Enters it in the coroutine that runs.
    TaskBound();
    ~TaskBound() { unbind(); }
    //! There is a task from here on; not called when there was one on entry.
    virtual void bound() {}
    //! No task will be told any more.
    void unbind() noexcept;

    TaskStateBase *m_task = nullptr; //!< null: none so far

private:
    InlineStart *m_start = nullptr; // while there is no task
    TaskBound *m_outer = nullptr; // the next in InlineStart::entered
};

} // namespace QEager::detail
