// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>
#include <qeager/part.h>

void QEager::detail::throwPartElsewhere()
{
    throw InvalidState(
        QStringLiteral("A part() runs on the thread that awaits it: to run something on another thread, give "
                       "onThread(thread, function, arguments…)."));
}
