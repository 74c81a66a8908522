// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: What this function returns is no coroutine

#include <qeager/latest.h>

int number();
void start() { QEager::latest(&number); }
