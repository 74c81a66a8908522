// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>
#include <qeager/part.h>

void QEager::detail::throwPartElsewhere()
{
    throw InvalidState(
        QStringLiteral("A part() runs on the thread that awaits it: what is to run on another thread is given as "
                       "onThread(thread, function, arguments…)."));
}
