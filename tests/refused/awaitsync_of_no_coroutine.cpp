// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: What this function returns is no coroutine

#include <qeager/awaitsync.h>

int number();
void start() { QEager::awaitSync(&number); }
