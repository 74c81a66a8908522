// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "console.h"

#include <cstdio>

namespace Demo {

namespace {

void write(std::FILE *file, QString line)
{
    for (QChar &character : line) {
        if (character.category() == QChar::Other_Control)
            character = QLatin1Char('?');
    }
    std::fputs((line + QLatin1Char('\n')).toLocal8Bit().constData(), file);
    std::fflush(file);
}

} // namespace

void print(const QString &line) { write(stdout, line); }

void complain(const QString &line) { write(stderr, QStringLiteral("qeager-demo: ") + line); }

} // namespace Demo
