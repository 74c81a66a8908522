// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    configure(): switches things on from outside, by one line of text, without touching the source of an application.

    \code
    QEAGER='factory=eager;trace=/tmp/trace.json' ./application   # one that uses QEager
    QT_QPA_GENERIC_PLUGINS='qeager:latency=/tmp/latency.json' ./application   # any Qt GUI application
    \endcode

    `QEager::configure(QStringLiteral("factory=eager"))` does the same in code. Nothing is on unless you ask for it.
*/

#include <qeager/global.h>

#include <QtCore/qstring.h>

namespace QEager {

/*! Applies the settings in \a specification, in their order. They have the form `key=value` and are separated by `;`.
    Spaces around them do not matter.

    - `factory=eager` or `factory=posted` sets the task factory, see setTaskFactory(). `posted` is the default.
    - `depth=N` sets StartPolicy::maxDepth, from 0 on.
    - `budget=MS` sets StartPolicy::turnBudget in milliseconds, from 0 (none) to a day. Decimals are allowed.
    - `drain=MS` sets StartPolicy::drainBudget in the same way; 1 is the default.
    - `latency=FILE` watches the application's thread with a LoopMonitor, and writes its report to FILE as JSON.
    - `trace=FILE` records all threads with a TraceRecorder, and writes the trace to FILE as Chrome trace JSON.
    - `chaos=SEED` disturbs the order, see <qeager/chaos.h>. SEED is a whole number from 0 on, or `off`, the default.

    `factory`, `depth`, `budget` and `drain` apply to the calling thread, and to threads that use QEager for the first
    time from now on. `chaos` applies to all threads; those that run already have it from their next event on. Each
    thread takes decisions of its own, which follow from the seed and from the name of its QThread. For threads without
    a name, they follow from the order in which these were first disturbed.

    A FILE without a full path is relative to the current working directory. `%p` in it stands for the process id, for a
    setting that child processes inherit. The file is written when the application is about to quit, and once more,
    complete, in the destructor of QCoreApplication, after all tasks have been closed. If there is no application yet,
    watching and recording begin with it. Asking again only changes the file. If a file cannot be written, there is a
    warning, and the application goes on.

    The constructor of QCoreApplication reads the environment variable `QEAGER`, in an application that is linked with
    QEager. If QEager is loaded later, it reads the variable then. A process that has more rights than its user (setuid,
    setgid, or capabilities of its file) ignores the variable and the plugin's settings, and a warning says so.

    You may call this on any thread. On another one than the application's, this posts an event, with which recording
    begins in the application's thread. One line of information in the category `qeager` names what was switched on.
    \return whether everything was understood. A warning names each setting that was not; the others are applied.
*/
QEAGER_EXPORT bool configure(const QString &specification);

} // namespace QEager
