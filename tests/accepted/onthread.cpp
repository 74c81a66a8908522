// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the documentation of onThread() shows, and what else it takes.

#include <qeager/onthread.h>
#include <qeager/timeout.h>

using namespace QEager;
using namespace std::chrono_literals;

struct Rows
{
};
struct Table
{
    void setRows(const Rows &rows);
};

Coro<Rows> query(QString text);
QCoro::Task<int> legacy(QString text);

ValueTask<> show(QThread &databaseThread, Table *table, QString text)
{
    const Rows rows = co_await withTimeout(5s, onThread(&databaseThread, query, text));
    table->setRows(rows);
}

struct Page : QObject
{
    Coro<int> size() const;
    int count(int);
};

Coro<int> others(QThread *thread, Page *page)
{
    co_await onThread(thread, query(QStringLiteral("text")));
    co_await onThread(thread, legacy, QStringLiteral("text"));
    co_await onThread(thread, &Page::count, page, 1);
    co_await onThread(thread, [](int n) { return n; }, 1);
    auto size = onThread(thread, &Page::size, page);
    co_return co_await std::move(size);
}
