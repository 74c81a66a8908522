// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Asking tasks to end that await each other: depth first, in the order of starting, and without recursion.
*/

#include <qeager/detail/ref.h>
#include <qeager/global.h>

#include <QtCore/qstring.h>

#include <utility>
#include <vector>

namespace QEager::detail {

class TaskStateBase;

/*! What is still to be asked while one request is passed on. Lives on the stack of whoever makes that: user code that
    is called meanwhile and makes a request of its own has a walk of its own, which is over when it goes on. */
class QEAGER_EXPORT CancelWalk
{
public:
    CancelWalk() = default;
    Q_DISABLE_COPY_MOVE(CancelWalk)
    ~CancelWalk();

    //! These come next, in this order, before what was to come next so far.
    void add(const std::vector<Ref<TaskStateBase>> &tasks, const QString &message);
    //! Asks one after the other, each with what it awaits.
    void run();

    //! The whole of it: asks \a tasks, by their place in the order of starting.
    static void ask(std::vector<std::pair<quint64, Ref<TaskStateBase>>> tasks, const QString &message);

private:
    std::vector<std::pair<Ref<TaskStateBase>, QString>> m_next; // the last one first
};

} // namespace QEager::detail
