// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Compiled into whatever links the static QEager::Qml, so that its QML types are linked in, too.

#include <QtCore/qglobal.h>

extern void qml_register_types_QEager(); // NOLINT(readability-redundant-declaration): generated

namespace {
// Called, because Clang leaves out what only is there.
void refer()
{
    void (*const volatile types)() = &qml_register_types_QEager;
    static_cast<void>(types);
}
} // namespace
Q_CONSTRUCTOR_FUNCTION(refer)
