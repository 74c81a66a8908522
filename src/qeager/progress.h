// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    setProgress(): lets a task say how far it has come.

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

//! How much has been done, and out of how much. The task chooses the unit.
struct Progress
{
    double value = 0;
    double maximum = 1;

    //! Returns a number from 0 to 1, whatever the members are. Returns 0 without a positive maximum.
    double fraction() const noexcept
    {
        if (!(maximum > 0) || !(value > 0)) // also if it is not a number
            return 0;
        return value < maximum ? value / maximum : 1;
    }
    friend bool operator==(const Progress &, const Progress &) = default;
};

/*! Sets the progress of the current task, which TaskHandle::progress() returns. It calls nothing: callbacks given to
    TaskHandle::onProgress() run from the ready queue.

    In the eager phase of a coroutine this makes its task, as currentTask() does. Outside any task, or once the task has
    ended, it does nothing. A coroutine that the task awaits sets the progress of this task; parts of a gather() are
    tasks of their own. Python has no counterpart.
*/
QEAGER_EXPORT void setProgress(double value, double maximum = 1);

} // namespace QEager
