// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// then() and promise(): how JavaScript goes on with a task.

#include <qeager/qml/detail/script.h>
#include <qeager/qml/qmltask.h>

namespace QEager {

using namespace detail;

namespace {

bool isClosing()
{
    const TaskStateBase *const task = threadState().current->task;
    return task && task->isClosing();
}

Coro<QVariant> goOn(QPointer<Script> script, Task<QVariant> source, QJSValue onValue, QJSValue onError, QString name)
{
    QVariant value;
    std::exception_ptr error;
    try {
        value = co_await source;
    } catch (...) {
        error = std::current_exception();
    }
    source = {};
    const QJSValue callback = std::exchange(error ? onError : onValue, {});
    const bool calls = script && callback.isCallable() && !isClosing();
    if (!calls && error)
        std::rethrow_exception(error);
    if (!calls)
        co_return value;
    const QJSValue argument = error ? script->errorObject(error) : script->toScript(value);
    Coro<QVariant> following =
        follow(script, script->call(callback, argument, name.isEmpty() ? QStringLiteral("a QmlTask") : name));
    co_return co_await std::move(following);
}

bool isCallback(const QJSValue &value) { return value.isCallable() || value.isUndefined() || value.isNull(); }

} // namespace

QmlTask *QmlTask::then(const QJSValue &onValue, const QJSValue &onError)
{
    QJSEngine *const engine = qjsEngine(this);
    if (!engine) {
        const InvalidState error(QStringLiteral("QmlTask::then() is for JavaScript: in C++ use task()."));
        return new QmlTask(failedOutcome(std::make_exception_ptr(error), m_name), nullptr);
    }
    if (!isCallback(onValue) || !isCallback(onError)) {
        engine->throwError(QJSValue::TypeError, QStringLiteral("then() takes functions: then(onValue, onError)."));
        return nullptr;
    }
    Task<QVariant> source;
    if (m_null) {
        const InvalidState error(QStringLiteral("This QmlTask is Null: it has no task."));
        source = failed<QVariant>(std::make_exception_ptr(error)).task();
    } else {
        source = m_outcome.task();
    }
    return new QmlTask(
        {startScript(goOn(Script::of(engine), std::move(source), onValue, onError, m_name), m_name), m_name}, nullptr);
}

QJSValue QmlTask::promise()
{
    QJSEngine *const engine = qjsEngine(this);
    return engine ? Script::of(engine)->promiseOf(engine->newQObject(this)) : QJSValue();
}

} // namespace QEager
