// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The export macro of the library QEager::Qml.
*/

#include <QtCore/qglobal.h>

#if defined(QEAGER_QML_STATIC)
#    define QEAGER_QML_EXPORT
#elif defined(QEAGER_BUILD_QML)
#    define QEAGER_QML_EXPORT Q_DECL_EXPORT
#else
#    define QEAGER_QML_EXPORT Q_DECL_IMPORT
#endif
