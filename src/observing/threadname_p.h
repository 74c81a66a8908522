// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a report calls a thread. Not installed.
*/

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

namespace QEager::detail {

//! That of the calling QThread, or "main" for the application's; empty: it has none.
inline QString currentThreadName()
{
    const QThread *const thread = QThread::currentThread();
    if (const QString name = thread->objectName(); !name.isEmpty())
        return name;
    const QCoreApplication *const application = QCoreApplication::instance();
    return application && application->thread() == thread ? QStringLiteral("main") : QString();
}

} // namespace QEager::detail
