// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: GCC 12 destroys what a lambda captures, or an aggregate holds, twice
// only: GNU 12

#include <qeager/onthread.h>

QEager::Coro<> body(QThread *thread, QString name)
{
    co_await QEager::onThread(thread, [name] { return name.size(); });
}
