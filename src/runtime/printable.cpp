// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "printable_p.h"

namespace QEager::detail {

namespace {

bool isPair(const QString &text, qsizetype at)
{
    return text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
}

// What a terminal obeys, or what changes how the rest of a line is shown.
constexpr bool isCommand(char16_t c)
{
    const bool isControl = (c < 0x20 && c != u'\t') || (c >= 0x7f && c < 0xa0);
    const bool isLineEnd = c == 0x2028 || c == 0x2029;
    const bool isDirection = c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return isControl || isLineEnd || isDirection;
}

} // namespace

QString printable(const QString &text, Lines lines)
{
    QString shown;
    shown.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool isKept = c == u'\n' && lines == Lines::Several;
        if (isPair(text, i)) {
            shown += c;
            shown += text.at(++i);
        } else if (c.isSurrogate() || (isCommand(c.unicode()) && !isKept)) {
            shown += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        } else {
            shown += c;
        }
    }
    return shown;
}

QString wellFormed(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isPair(text, i))
            ++i;
        else if (text.at(i).isSurrogate())
            text[i] = u'?';
    }
    return text;
}

} // namespace QEager::detail
