// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Compiled into whatever links the static QEager::Qml, so that its QML types are linked in, too.

#include <QtCore/qglobal.h>

extern void qml_register_types_QEager(); // NOLINT(readability-redundant-declaration): generated

namespace {
[[maybe_unused]] void (*volatile const s_types)() = &qml_register_types_QEager;
}
