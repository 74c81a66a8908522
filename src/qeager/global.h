// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What every header includes: the logging category, and what the compiler is asked for.

    All messages of the library go through the category `qeager`, so that an application can filter
    or redirect them with QLoggingCategory::setFilterRules("qeager.warning=false").
*/

#include <qeager/detail/compiler.h>

#include <QtCore/qloggingcategory.h>

namespace QEager {

//! The logging category `qeager`. Defined in the library, once.
QEAGER_EXPORT const QLoggingCategory &qeager();

} // namespace QEager
