// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The commands that print. Each ends with the exit status.
*/

#include <qeager/coro.h>

#include <QtCore/qstring.h>

#include <optional>

namespace Demo {

//! A sentence that says what to do when \a directory, given with \a option, can not be used; empty if it can.
QString directoryError(const QString &option, const QString &directory);

//! --orders
QEager::Coro<int> printOrders();

/*! --images: loads the pictures under \a directory twice, and prints a line a pass; without one, those of the system,
   or drawn ones. A file that gives no picture is named on stderr, in the first pass, and changes nothing else: the
   cache knows about it in the second. Status 2 if \a directory is none. */
QEager::Coro<int> printImages(std::optional<QString> directory);

/*! Runs \a command in the event loop of the application, which must exist, until it has ended.
    \return its status; 1 if it threw, with the reason on stderr. */
int runCommand(QEager::Coro<int> command);

} // namespace Demo
