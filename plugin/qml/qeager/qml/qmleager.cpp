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

} // namespace

QmlEager *QmlEager::create(QQmlEngine *, QJSEngine *engine) { return new QmlEager(engine); }

bool QmlEager::isNumber(double milliseconds, const char *function) const
{
    if (!qIsNaN(milliseconds))
        return true;
    m_engine->throwError(QJSValue::TypeError,
                         QLatin1StringView(function) + QStringLiteral("() takes a number of milliseconds."));
    return false;
}

QmlTask *QmlEager::combine(const QJSValue &array, Coro<QVariant> (*combined)(Parts), const char *function) const
{
    const QString name = QLatin1StringView(function);
    if (!array.isArray()) {
        m_engine->throwError(QJSValue::TypeError,
                             name + QStringLiteral("() takes an array of tasks, promises and values."));
        return nullptr;
    }
    Parts parts;
    const quint32 count = array.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i < count; ++i)
        parts.push_back(outcomeOf(m_engine, array.property(i), name).outcome.task());
    return new QmlTask({startScript(combined(std::move(parts)), name), name}, nullptr);
}

QmlTask *QmlEager::sleep(double milliseconds) const
{
    if (!isNumber(milliseconds, "Eager.sleep"))
        return nullptr;
    const QString name = QStringLiteral("Eager.sleep");
    return new QmlTask({startNamed(sleepFor(Milliseconds(milliseconds)), name), name}, nullptr);
}

QmlTask *QmlEager::all(const QJSValue &parts) const { return combine(parts, valuesOf, "Eager.all"); }

QmlTask *QmlEager::race(const QJSValue &parts) const { return combine(parts, firstOf, "Eager.race"); }

QmlTask *QmlEager::post(const QJSValue &function) const
{
    if (!function.isCallable()) {
        m_engine->throwError(QJSValue::TypeError, QStringLiteral("Eager.post() takes a function."));
        return nullptr;
    }
    TaskOptions options;
    options.name = QStringLiteral("Eager.post");
    return new QmlTask(QEager::post(forgiving(callLater(Script::of(m_engine), function)), options));
}

QmlTask *QmlEager::timeout(double milliseconds, const QJSValue &part) const
{
    if (!isNumber(milliseconds, "Eager.timeout"))
        return nullptr;
    const QString name = QStringLiteral("Eager.timeout");
    Task<QVariant> running = outcomeOf(m_engine, part, name).outcome.task();
    return new QmlTask({startScript(runOutOf(Milliseconds(milliseconds), std::move(running)), name), name}, nullptr);
}

} // namespace QEager
