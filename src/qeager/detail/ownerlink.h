// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How a task hears that the object which it ends with has died, on whichever thread that is.
*/

#include <qeager/global.h>

#include <QtCore/qobject.h>

#include <memory>

namespace QEager::detail {

class TaskStateBase;

/*! The connection of one task with one object. It belongs to the task, and the object has a share of what it needs to
    tell, so either may go first, at the same moment on two threads as well.

    What is shared knows the task on the home thread only. Any other thread knows that thread's Port, and sends word
    there. So nobody but home ever touches the task, which stops listening by forgetting itself.
*/
class QEAGER_EXPORT OwnerLink
{
public:
    OwnerLink() noexcept = default;
    Q_DISABLE_COPY_MOVE(OwnerLink)
    ~OwnerLink() { cut(); }

    //! \a task, which has its thread, ends with \a object, which lives. On the home thread, or before the task is sent
    //! there.
    void connect(QObject *object, TaskStateBase &task);
    //! The task, which was sent there, is on its home thread: a death that came before ends it now.
    void arrive(TaskStateBase &task);
    //! The task has ended, or ends with somebody else.
    void cut() noexcept;
    bool isTo(const QObject *object) const noexcept { return object == m_object && m_connection; }

private:
    struct Shared;

    std::shared_ptr<Shared> m_shared;
    QMetaObject::Connection m_connection;
    const QObject *m_object = nullptr; // as long as that is connected
};

} // namespace QEager::detail
