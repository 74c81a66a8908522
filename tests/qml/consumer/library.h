// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/qml/qmltask.h>
#include <qeager/sleep.h>

#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>

class Library : public QObject
{
    Q_OBJECT
    QML_ELEMENT

public:
    Q_INVOKABLE QEager::QmlTask *book(int number) const { return new QEager::QmlTask(load(number)); }

private:
    static QEager::ValueTask<QString> load(int number)
    {
        if (number > 1)
            co_await QEager::yieldNow();
        co_return QStringLiteral("book %1").arg(number);
    }
};
