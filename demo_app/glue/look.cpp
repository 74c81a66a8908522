// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "look.h"

#include <QtGui/qfontdatabase.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qpalette.h>

namespace Demo {

QString Look::fixedFamily() const { return QFontDatabase::systemFont(QFontDatabase::FixedFont).family(); }

bool Look::isDark() const { return QGuiApplication::palette().color(QPalette::Window).lightness() < 128; }

} // namespace Demo
