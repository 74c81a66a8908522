// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Asking tasks to end that await each other: depth first, in the order of starting, without recursion, and without
    memory.
*/

#include <qeager/detail/list.h>
#include <qeager/global.h>

#include <QtCore/qstring.h>

namespace QEager::detail {

class CancelWalk;
class TaskStateBase;
struct AskedTag;
struct WalkTag;

//! One of several tasks that are asked together. Whoever derives from it keeps the task.
class AskedTask : public ListNode<AskedTag>
{
public:
    //! \a place: in the order of starting.
    explicit AskedTask(TaskStateBase *itsTask, quint64 itsPlace = 0) noexcept : task(itsTask), place(itsPlace) {}

    TaskStateBase *const task;
    quint64 place;
};

/*! Several tasks that are asked to end together: the parts of a Join, the children of a group, the tasks of a scope.
    Each of them leaves by itself when it has ended. This may go at any time. */
class QEAGER_EXPORT AskedTasks : public ListNode<WalkTag>
{
public:
    AskedTasks() = default;
    Q_DISABLE_COPY_MOVE(AskedTasks)

    void add(AskedTask *task) noexcept;
    //! Asks those that are in it now, each with what it awaits.
    void ask(const QString &message);
    //! They come next in \a walk, before what was to come next so far. Those of an earlier request whose turn has not
    //! come are asked once for both.
    void ask(const QString &message, CancelWalk &walk) noexcept;

private:
    friend CancelWalk;
    List<AskedTask, AskedTag> m_tasks; // by their places; but for
    List<AskedTask, AskedTag> m_left; // those that are still to be asked, in the same order
    QString m_message;
};

/*! What is still to be asked while one request is passed on. Lives on the stack of whoever makes that: user code that
    is called meanwhile and makes a request of its own has a walk of its own, which is over when it goes on. */
class QEAGER_EXPORT CancelWalk
{
public:
    CancelWalk() = default;
    Q_DISABLE_COPY_MOVE(CancelWalk)

    //! Asks one after the other, each with what it awaits.
    void run();

private:
    friend AskedTasks;
    List<AskedTasks, WalkTag> m_next;
};

} // namespace QEager::detail
