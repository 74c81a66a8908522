// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "source.h"

#include <QtCore/qfile.h>

namespace Demo {

QList<SourceLine> sourceOf(const QString &program)
{
    QFile file(QStringLiteral(":/qeager-demo/programs/%1.cpp").arg(program));
    QList<SourceLine> lines;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return lines;
    bool inside = false;
    for (int number = 1; !file.atEnd(); ++number) {
        QString text = QString::fromUtf8(file.readLine());
        while (!text.isEmpty() && text.back().isSpace())
            text.chop(1);
        if (text == QLatin1String("} // namespace"))
            break;
        if (inside) {
            const qsizetype slashes = text.indexOf(QLatin1String("; // "));
            if (slashes < 0)
                lines.append({number, text, {}});
            else
                lines.append({number, text.left(slashes + 1), text.mid(slashes + 5)});
        }
        inside = inside || text == QLatin1String("namespace {");
    }
    while (!lines.isEmpty() && lines.constFirst().code.isEmpty())
        lines.removeFirst();
    while (!lines.isEmpty() && lines.constLast().code.isEmpty())
        lines.removeLast();
    return lines;
}

} // namespace Demo
