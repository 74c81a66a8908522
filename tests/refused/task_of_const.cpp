// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: The result of a coroutine of QEager is a value, and T a plain type: instead of const T return a T

#include <qeager/task.h>

void take(QEager::Task<const int> task) { task.cancel(); }
