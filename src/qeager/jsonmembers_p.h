// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Writing JSON objects, a short one a line. Not installed.
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace QEager::detail {

//! A JSON string of \a text, whatever that contains.
inline QByteArray quoted(const QString &text)
{
    QByteArray json = "\"";
    for (const char byte : text.toUtf8()) { // half a surrogate pair becomes a question mark
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\')
            json.append('\\').append(byte);
        else if (code < 0x20 || code == 0x7f)
            json += "\\u00" + QByteArray::number(code, 16).rightJustified(2, '0');
        else
            json += byte;
    }
    return json + '"';
}

//! A JSON number of microseconds.
inline QByteArray micros(qint64 nanoseconds)
{
    return QByteArray::number(nanoseconds / 1000) + '.' + QByteArray::number(nanoseconds % 1000).rightJustified(3, '0');
}

//! The members of a JSON object.
class Members
{
public:
    void add(const char *key, const QString &text)
    {
        if (!text.isEmpty())
            addRaw(key, quoted(text));
    }
    void add(const char *key, quint64 number)
    {
        if (number)
            addRaw(key, QByteArray::number(number));
    }
    void addRaw(const char *key, const QByteArray &json)
    {
        m_json += QByteArray(m_json.isEmpty() ? "" : ",") + '"' + key + "\":" + json;
    }
    QByteArray json() const { return '{' + m_json + '}'; }
    //! With those of \a more behind them.
    QByteArray joined(const Members &more) const
    {
        return '{' + m_json + (more.m_json.isEmpty() ? "" : ",") + more.m_json + '}';
    }

private:
    QByteArray m_json;
};

} // namespace QEager::detail
