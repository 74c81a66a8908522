// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: cannot be called with copies of these arguments

#include <qeager/eager.h>

QEager::Coro<> load(int key);
void start() { QEager::eager(load, "key"); }
