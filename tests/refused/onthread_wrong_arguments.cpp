// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: This is no function, or cannot be called with copies of these arguments

#include <qeager/onthread.h>

QEager::Coro<> load(QString path);

QEager::Coro<> work(QThread *thread) { co_await QEager::onThread(thread, load, 42, 43); }
