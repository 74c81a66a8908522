// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A slot that returns a Coro never runs it: return a QEager::ValueTask

#include <qeager/coro.h>

#include <QtCore/qtimer.h>

struct Page : QObject
{
    QEager::Coro<> reload();
};

void connectTo(QTimer &timer, Page &page) { QObject::connect(&timer, &QTimer::timeout, &page, &Page::reload); }
