// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting a QFuture in a coroutine of QEager.

    \code
    const int lines = co_await QtConcurrent::run(countLines, path);
    \endcode

    **Finished already**: does not suspend. Otherwise it suspends until the future has finished, whichever thread
    finishes it, and is resumed on its own thread, in the loop turn in which that becomes known, without another event.

    **Result**: a copy of the first result; of a type that can not be copied, the result itself (taken from the future).
    It is there also when the producer never reported that it had begun.

    **Errors**: what the future holds; Cancelled for one that was cancelled (when its producer has finished it) or
    is default-constructed; InvalidState for one that finished without a result, or whose result somebody took during
    the wait. One whose result was taken before looks to Qt like one that has not begun, and is waited for.

    **Cancellation** of the awaiting task ends the wait at once and cancels the future. Destroying the frame only
    ends the wait.

    Inside a QCoro::Task, QCoro awaits a QFuture itself.

    **The other way**: toFuture() of a Task, a ValueTask or a CoroStart gives its outcome as a QFuture. It needs this
    header, too.
*/

#include <qeager/detail/future.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
