// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

// The C++ side of UserName.qml, as README.md shows it.

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>

// [users]
#include <qeager/qeager.h>
#include <qeager/qml/qmltask.h>

class Users : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    Q_INVOKABLE QEager::QmlTask *name(int id) { return new QEager::QmlTask(loadName(id)); }
    Q_INVOKABLE QEager::QmlTask *remove(int id) { return new QEager::QmlTask(removeName(id)); }

private:
    QEager::ValueTask<QString> loadName(int id); // a coroutine: what it knows is there at once
    QEager::ValueTask<bool> removeName(int id);
    // [users]

    QHash<int, QString> m_names{{1, QStringLiteral("Ada")}};
};
