// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/detail/script.h>

#include <qeager/detail/unhandled.h>

#include <algorithm>

namespace QEager::detail {

namespace {

constexpr char Functions[] = R"(({
    call: function(callback, argument) {
        try { return { value: callback(argument) } } catch (e) { return { failed: true, thrown: e } }
    },
    error: function(name, message) {
        return Object.defineProperty(new Error(message), "name", { value: name }) // assigning it does nothing in Qt 6.4
    },
    promise: function(task) {
        return new Promise(function(resolve, reject) { task.then(resolve, reject) })
    },
    listen: function(thenable, receiver) {
        try {
            thenable.then(function(value) { receiver.resolve(value) }, function(reason) { receiver.reject(reason) })
        } catch (e) {
            receiver.reject(e)
        }
    }
}))";

} // namespace

ScriptError::ScriptError(const QString &message, QJSValue thrown, bool reported)
    : Error(message), m_thrown(std::move(thrown)), m_reported(reported)
{
}
ScriptError::ScriptError(const ScriptError &) = default;
ScriptError &ScriptError::operator=(const ScriptError &) = default;
ScriptError::~ScriptError() = default;

Script::Script(QJSEngine *engine)
    : QObject(engine), m_engine(engine),
      m_functions(engine->evaluate(QLatin1StringView(Functions), QLatin1StringView(FileName)))
{
}

QString Script::messageOf(const QJSValue &thrown)
{
    if (!thrown.isError())
        return thrown.toString();
    const QString name = thrown.property(QStringLiteral("name")).toString();
    const QString message = thrown.property(QStringLiteral("message")).toString();
    return name == QLatin1StringView("Error") ? message : name + QStringLiteral(": ") + message;
}

QString Script::stackOf(const QJSValue &thrown)
{
    QString lines;
    if (!thrown.isObject())
        return lines;
    const QStringList stack = thrown.property(QStringLiteral("stack")).toString().split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : stack) {
        if (!line.contains(QLatin1StringView(FileName)))
            lines += QStringLiteral("\n    ") + line;
    }
    return lines;
}

Script *Script::of(QJSEngine *engine)
{
    if (!engine)
        return nullptr;
    auto *const script = engine->findChild<Script *>(QString(), Qt::FindDirectChildrenOnly);
    return script ? script : new Script(engine);
}

QJSValue Script::call(const QJSValue &function, const QJSValue &argument, const QString &who)
{
    const QJSValue outcome = m_functions.property(QStringLiteral("call")).call({function, argument});
    if (!outcome.hasProperty(QStringLiteral("failed")))
        return outcome.property(QStringLiteral("value"));
    const QJSValue thrown = outcome.property(QStringLiteral("thrown"));
    const QString message = messageOf(thrown);
    warn(QStringLiteral("A callback of %1 threw: %2%3").arg(who, message, stackOf(thrown)));
    throw ScriptError(message, thrown, true);
}

QJSValue Script::toScript(const QVariant &value)
{
    QList<QJSValue> kept;
    return m_engine->toScriptValue(handedOut(value, m_engine, &kept));
}

QJSValue Script::errorObject(const std::exception_ptr &error)
{
    QString name = QStringLiteral("Error");
    try {
        std::rethrow_exception(error);
    } catch (const ScriptError &e) {
        return e.thrown();
    } catch (const Cancelled &) {
        name = QStringLiteral("Cancelled");
    } catch (const TimedOut &) {
        name = QStringLiteral("TimedOut");
    } catch (...) { // NOLINT(bugprone-empty-catch): an Error
    }
    return m_functions.property(QStringLiteral("error")).call({name, describe(error)});
}

QJSValue Script::promiseOf(const QJSValue &task)
{
    return m_functions.property(QStringLiteral("promise")).call({task});
}

void Script::listen(const QJSValue &thenable, QObject *receiver)
{
    m_functions.property(QStringLiteral("listen")).call({thenable, m_engine->newQObject(receiver)});
}

namespace {

bool holdsObjects(const QVariant &stored)
{
    if (stored.metaType() == QMetaType::fromType<QPointer<QObject>>())
        return true;
    if (stored.metaType() != QMetaType::fromType<QVariantList>())
        return false;
    const auto &list = *static_cast<const QVariantList *>(stored.constData());
    return std::any_of(list.begin(), list.end(), holdsObjects);
}

} // namespace

QVariant watched(const QVariant &value)
{
    if (value.metaType().flags() & QMetaType::PointerToQObject)
        return QVariant::fromValue(QPointer<QObject>(value.value<QObject *>()));
    if (value.metaType() == QMetaType::fromType<QVariantList>())
        return toVariant(value.toList());
    return value;
}

QVariant handedOut(const QVariant &stored, QJSEngine *engine, QList<QJSValue> *kept)
{
    if (!holdsObjects(stored))
        return stored;
    if (stored.metaType() == QMetaType::fromType<QVariantList>()) {
        QVariantList list;
        for (const QVariant &each : stored.toList())
            list.append(handedOut(each, engine, kept));
        return list;
    }
    QObject *const object = stored.value<QPointer<QObject>>();
    if (object && engine)
        kept->append(engine->newQObject(object));
    return QVariant::fromValue(object);
}

QVariant fromScript(const QJSValue &value)
{
    const bool plain = value.isUndefined() || value.isNull() || value.isBool() || value.isNumber() || value.isString();
    return plain ? value.toVariant() : QVariant::fromValue(value);
}

} // namespace QEager::detail
