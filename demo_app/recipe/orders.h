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

#include <functional>

namespace Demo {

//! How caller() starts test().
enum class Order {
    Lazy,   //!< as a plain coroutine, which runs where it is awaited
    Posted, //!< QEager::post(): from the event loop
    Eager,  //!< QEager::eager(): at once, on the caller's stack
};

//! "lazy", "posted" or "eager".
QString name(Order order);

//! Called with the label of an event when it happens.
using Listener = std::function<void(const QString &event)>;

/*! Runs the example once: test() does 1, sleeps 0.2 s, does 2; caller() does a, starts test(), does b, sleeps 0.1 s,
    does c, and awaits test(). Both sleep \a slowdown times as long. Ends when both have. */
QEager::Coro<> runOrder(Order order, Listener listener, int slowdown = 1);

//! Runs all three at the same time. Gives a line for each, such as "lazy:   a b c 1 2".
QEager::Coro<QStringList> runOrders();

//! The line that runOrders() gives for \a events.
QString orderLine(Order order, const QStringList &events);

} // namespace Demo
