// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What is recorded about the application because configure() was asked to, and written when it ends.
*/

#include <QtCore/qstring.h>

namespace QEager::detail {

//! Any thread. From now on, or from the construction of the QCoreApplication on.
void recordLatency(const QString &path);
//! The same.
void recordTrace(const QString &path);
//! In the application's thread, when there is one: what was asked for and has not begun.
void beginReports();
//! Writes them and ends the recording: in the destructor of QCoreApplication, after all tasks have been closed.
void endReports();

} // namespace QEager::detail
