// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The example of asynkit's "Depth-First Execution", run with QEager: the order in which things happen says how a
    coroutine was started.
*/

#include <qeager/coro.h>

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Demo {

//! How caller() starts test().
enum class Order {
    Lazy,   //!< as a plain coroutine, which runs where it is awaited
    Posted, //!< QEager::post(): from the event loop
    Eager,  //!< QEager::eager(): at once, on the caller's stack
};

//! "lazy", "posted" or "eager".
QString name(Order order);

//! Runs all three at the same time: test() does 1, sleeps 0.2 s, does 2; caller() does a, starts test(), does b, sleeps
//! 0.1 s, does c, and awaits test(). Gives a line for each, such as "lazy:   a b c 1 2".
QEager::Coro<QStringList> runOrders();

//! The line that runOrders() gives for \a events.
QString orderLine(Order order, const QStringList &events);

} // namespace Demo
