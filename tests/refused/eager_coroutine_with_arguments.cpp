// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: takes no arguments: give the function that makes it

#include <qeager/eager.h>

QEager::Coro<> load();
void start() { QEager::eager(load(), 1); }
