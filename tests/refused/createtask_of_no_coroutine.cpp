// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: What this function returns is no coroutine

#include <qeager/taskfactory.h>

int number();
void start() { QEager::createTask(&number); }
