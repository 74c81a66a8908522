// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Values of C++ in QML: what a QmlTask gives to JavaScript is what went in.

#include "fuzz.h"

#include <qeager/qml/conversions.h>
#include <qeager/qml/qmltask.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtQml/qqmlengine.h>

#include <algorithm>

using namespace QEager;

namespace {

QQmlEngine *s_engine = nullptr;
QJSValue *s_stringify = nullptr;

// Reads bytes as a value: one says what it is, and the next ones what is in it.
class Reader
{
public:
    Reader(const std::uint8_t *data, std::size_t size) : m_at(data), m_end(data + size) {}

    QVariant value(int depth = 0)
    {
        constexpr int Deepest = 50;
        switch (depth < Deepest ? byte() % 8 : 0) {
        case 1:
            return byte() % 2 == 1;
        case 2:
            return int(byte()) - 128;
        case 3:
            return double(byte()) / 4;
        case 4:
            return text();
        case 5:
            return list(depth);
        case 6:
            return map(depth);
        case 7:
            return QVariant::fromValue<QObject *>(nullptr);
        default:
            return QVariant::fromValue(nullptr);
        }
    }

private:
    std::uint8_t byte() { return m_at < m_end ? *m_at++ : std::uint8_t(0); }
    QString text()
    {
        const auto length = std::min<std::ptrdiff_t>(byte(), m_end - m_at);
        const auto *const begin = reinterpret_cast<const char *>(m_at);
        m_at += length;
        return QString::fromUtf8(begin, length);
    }
    QVariantList list(int depth)
    {
        QVariantList result;
        for (int left = byte() % 8; left > 0 && m_at < m_end; --left)
            result.append(value(depth + 1));
        return result;
    }
    QVariantMap map(int depth)
    {
        QVariantMap result;
        for (int left = byte() % 8; left > 0 && m_at < m_end; --left) {
            const QString key = text();
            result.insert(key, value(depth + 1));
        }
        return result;
    }

    const std::uint8_t *m_at;
    const std::uint8_t *m_end;
};

// As JavaScript tells it.
QJsonValue told(const QJSValue &value)
{
    const QByteArray json = s_stringify->call({value}).toString().toUtf8();
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

} // namespace

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QCoreApplication application(*argc, *argv);
    static QQmlEngine engine;
    static QJSValue stringify = engine.evaluate(QStringLiteral("(task => JSON.stringify(task.value))"));
    s_engine = &engine;
    s_stringify = &stringify;
    return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QVariant value = Reader(data, size).value();
    const fuzz::Listener listener;
    QmlTask task(ready(value));
    QQmlEngine::setObjectOwnership(&task, QQmlEngine::CppOwnership);
    fuzz::require(told(s_engine->newQObject(&task)) == QJsonValue::fromVariant(value), "the value is what went in");
    fuzz::require(toVariant(value) == toVariant(toVariant(value)), "what was converted stays as it is");
    return 0;
}
