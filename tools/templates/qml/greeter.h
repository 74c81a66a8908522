#pragma once

#include "greetings.h"

#include <qeager/qml/qmltask.h>

#include <QObject>
#include <QtQml/qqmlregistration.h>

//! What QML sees of the logic.
class Greeter : public QObject
{
    Q_OBJECT
    QML_ELEMENT

public:
    Q_INVOKABLE QEager::QmlTask *greeting(const QString &name)
    {
        return new QEager::QmlTask(m_greetings.greeting(name));
    }

private:
    Greetings m_greetings;
};
