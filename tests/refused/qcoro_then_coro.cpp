// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A callback for QCoro's then() must not return a QEager::Coro

#include <qeager/valuetask.h>

void goOn(QCoro::Task<int> &task)
{
    task.then([](int value) -> QEager::Coro<int> { co_return value; });
}
