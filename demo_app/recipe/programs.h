// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The programs of the ordering page.
*/

#include "log.h"
#include "orders.h"

#include <qeager/coro.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace Demo {

/*! One of them. Its coroutines tell \c log what they do: caller() in letters, what it starts in digits. They are shown
    as they stand in their file, and the comments behind the calls of \c log say in words what happened. */
struct Program
{
    QString name; //!< of its file programs/<name>.cpp
    QString title;
    QString summary;
    //! Gives the coroutine that runs it once.
    QEager::Coro<> (*run)(Order order, Log log);
};

const QList<Program> &programs();

/*! How far down what tells \a label was started: 0 for caller(), and for "0a", the root of the recursion; 1 for what
    caller() starts ("1", "1x") and for "0:1a"; 2 for "0:1:0a". */
int depthOf(const QString &label);

// Each is in the file of its name.
QEager::Coro<> runExample(Order order, Log log);
QEager::Coro<> runRecursion(Order order, Log log);
QEager::Coro<> runCache(Order order, Log log);
QEager::Coro<> runGather(Order order, Log log);
QEager::Coro<> runTimeout(Order order, Log log);
QEager::Coro<> runCancellation(Order order, Log log);

} // namespace Demo
