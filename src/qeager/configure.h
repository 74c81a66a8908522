// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Switching things on from outside: by one line of text, without touching the source of an application.

    \code
    QEAGER='factory=eager;trace=/tmp/trace.json' ./application   # one that uses QEager
    QT_QPA_GENERIC_PLUGINS='qeager:latency=/tmp/latency.json' ./application   # any Qt GUI application
    \endcode

    or, the same, `QEager::configure(QStringLiteral("factory=eager"))`. Nothing is on unless it is asked for.
*/

#include <qeager/global.h>

#include <QtCore/qstring.h>

namespace QEager {

/*! Applies \a specification: settings of the form `key=value`, separated by `;`, in their order. Spaces around them do
    not matter.

    - `factory=eager` or `factory=posted`: the task factory, see setTaskFactory(). `posted` is the default, and the way
      back.
    - `depth=N`: StartPolicy::maxDepth, from 0 on.
    - `budget=MS`: StartPolicy::turnBudget, milliseconds, with a decimal point if need be; 0 for none.
    - `drain=MS`: StartPolicy::drainBudget, the same; 1 is the default.
    - `latency=FILE`: a LoopMonitor for the application's thread, whose report is written to FILE as JSON.
    - `trace=FILE`: a TraceRecorder for all threads, which is written to FILE as Chrome trace JSON.
    - `chaos=SEED`, a whole number from 0 on: disturbs the order, see <qeager/chaos.h>; `off` is the default, and the
      way back.

    `factory`, `depth`, `budget` and `drain` are the calling thread's, and those of threads that use QEager for the
    first time from now on. `chaos` is for all threads: those that run already have it from their next event on. Each
    has decisions of its own, which the seed, and its QThread's name, give; threads without a name, the order in which
    they were first disturbed.

    FILE is relative to the working directory of now; `%p` in it is the process id, for a setting that child processes
    inherit. It is written when the application is about to quit, and once more, with the rest, in the destructor of
    QCoreApplication, when all tasks have been closed. Asked for before there is an application, watching and recording
    begin with that; asked for again, only the file is another. One that can not be written is a warning then, and the
    application goes on.

    The environment variable `QEAGER` is read in the constructor of QCoreApplication, in an application that is linked
    with QEager; one that loads it later has it read then.

    Any thread; elsewhere than in the application's, what is recorded begins there with an event that this posts. What
    is switched on is named in one line of the category `qeager`, as information.
    \return whether all of it was understood. What was not is named in a warning each and ignored; the rest is applied.
*/
QEAGER_EXPORT bool configure(const QString &specification);

} // namespace QEager
