// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Closing a task, and those that are to end before it goes on: depth first, without recursion, and without memory.
*/

#include <qeager/detail/ref.h>
#include <qeager/global.h>

#include <coroutine>
#include <source_location>

namespace QEager::detail {

class CloseWalk;
class TaskStateBase;

//! What a task that is being closed waits for: others are closed, one after the other, before it goes on.
class QEAGER_EXPORT ClosedFirst
{
public:
    //! The next one to be closed; null when none is left.
    virtual Ref<TaskStateBase> nextToClose() = 0;

protected:
    ClosedFirst() = default;
    virtual ~ClosedFirst();
    Q_DISABLE_COPY_MOVE(ClosedFirst)

    //! A CloseWalk resumed the running task, and will again. If not, whoever ends others first closes them itself.
    static bool canWait() noexcept;
    //! Suspends the running task at \a frame, until all have been closed.
    void suspend(std::coroutine_handle<> frame, const char *what, const std::source_location &place);

private:
    friend CloseWalk;
    Ref<TaskStateBase> m_closed; // which waits
    ClosedFirst *m_outer = nullptr; // what the next one waits for, which this one ends before
};

/*! One task that is closed there and then. Lives on the stack of whoever closes it: user code that closes something
    else meanwhile has a walk of its own, which is over when it goes on. */
class CloseWalk
{
public:
    CloseWalk() = default;
    Q_DISABLE_COPY_MOVE(CloseWalk)

    void close(TaskStateBase &task);

private:
    ClosedFirst *m_waits = nullptr; // the innermost
};

} // namespace QEager::detail
