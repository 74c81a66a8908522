// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What hardly any task has, and where a task keeps it.
*/

#include <qeager/detail/cancelrequests.h>
#include <qeager/detail/closewalk.h>
#include <qeager/detail/progress.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/taskowner.h>

#include <QtCore/qstring.h>

#include <exception>

namespace QEager::detail {

class TaskStateBase;

//! On the heap.
struct TaskExtras : CancelRequests
{
    explicit TaskExtras(TaskStateBase &task) noexcept : owner(task) {}

    QString name;
    std::exception_ptr injected; // to be thrown where it is suspended
    ClosedFirst *closedFirst = nullptr; // what it waits for while it is being closed
    bool isClosedByWalk = false;
    TaskOwner owner;
    Ref<ProgressState> progress;
};

/*! The extras of a task, if it has any. That it was asked to end is known without memory for them, too: then one of two
    constants stands here, a request without a message, which the task has been told of, or not. Further ones made
    without memory count as the same. */
class QEAGER_EXPORT ExtrasLink
{
public:
    ExtrasLink() = default;
    Q_DISABLE_COPY_MOVE(ExtrasLink)
    ~ExtrasLink();

    //! There may be something.
    explicit operator bool() const noexcept { return m_requests; }
    //! Null: there are none.
    TaskExtras *get() const noexcept;
    //! Those of \a task, made now if there are none.
    TaskExtras &make(TaskStateBase &task);
    //! The same; null: there is no memory.
    TaskExtras *tryMake(TaskStateBase &task) noexcept;

    const CancelRequests &requests() const noexcept;
    bool isPending() const noexcept { return m_requests && m_requests->isPending(); }
    void add(TaskStateBase &task, const QString &message) noexcept;
    void deliver() noexcept;
    int takeBack() noexcept;

private:
    TaskExtras &keep(TaskExtras *made) noexcept;
    const CancelRequests *m_requests = nullptr; // of the extras, as a rule
};

} // namespace QEager::detail
