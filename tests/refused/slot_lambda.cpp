// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: A slot that returns a Coro never runs it: return a QEager::ValueTask

#include <qeager/coro.h>

#include <QtCore/qobject.h>

void connectTo(QObject &object)
{
    QObject::connect(&object, &QObject::objectNameChanged, &object,
                     [](const QString &) -> QEager::Coro<int> { co_return 1; });
}
