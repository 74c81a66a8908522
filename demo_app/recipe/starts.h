// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Four ways to ask for a value that is known already, and how long it takes until it is in one's hands.
*/

#include <qeager/taskscope.h>

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <array>
#include <chrono>
#include <functional>

namespace Demo {

enum class Way {
    Eager, //!< QEager::eager(), and its result
    QCoroTask, //!< calling a QCoro::Task coroutine, and its then(): its result can not be read
    Future, //!< a ready QFuture, and its result
    Posted, //!< QEager::post(), and its then()
};
inline constexpr std::array<Way, 4> allWays{Way::Eager, Way::QCoroTask, Way::Future, Way::Posted};

QString name(Way way);

//! Called with how long it took.
using TimeListener = std::function<void(std::chrono::nanoseconds time)>;

/*! Asks once, and calls \a done with the time from then until the value was in the hands of whoever asked: before this
    returns, or, with a task in \a scope, from the event loop; then not when \a context has gone. */
void measureStart(Way way, QObject *context, QEager::TaskScope *scope, TimeListener done);

/*! Starts \a count coroutines eagerly in \a scope, each of which computes for a tenth of a millisecond. As many of them
    run inside this call as the start policy of the thread allows. */
void startWork(int count, QEager::TaskScope *scope);

} // namespace Demo
