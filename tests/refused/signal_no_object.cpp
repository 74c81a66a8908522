// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: signal() takes a QObject and a signal of its class

#include <qeager/signal.h>

struct Sender
{
    void changed();
};

void wait(Sender *sender) { static_cast<void>(QEager::signal(sender, &Sender::changed)); }
