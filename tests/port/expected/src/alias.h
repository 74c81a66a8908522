// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once
#include <QCoroTask>
#include <qeager/valuetask.h>

namespace Tree {
template <typename T = void>
using Task = QEager::ValueTask<T>;
Task<int> one();
void inside()
{
    using QCoro::Task;
}
}
