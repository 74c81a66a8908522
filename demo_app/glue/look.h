// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What QML can not ask the system for.
*/

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>
#include <QtQml/qqmlregistration.h>

namespace Demo {

class Look : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    //! The family of the system's font with letters of equal width.
    Q_PROPERTY(QString fixedFamily READ fixedFamily CONSTANT FINAL)
    //! The system's colours are dark, or were chosen so on the command line.
    Q_PROPERTY(bool dark READ isDark CONSTANT FINAL)

public:
    QString fixedFamily() const;
    bool isDark() const;
};

} // namespace Demo
