// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A QCoro::Task may go to another thread, and be awaited by a coroutine of ours, which does not.

#include <qeager/onthread.h>

#include <QCoroThread>

QCoro::Task<int> foreign(QThread *thread)
{
    co_await QCoro::moveToThread(thread);
    co_return 1;
}

QEager::ValueTask<int> ours(QThread *thread)
{
    co_await foreign(thread);
    co_return co_await QEager::onThread(thread, foreign, thread);
}
