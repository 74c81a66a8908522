// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The end of exceptions nobody looked at: a message, never silence.
*/

#include <qeager/global.h>

#include <exception>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

//! Logs that the exception of \a name was never retrieved. A Cancelled, or none, is nothing to report.
QEAGER_EXPORT void reportUnhandled(const QString &name, const std::exception_ptr &error) noexcept;
//! Logs an exception that escaped from a callback, and goes on.
QEAGER_EXPORT void reportCallback(const QString &name, const std::exception_ptr &error) noexcept;
//! Its what(), as far as it has one.
QEAGER_EXPORT QString describe(const std::exception_ptr &error);
QEAGER_EXPORT bool isCancelledError(const std::exception_ptr &error) noexcept;

} // namespace QEager::detail
