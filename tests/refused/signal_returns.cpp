// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: a signal returns nothing: this is another member function

#include <qeager/signal.h>

void wait(QObject *sender) { static_cast<void>(QEager::signal(sender, &QObject::isWidgetType)); }
