// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: returns void, and so is no coroutine: let it return QEager::Coro<>

#include <qeager/awaitsync.h>

void start()
{
    QEager::awaitSync([] { qDebug("no coroutine"); });
}
