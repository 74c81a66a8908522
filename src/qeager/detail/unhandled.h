// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The end of exceptions nobody looked at: a message, never silence.

    What is called here, a handler or a message handler, is the user's code: it may start, cancel, drop, run a nested
    event loop, and throw. So whoever reports has finished its own work before, or holds what it goes on with.
*/

#include <qeager/global.h>

#include <exception>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

/*! A warning in category `qeager`. What a message handler throws ends here: nothing of ours is in a state to be left by
    an exception. */
QEAGER_EXPORT void warn(const QString &text) noexcept;
//! Logs that the exception of \a name was never retrieved. A Cancelled, or none, is nothing to report.
QEAGER_EXPORT void reportUnhandled(const QString &name, const std::exception_ptr &error) noexcept;
//! Logs an exception that escaped from a callback, and goes on.
QEAGER_EXPORT void reportCallback(const QString &name, const std::exception_ptr &error) noexcept;
//! Its what(), as far as it has one.
QEAGER_EXPORT QString describe(const std::exception_ptr &error);
QEAGER_EXPORT bool isCancelledError(const std::exception_ptr &error) noexcept;

} // namespace QEager::detail
