// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the sources of <qeager/io.h> have in common.
*/

#include <qeager/errors.h>

#include <QtCore/qiodevice.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qstring.h>

namespace QEager::detail {

inline void requireDevice(const QPointer<QIODevice> &device)
{
    if (!device)
        throw Cancelled(QStringLiteral("The device that was awaited is gone."));
}

inline QLatin1StringView className(const QObject *object)
{
    return QLatin1StringView(object->metaObject()->className());
}

} // namespace QEager::detail
