// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a report calls a thread, and what its chaos depends on. Not installed.
*/

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

namespace QEager::detail {

//! That which somebody gave the calling QThread; empty: nobody did. The one that Qt 6.11 gives the main thread is
//! nobody's: with it, a seed of chaos would mean another order, and a report another thread, than with any Qt before.
inline QString givenThreadName()
{
    const QString name = QThread::currentThread()->objectName();
    return name == QLatin1String("Qt mainThread") ? QString() : name;
}

//! That of the calling QThread, or "main" for the application's; empty: it has none.
inline QString currentThreadName()
{
    if (const QString name = givenThreadName(); !name.isEmpty())
        return name;
    const QCoreApplication *const application = QCoreApplication::instance();
    return application && application->thread() == QThread::currentThread() ? QStringLiteral("main") : QString();
}

} // namespace QEager::detail
