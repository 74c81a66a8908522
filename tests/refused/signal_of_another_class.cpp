// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: signal of its class or of a base class: this is a signal of another class

#include <qeager/signal.h>

#include <QtCore/qtimer.h>

void wait(QObject *sender) { static_cast<void>(QEager::signal(sender, &QTimer::timeout)); }
