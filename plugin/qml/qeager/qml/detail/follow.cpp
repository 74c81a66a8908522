// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Waits for what JavaScript returns.

#include <qeager/qml/detail/promisereceiver.h>
#include <qeager/qml/detail/script.h>
#include <qeager/qml/qmltask.h>

#include <qeager/signal.h>

namespace QEager::detail {

namespace {

QmlTask *taskIn(const QJSValue &value) { return qobject_cast<QmlTask *>(value.toQObject()); }

bool isThenable(const QJSValue &value)
{
    return value.isObject() && value.property(QStringLiteral("then")).isCallable();
}

Coro<QVariant> followTask(Task<QVariant> task)
{
    if (task == currentTask())
        throw InvalidState(
            QStringLiteral("This task would wait for itself: its callback returned the task that it is called for."));
    co_return co_await task;
}

Coro<QVariant> followPromise(QPointer<Script> script, QJSValue thenable)
{
    if (!script)
        throw Cancelled(QStringLiteral("The JavaScript engine is gone."));
    auto *const receiver = new PromiseReceiver; // the engine's
    const QPointer<PromiseReceiver> alive(receiver);
    const auto settled = signal(receiver, &PromiseReceiver::settled);
    script->listen(thenable, receiver);
    QJSValue outcome;
    bool rejected = false;
    thenable = QJSValue(); // or it could not be collected
    if (alive && alive->isSettled()) {
        outcome = alive->outcome();
        rejected = alive->isRejected();
    } else {
        std::tie(outcome, rejected) = co_await settled;
    }
    if (rejected)
        throw ScriptError(Script::messageOf(outcome), outcome, false);
    co_return fromScript(outcome);
}

} // namespace

Coro<QVariant> follow(QPointer<Script> script, QJSValue value)
{
    if (QmlTask *const task = taskIn(value)) {
        Coro<QVariant> following = followTask(task->task());
        co_return co_await std::move(following);
    }
    if (isThenable(value)) {
        Coro<QVariant> following = followPromise(script, std::move(value));
        co_return co_await std::move(following);
    }
    co_return fromScript(value);
}

Coro<QVariant> forgiving(Coro<QVariant> body)
{
    try {
        co_return co_await std::move(body);
    } catch (const ScriptError &e) {
        if (e.isReported())
            materialize(*threadState().current).markObserved();
        throw;
    }
}

ValueTask<QVariant> startScript(Coro<QVariant> coro, const QString &name)
{
    return startNamed(forgiving(std::move(coro)), name);
}

QmlOutcome failedOutcome(std::exception_ptr error, const QString &name)
{
    Result<QVariant> result;
    result.setError(std::move(error));
    ValueTask<QVariant> outcome;
    if (name.isEmpty())
        ValueTaskAccess::adopt(outcome, result);
    else
        ValueTaskAccess::adopt(outcome, TaskState<QVariant>::makeDone(result, name));
    return {std::move(outcome), name};
}

QmlOutcome outcomeOf(QJSEngine *engine, const QJSValue &value, const QString &name)
{
    if (QmlTask *const task = taskIn(value)) {
        try {
            return task->share();
        } catch (...) { // it is Null
            return failedOutcome(std::current_exception(), name);
        }
    }
    if (!isThenable(value))
        return {ready(fromScript(value)), name};
    return {startScript(follow(Script::of(engine), value), name), name};
}

} // namespace QEager::detail
