// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <memory>
#include <QCoroTimer>
#include <qeager/valuetask.h>

using namespace QCoro;

QEager::ValueTask<int> one();
Their::Task<int> two();
std::vector<QEager::ValueTask<>> three();
QTask<int> four();
