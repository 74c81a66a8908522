// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A run of a program, written down: what happened where and when.
*/

#include "orders.h"

#include <qeager/coro.h>

#include <QtCore/qstring.h>

#include <array>
#include <vector>

namespace Demo {

struct Program;

inline constexpr std::array<Order, 3> allOrders{Order::Lazy, Order::Posted, Order::Eager};

struct RecordedEvent
{
    QString label;
    int line; //!< of the program's file
    qint64 time; //!< milliseconds since the run began
    quint64 turn; //!< of the event loop: equal for events with nothing but coroutines between them
};

using Recording = std::vector<RecordedEvent>;
using Recordings = std::array<Recording, 3>; //!< in the order of allOrders

//! Runs \a program, which must live until then, in all three orders at the same time, on the event loop of this thread.
QEager::Coro<Recordings> record(const Program *program);

//! The labels, with blanks between them.
QString labels(const Recording &recording);

} // namespace Demo
