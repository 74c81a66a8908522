// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What every header needs: the export macro and the logging category.

    All messages of the library go through the category `qeager`, so that an application can filter
    or redirect them with QLoggingCategory::setFilterRules("qeager.warning=false").
*/

#include <QtCore/qglobal.h>
#include <QtCore/qloggingcategory.h>

#if defined(QEAGER_BUILD_CORE)
#    define QEAGER_EXPORT Q_DECL_EXPORT
#else
#    define QEAGER_EXPORT Q_DECL_IMPORT
#endif

namespace QEager {

//! The logging category `qeager`. Defined in the shared library.
QEAGER_EXPORT const QLoggingCategory &qeager();

} // namespace QEager
