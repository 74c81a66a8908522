// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: this is a function object, a static or free function

#include <qeager/signal.h>

struct Sender : QObject
{
    static void changed(int);
};

void wait(Sender *sender) { static_cast<void>(QEager::signal(sender, &Sender::changed)); }
