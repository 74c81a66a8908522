// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A coroutine of QEager stays on its thread: QCoro::moveToThread() cannot move it
// refused: QEager::offload(function)
// refused: QEager::onThread(thread, function, arguments...)

#include <qeager/coro.h>
#include <qeager/qcoro.h>

#include <QCoroThread>

QEager::Coro<> work(QThread *thread) { co_await QCoro::moveToThread(thread); }
