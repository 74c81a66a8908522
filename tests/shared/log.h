// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The event log of a test: what happened, in which order, as one line of words.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtTest/qtest.h>

class Log
{
public:
    template <typename... Parts>
    void operator()(const Parts &...parts)
    {
        QString word;
        (word.append(text(parts)), ...);
        m_words.append(word);
    }
    QString words() const { return m_words.join(QLatin1Char(' ')); }
    void clear() { m_words.clear(); }

private:
    static QString text(const char *part) { return QString::fromUtf8(part); }
    static QString text(const QString &part) { return part; }
    static QString text(const QByteArray &part) { return QString::fromUtf8(part); }
    static QString text(bool part) { return part ? QStringLiteral("true") : QStringLiteral("false"); }
    template <typename Number>
        requires std::is_arithmetic_v<Number>
    static QString text(Number part)
    {
        return QString::number(part);
    }
    QStringList m_words;
};

//! Compares the whole log with a line of words.
#define COMPARE_LOG(log, line) QCOMPARE((log).words(), QStringLiteral(line))
