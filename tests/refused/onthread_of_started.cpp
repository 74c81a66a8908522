// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: This coroutine has begun on this thread, and stays there

#include <qeager/onthread.h>

QEager::ValueTask<int> load();

QEager::Coro<> work(QThread *thread) { co_await QEager::onThread(thread, load()); }
