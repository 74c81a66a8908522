// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting a QFuture in a coroutine of QEager.

    \code
    const int lines = co_await QtConcurrent::run(countLines, path);
    \endcode

    **If the future has finished**, this does not suspend. Otherwise the coroutine suspends until it has finished, on
    whatever thread. It is resumed on its own thread, in the turn of the event loop in which that becomes known, without
    another event.

    **The result** is a copy of the first result. If its type cannot be copied, the result is taken from the future. You
    get it even if the producer never reported that it had begun.

    **Errors**: you get the exception that the future holds. A future that was cancelled throws Cancelled, once its
    producer has finished it; so does a default-constructed one. InvalidState is thrown if the future finished without a
    result, or if somebody took the result during the wait. To Qt, a future whose result was taken earlier looks like
    one that has not begun; therefore it is waited for.

    **Cancelling** the awaiting task ends the wait at once, and cancels the future. Destroying the frame only ends the
    wait.

    In a QCoro::Task, QCoro itself awaits a QFuture.

    **The other way**: toFuture() of a Task, a ValueTask or a CoroStart returns its outcome as a QFuture. Include this
    header for that, too.
*/

#include <qeager/detail/future.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
