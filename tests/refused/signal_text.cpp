// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: or the text that SIGNAL() gives

#include <qeager/signal.h>

#include <QtCore/qobjectdefs.h>

void wait(QObject *sender) { static_cast<void>(QEager::signal(sender, SIGNAL(destroyed()))); }
