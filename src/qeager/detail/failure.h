// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The exception of an eager start that finished without a task. The only heap object of such a start.
*/

#include <qeager/detail/unhandled.h>

#include <QtCore/qstring.h>

#include <exception>

namespace QEager::detail {

struct Failure
{
    std::exception_ptr error;
    QString name;
    bool observed = false;

    ~Failure()
    {
        if (!observed)
            reportUnhandled(name.isEmpty() ? QStringLiteral("an eager start") : name, error);
    }
};

QEAGER_EXPORT Failure *makeFailure(const std::exception_ptr &error, const QString *name);

} // namespace QEager::detail
