// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>
#include <qeager/part.h>

void QEager::detail::throwPartElsewhere()
{
    throw InvalidState(
        QStringLiteral("A part() runs on the thread that awaits it: for one on another thread, await the QFuture "
                       "of post(…, options).toFuture()."));
}
