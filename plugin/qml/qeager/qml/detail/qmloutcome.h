// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Turns a coroutine of any type into one of a QVariant.
*/

#include <qeager/eager.h>
#include <qeager/qml/conversions.h>
#include <qeager/qml/global.h>
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

//! For a ValueTask, which has no other awaiter, this goes on in the turn in which it ends; for a Task, when its
//! awaiters have their turn.
template <typename T, typename Handle>
Coro<QVariant> toVariantWhenDone(Handle source)
{
    if constexpr (std::is_void_v<T>) {
        co_await std::move(source);
        co_return QVariant();
    } else if constexpr (std::same_as<Handle, Task<T>>) {
        co_return toVariant(co_await source);
    } else {
        co_return toVariant(co_await std::move(source));
    }
}

//! Starts \a coro inline in a task with the name \a name, whatever the StartPolicy says.
template <typename T>
ValueTask<T> startNamed(Coro<T> coro, const QString &name)
{
    const StartOptions options{.name = &name, .byHand = true};
    ValueTask<T> outcome;
    ValueTaskAccess::start(outcome, CoroAccess::release(coro), &options);
    return outcome;
}

//! Starts \a startable; a Task or ValueTask is not started again.
template <Startable S>
auto toRunning(S &&startable)
{
    using Handle = Unmarked<std::remove_cvref_t<S>>;
    using T = ResultOf<S>;
    if constexpr (std::same_as<Handle, ValueTask<T>> || std::same_as<Handle, Task<T>>)
        return Handle(std::forward<S>(startable));
    else
        return ValueTask<T>(eager(std::forward<S>(startable)));
}

template <typename T>
Task<T> taskOf(ValueTask<T> &handle)
{
    return handle.task();
}
template <typename T>
Task<T> taskOf(const Task<T> &handle)
{
    return handle;
}
//! Returns the same task as a ValueTask.
template <typename T>
ValueTask<T> pendingOn(const Task<T> &task)
{
    ValueTask<T> outcome;
    ValueTaskAccess::adopt(outcome, TaskAccess::state(task, "A QmlTask"));
    return outcome;
}

//! \throws InvalidState for a task of another thread.
template <typename T>
bool isReady(const ValueTask<T> &handle)
{
    ValueTaskAccess::requireHome(handle, "A QmlTask");
    return handle.isReady();
}
template <typename T>
bool isReady(const Task<T> &handle)
{
    TaskAccess::state(handle, "A QmlTask")->requireHome("A QmlTask");
    return handle.isDone();
}

//! Returns an outcome that has ended with \a error.
QEAGER_QML_EXPORT QmlOutcome failedOutcome(std::exception_ptr error, const QString &name);

//! Throws nothing: what goes wrong is the outcome.
template <Startable S>
QmlOutcome toQmlOutcome(S &&startable) noexcept
{
    using T = ResultOf<S>;
    QString name;
    try {
        auto source = toRunning(std::forward<S>(startable));
        using Handle = decltype(source);
        const bool isDone = isReady(source);
        if constexpr (std::same_as<Handle, Task<QVariant>>)
            return {pendingOn(source), source.name()};
        if (!isDone) {
            const Task<T> task = taskOf(source);
            name = task.name();
            auto outcome = startNamed(toVariantWhenDone<T, Handle>(std::move(source)), name);
            ValueTaskAccess::state(outcome).shareProgressOf(*TaskAccess::state(task, "A QmlTask"));
            return {std::move(outcome), name};
        }
        if constexpr (requires { source.isTask(); })
            name = source.isTask() ? source.task().name() : QString();
        else
            name = source.name();
        if constexpr (std::is_void_v<T>) {
            source.result();
            return {ready(QVariant()), name};
        } else {
            return {ready(toVariant(source.result())), name};
        }
    } catch (...) {
        return failedOutcome(std::current_exception(), name);
    }
}

} // namespace QEager::detail
