// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    An object that has a signal, and may own tasks.
*/

#include <QtCore/qobject.h>

namespace Stress {

class Emitter : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void fired();
};

} // namespace Stress
