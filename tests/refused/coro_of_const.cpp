// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: The result of a coroutine of QEager is a value, and T a plain type: instead of const T return a T

#include <qeager/coro.h>

int number = 1;
QEager::Coro<const int> load() { co_return number; }
