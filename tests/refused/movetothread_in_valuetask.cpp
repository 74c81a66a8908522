// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A coroutine of QEager stays on its thread: QCoro::moveToThread() cannot move it

#include <QCoroThread>

#include <qeager/valuetask.h>
#include <qeager/qcoro.h>

QEager::ValueTask<int> work(QThread *thread)
{
    auto move = QCoro::moveToThread(thread);
    co_await move;
    co_return 1;
}
