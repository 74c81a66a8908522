// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What every header includes: the logging category, and checks of the compiler.

    All messages of the library go through the category `qeager`. So an application can filter or redirect them with
    QLoggingCategory::setFilterRules("qeager.warning=false").
*/

#include <qeager/detail/compiler.h>

#include <QtCore/qloggingcategory.h>

namespace QEager {

//! Returns the logging category `qeager`. The library defines it, once.
QEAGER_EXPORT const QLoggingCategory &qeager();

} // namespace QEager
