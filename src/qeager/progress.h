// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How far a task has come, as it says itself.

    \code
    QEager::ValueTask<> import(QStringList files)
    {
        for (qsizetype i = 0; i < files.size(); ++i) {
            co_await read(files[i]);
            QEager::setProgress(i + 1, files.size());
        }
    }
    auto task = import(files).task();
    task.onProgress(bar, [bar](QEager::Progress now) { bar->setValue(qRound(100 * now.fraction())); });
    \endcode
*/

#include <qeager/global.h>

namespace QEager {

//! So much done of so much, in units of the task's own choice.
struct Progress
{
    double value = 0;
    double maximum = 1;

    //! From 0 to 1, whatever the numbers are; 0 without a positive maximum.
    double fraction() const noexcept
    {
        if (!(maximum > 0) || !(value > 0)) // not a number, too
            return 0;
        return value < maximum ? value / maximum : 1;
    }
    friend bool operator==(const Progress &, const Progress &) = default;
};

/*! Sets the progress of the current task, which TaskHandle::progress() gives. Calls nothing: TaskHandle::onProgress()
    is told from the ready queue.

    In its eager phase it makes the task, as currentTask() does. Outside any task, or once the task has ended, nothing
    happens. A coroutine awaited in the task counts as the task; parts of a gather() are tasks of their own. Python has
    no counterpart. */
QEAGER_EXPORT void setProgress(double value, double maximum = 1);

} // namespace QEager
