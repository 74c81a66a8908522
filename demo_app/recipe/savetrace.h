// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Writing a trace where the user wants it.
*/

#include <qeager/tracerecorder.h>

namespace Demo {

//! A path out of what was typed: with the home directory for "~/", or out of a URL "file:…".
QString pathOf(const QString &typed);

//! Writes what \a recorder holds to \a path. A file that is there stays as it is if that fails. Empty, or why it
//! failed. Any thread.
QString saveTrace(const QEager::TraceRecorder &recorder, const QString &path);

} // namespace Demo
