// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: This coroutine can only be moved, and is given as an lvalue

#include <qeager/onthread.h>

QEager::Coro<> work(QThread *thread, QEager::Coro<> load) { co_await QEager::onThread(thread, load); }
