// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    From a coroutine of any type to one of a QVariant.
*/

#include <qeager/eager.h>
#include <qeager/qml/conversions.h>
#include <qeager/task.h>
#include <qeager/valuetask.h>

#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>

#include <concepts>
#include <exception>
#include <utility>

namespace QEager::detail {

//! What a QmlTask is made of.
struct QmlOutcome
{
    ValueTask<QVariant> outcome;
    QString name;
};

template <typename T>
Coro<QVariant> toVariantWhenDone(ValueTask<T> source)
{
    if constexpr (std::is_void_v<T>) {
        co_await std::move(source);
        co_return QVariant();
    } else {
        co_return toVariant(co_await std::move(source));
    }
}

//! \a coro, started inline in a task called \a name, whatever the StartPolicy says.
template <typename T>
ValueTask<T> startNamed(Coro<T> coro, const QString &name)
{
    const StartOptions options{.name = &name, .byHand = true};
    ValueTask<T> outcome;
    ValueTaskAccess::start(outcome, CoroAccess::release(coro), &options);
    return outcome;
}

//! \a startable, running: a handle is taken as it is.
template <Startable S>
ValueTask<ResultOf<S>> toRunning(S &&startable)
{
    using T = ResultOf<S>;
    if constexpr (std::same_as<std::remove_cvref_t<S>, ValueTask<T>>) {
        return std::forward<S>(startable);
    } else if constexpr (std::same_as<std::remove_cvref_t<S>, Task<T>>) {
        ValueTask<T> running;
        ValueTaskAccess::adopt(running, TaskAccess::state(startable, "QmlTask"));
        return running;
    } else {
        return eager(std::forward<S>(startable));
    }
}

//! Nothing is thrown: what goes wrong is the outcome.
template <Startable S>
QmlOutcome toQmlOutcome(S &&startable) noexcept
{
    using T = ResultOf<S>;
    QString name;
    try {
        ValueTask<T> source = toRunning(std::forward<S>(startable));
        if (source.isTask())
            name = source.task().name();
        if constexpr (std::same_as<T, QVariant>) {
            return {std::move(source), name};
        } else if (!source.isReady()) {
            return {startNamed(toVariantWhenDone<T>(std::move(source)), name), name};
        } else if constexpr (std::is_void_v<T>) {
            source.takeResult();
            return {ready(QVariant()), name};
        } else {
            return {ready(toVariant(source.takeResult())), name};
        }
    } catch (...) {
        return {failed<QVariant>(std::current_exception()), name};
    }
}

} // namespace QEager::detail
