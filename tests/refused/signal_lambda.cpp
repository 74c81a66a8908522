// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: this is a function object, a static or free function

#include <qeager/signal.h>

void wait(QObject *sender)
{
    static_cast<void>(QEager::signal(sender, [] {}));
}
