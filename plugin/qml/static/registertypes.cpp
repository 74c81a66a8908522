// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Compiled into whatever links the static QEager::Qml, so that its QML types are linked, too.

#include <QtCore/qglobal.h>

extern void qml_register_types_QEager(); // NOLINT(readability-redundant-declaration): generated

namespace {
// This is called because Clang drops what is only there.
void refer()
{
    void (*const volatile types)() = &qml_register_types_QEager;
    static_cast<void>(types);
}
} // namespace
Q_CONSTRUCTOR_FUNCTION(refer)
