// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once
#include <QCoroTask>

namespace Tree {
using QCoro::Task;
Task<int> one();
void inside()
{
    using QCoro::Task;
}
}
