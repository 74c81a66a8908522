// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Slots that start a coroutine, and a function that returns one to whoever calls it.

#include <qeager/latest.h>

#include <QtCore/qtimer.h>

using namespace QEager;

struct Page : QObject
{
    Coro<> load();
    ValueTask<> reload();
};

void connectTo(QTimer &timer, Page &page)
{
    QObject::connect(&timer, &QTimer::timeout, &page, &Page::reload);
    QObject::connect(&timer, &QTimer::timeout, &page, [&page] { return page.reload(); });
    QObject::connect(&timer, &QTimer::timeout, &page, [&page] { eager(page.load()); });
    QObject::connect(&timer, &QTimer::timeout, &page, latest([]() -> Coro<> { co_return; }));
    QTimer::singleShot(0, &page, &Page::reload);
    Coro<> coro;
    QMetaObject::invokeMethod(&page, [&page] { return page.load(); }, &coro);
}
