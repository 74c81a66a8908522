// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <memory>
#include <QCoroTimer>

using namespace QCoro;

Task<int> one();
Their::Task<int> two();
std::vector<Task<>> three();
QTask<int> four();
