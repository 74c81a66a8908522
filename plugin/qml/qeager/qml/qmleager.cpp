// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/detail/script.h>
#include <qeager/qml/qmleager.h>

#include <qeager/gather.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace QEager {

using namespace detail;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Parts = std::vector<Task<QVariant>>;

Coro<QVariant> sleepFor(Milliseconds duration)
{
    co_await duration;
    co_return QVariant();
}

Coro<QVariant> valuesOf(Parts parts)
{
    QVariantList values;
    std::exception_ptr error;
    try {
        auto gathered = gather(parts);
        for (const QVariant &value : co_await std::move(gathered))
            values.append(value);
    } catch (...) {
        error = std::current_exception();
    }
    if (!error)
        co_return values;
    for (const Task<QVariant> &part : parts)
        part.cancel();
    std::rethrow_exception(error);
}

Coro<QVariant> firstOf(Parts parts)
{
    if (parts.empty())
        throw InvalidState(QStringLiteral("Eager.race() needs at least one part: nothing in an empty array can end."));
    auto first = race(parts);
    auto winner = co_await std::move(first);
    co_return std::move(winner.value);
}

Coro<QVariant> callLater(QPointer<Script> script, QJSValue function)
{
    if (!script)
        throw Cancelled(QStringLiteral("The JavaScript engine is gone."));
    Coro<QVariant> following = follow(script, script->call(function, {}, QStringLiteral("Eager.post")));
    function = {};
    co_return co_await std::move(following);
}

Coro<QVariant> runOutOf(Milliseconds duration, Task<QVariant> part)
{
    constexpr Milliseconds longest = std::chrono::hours(24 * 365 * 100);
    const auto limited = std::chrono::duration_cast<std::chrono::nanoseconds>(std::clamp(duration, -longest, longest));
    auto running = withTimeout(limited, part);
    bool timedOut = false;
    try {
        co_return co_await std::move(running);
    } catch (const TimedOut &) {
        timedOut = part.isCancelled(); // or it has ended with a TimedOut of its own
        if (!timedOut)
            throw;
    }
    throw TimedOut(QStringLiteral("The %1 ms of Eager.timeout() were up.").arg(duration.count()));
}

//! Null when it has thrown a TypeError.
QmlTask *combine(const QmlEager *eager, const QJSValue &array, Coro<QVariant> (*combined)(Parts), const char *name)
{
    QJSEngine *const engine = qjsEngine(eager);
    const QString called = QLatin1StringView(name);
    if (!array.isArray()) {
        engine->throwError(QJSValue::TypeError,
                           called + QStringLiteral("() takes an array of tasks, promises and values."));
        return nullptr;
    }
    Parts parts;
    const quint32 count = array.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i < count; ++i)
        parts.push_back(outcomeOf(engine, array.property(i), called).outcome.task());
    return new QmlTask({startScript(combined(std::move(parts)), called), called}, nullptr);
}

bool isNumber(const QmlEager *eager, double milliseconds, const char *name)
{
    if (!qIsNaN(milliseconds))
        return true;
    qjsEngine(eager)->throwError(QJSValue::TypeError,
                                 QLatin1StringView(name) + QStringLiteral("() takes milliseconds, a number."));
    return false;
}

} // namespace

QmlEager::QmlEager(QObject *parent) : QObject(parent) {}

QmlTask *QmlEager::sleep(double milliseconds) const
{
    if (!isNumber(this, milliseconds, "Eager.sleep"))
        return nullptr;
    const QString name = QStringLiteral("Eager.sleep");
    return new QmlTask({startNamed(sleepFor(Milliseconds(milliseconds)), name), name}, nullptr);
}

QmlTask *QmlEager::all(const QJSValue &parts) const { return combine(this, parts, valuesOf, "Eager.all"); }

QmlTask *QmlEager::race(const QJSValue &parts) const { return combine(this, parts, firstOf, "Eager.race"); }

QmlTask *QmlEager::post(const QJSValue &function) const
{
    QJSEngine *const engine = qjsEngine(this);
    if (!function.isCallable()) {
        engine->throwError(QJSValue::TypeError, QStringLiteral("Eager.post() takes a function."));
        return nullptr;
    }
    TaskOptions options;
    options.name = QStringLiteral("Eager.post");
    return new QmlTask(QEager::post(forgiving(callLater(Script::of(engine), function)), options));
}

QmlTask *QmlEager::timeout(double milliseconds, const QJSValue &part) const
{
    if (!isNumber(this, milliseconds, "Eager.timeout"))
        return nullptr;
    const QString name = QStringLiteral("Eager.timeout");
    Task<QVariant> running = outcomeOf(qjsEngine(this), part, name).outcome.task();
    return new QmlTask({startScript(runOutOf(Milliseconds(milliseconds), std::move(running)), name), name}, nullptr);
}

} // namespace QEager
