// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A plug-in that brings QEager with it, for tst_later.

#include <qeager/eager.h>

#include <QtCore/qglobal.h>

namespace {

QEager::Coro<int> next(int n) { co_return n + 1; }

} // namespace

extern "C" Q_DECL_EXPORT int qeagerLater(int n) { return QEager::eager(next(n)).result(); }
