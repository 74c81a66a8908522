// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qeager.h>
#include <QCoroTask>

QEager::ValueTask<> ported();
QCoro::Task<> added();
