// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What hears of the end of a task: a callback, a part of a join, a child in its group, a coroutine that awaits it.

    It stands in the list of that task, and its end takes it out. Its turn comes from the ready queue, as everybody's
    does; only a coroutine that alone awaits the task may go on in its place, see Waiter.
*/

#include <qeager/detail/runnable.h>

namespace QEager::detail {

class TaskStateBase;

//! The end of a task, as its listeners hear of it, one after the other.
struct TaskEnd
{
    bool handsOver; //!< whoever ends it can go on with a task
    bool hasRun; //!< its body has come to its end just now
    bool hasBeenAwaited = false; //!< by a task that heard of it before
    TaskStateBase *next = nullptr; //!< the task that goes on in this turn
};

class QEAGER_EXPORT Listener : public Runnable
{
public:
    //! What this listens to has ended, and this stands in its list no more. As it is, it waits for its turn in the
    //! ready queue.
    virtual void taskEnded(TaskEnd &end);

protected:
    Listener() = default;
    ~Listener() = default;
};

} // namespace QEager::detail
