// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A slot that returns a Coro never runs it: return a QEager::ValueTask

#include <qeager/coro.h>

#include <QtCore/qtimer.h>

QEager::Coro<> later() { co_return; }

void start(QObject &object)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0) // later ones may drop it unseen
    QTimer::singleShot(0, &object, [] { return later(); });
#else
    QObject::connect(&object, &QObject::destroyed, later);
#endif
}
