// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Callbacks and QFutures on the end of a task: then() and toFuture().
*/

#include <qeager/detail/port.h>
#include <qeager/detail/taskawaiter.h>
#include <qeager/detail/unhandled.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <concepts>
#include <exception>
#include <utility>

QT_BEGIN_NAMESPACE
template <typename T>
class QFuture; // whoever has one has its header
template <typename T>
class QPromise;
QT_END_NAMESPACE

namespace QEager::detail {

//! The error callback of a then() that was given none: the exception stays unretrieved.
struct IgnoreError
{
};

template <typename OnError>
void callWithError(OnError &onError, const std::exception_ptr &error)
{
    if constexpr (std::invocable<OnError &, std::exception_ptr>) {
        onError(error);
    } else {
        static_assert(std::invocable<OnError &, const std::exception &>,
                      "The error callback of then() must take a const std::exception & or a std::exception_ptr.");
        try {
            std::rethrow_exception(error);
        } catch (const std::exception &e) {
            onError(e);
        } catch (...) {
            onError(InvalidState(QStringLiteral("The coroutine threw something that is not a std::exception.")));
        }
    }
}

template <typename T, typename OnValue>
void callWithValue(OnValue &onValue, TaskState<T> &task)
{
    if constexpr (std::is_void_v<T>) {
        static_assert(std::invocable<OnValue &>, "The callback of then() on a task without a value takes no argument.");
        onValue();
    } else if constexpr (std::invocable<OnValue &, const T &>) {
        onValue(task.value());
    } else if constexpr (std::invocable<OnValue &, T>) {
        onValue(task.take());
    } else {
        static_assert(std::invocable<OnValue &>, "The callback of then() takes the task's value, or no argument.");
        onValue();
    }
}

//! Calls the callback that fits; nothing escapes.
template <typename T, typename OnValue, typename OnError>
void settle(TaskState<T> &task, OnValue &onValue, OnError &onError) noexcept
{
    try {
        if (!task.hasError()) {
            callWithValue<T>(onValue, task);
        } else if constexpr (!std::same_as<OnError, IgnoreError>) {
            callWithError(onError, task.exception());
        }
    } catch (...) {
        reportCallback(task.name(), std::current_exception());
    }
}

//! A callback in a task's list; owns itself.
template <typename State, typename Callback>
class CallbackListener final : public Listener
{
public:
    CallbackListener(Ref<State> task, Callback callback) : m_task(std::move(task)), m_callback(std::move(callback))
    {
        m_task->addListener(this);
    }
    void run() override
    {
        {
            const ContextScope scope(m_context);
            m_callback(*m_task);
        }
        delete this;
    }
    void discard() noexcept override { delete this; }

private:
    ~CallbackListener() = default;
    Ref<State> m_task;
    Callback m_callback;
    ContextSlot m_context = currentContext(); // where it was given
};

//! Runs \a callback(State &) now if the task is done, else from the ready queue when it is. Home thread.
template <typename State, typename Callback>
void callWhenDone(Ref<State> task, Callback callback)
{
    if (task->isDone())
        callback(*task);
    else
        new CallbackListener<State, Callback>(std::move(task), std::move(callback));
}
template <typename T, typename Callback>
void onDone(Ref<TaskState<T>> task, Callback callback)
{
    callWhenDone(std::move(task), std::move(callback));
}

template <typename T, typename OnValue, typename OnError>
void whenDone(Ref<TaskState<T>> task, QObject *context, OnValue onValue, OnError onError)
{
    task->requireHome("then()");
    onDone<T>(std::move(task), [receiver = QPointer<QObject>(context), bound = context != nullptr,
                                value = std::move(onValue), error = std::move(onError)](TaskState<T> &done) mutable {
        if (!bound || receiver)
            settle<T>(done, value, error);
    });
}

//! Puts an outcome into a QPromise that was started. It finishes in any case.
template <typename T>
void fulfil(QPromise<T> &promise, TaskState<T> &task) noexcept
{
    std::exception_ptr error;
    try {
        if (task.hasError())
            error = task.exception();
        else if constexpr (std::is_void_v<T>)
            task.value();
        else if constexpr (Copyable<T>)
            promise.addResult(task.value());
        else
            promise.addResult(task.take());
    } catch (...) { // its copy, or somebody else took it
        error = std::current_exception();
    }
    if (isCancelledError(error))
        promise.future().cancel();
    else if (error)
        promise.setException(error);
    promise.finish();
}

template <typename T>
class FutureParcel final : public Parcel
{
public:
    FutureParcel(Ref<TaskState<T>> task, QPromise<T> promise) : m_task(std::move(task)), m_promise(std::move(promise))
    {
    }
    void deliver() override
    {
        onDone<T>(std::move(m_task),
                  [promise = std::move(m_promise)](TaskState<T> &done) mutable { fulfil(promise, done); });
    }
    void discard() noexcept override {} // the promise's destructor cancels its future

private:
    Ref<TaskState<T>> m_task;
    QPromise<T> m_promise;
};

template <typename T>
QFuture<T> futureOf(Ref<TaskState<T>> task)
{
    static_assert(requires { sizeof(QPromise<T>); }, "Include <qeager/future.h>: toFuture() makes a QFuture.");
    QPromise<T> promise;
    promise.start();
    QFuture<T> future = promise.future();
    if (!task->isHome()) {
        Port *const port = task->port();
        port->send(new FutureParcel<T>(std::move(task), std::move(promise)));
    } else {
        onDone<T>(std::move(task), [kept = std::move(promise)](TaskState<T> &done) mutable { fulfil(kept, done); });
    }
    return future;
}

} // namespace QEager::detail
