// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: The result of a coroutine of QEager is a value, and T a plain type: instead of T & return a T * or a std::reference_wrapper<T>

#include <qeager/task.h>

void take(QEager::Task<int &> task) { task.cancel(); }
