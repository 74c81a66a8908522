// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The C++ code of docs/qml.md.

#pragma once

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>

#include <chrono>

// [task]
#include <qeager/qeager.h>
#include <qeager/qml/qmltask.h>
using namespace std::chrono_literals;

struct User
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)

public:
    QString name;
};

class Users : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    Q_INVOKABLE QEager::QmlTask *user(int id) { return new QEager::QmlTask(load(id)); }

private:
    QEager::ValueTask<User> load(int id)
    {
        if (auto hit = m_cache.find(id); hit != m_cache.end())
            co_return *hit;                     // Ready before the first binding reads it
        for (int part = 1; part <= 2; ++part) {
            co_await QEager::sleep(10ms);
            QEager::setProgress(part, 2);
        }
        co_return m_cache[id] = User{QStringLiteral("user %1").arg(id)};
    }
    QHash<int, User> m_cache;
};
// [task]
