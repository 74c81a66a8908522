// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QCoroTask>

using namespace QCoro;
class Task;
Task<int> one();
