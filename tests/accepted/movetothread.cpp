// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A QCoro::Task may go to another thread, and be awaited by a coroutine of ours, which does not; and what is given to onThread().

#include <qeager/onthread.h>

#include <QCoroThread>

using namespace QEager;

QCoro::Task<int> foreign(QThread *thread)
{
    co_await QCoro::moveToThread(thread);
    co_return co_await onThread(thread, [] { return 1; });
}

Coro<QString> load(QString path, int)
{
    co_return path;
}

struct Page : QObject
{
    Coro<int> size() const;
    int count(int);
};

Coro<int> ours(QThread *thread, Page *page)
{
    co_await foreign(thread);
    co_await onThread(thread, foreign, thread);
    co_await onThread(thread, load, QStringLiteral("path"), 1);
    co_await onThread(thread, load(QStringLiteral("path"), 1));
    co_await onThread(thread, &Page::count, page, 1);
    auto size = onThread(thread, &Page::size, page);
    co_return co_await std::move(size);
}
