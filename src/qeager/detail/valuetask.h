// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/valuetask.h>: what its members do. Its coroutine and its awaiter are in valuetaskpromise.h.
*/

#include <qeager/coro.h>
#include <qeager/detail/valuetaskstart.h>
#include <qeager/valuetask.h>

#include <memory>
#include <optional>

namespace QEager {

namespace detail {

//! One that has ended with \a error.
template <typename T>
ValueTask<T> failed(std::exception_ptr error)
{
    ValueTask<T> outcome;
    Result<T> result;
    result.setError(std::move(error));
    ValueTaskAccess::adopt(outcome, result);
    return outcome;
}

//! Starts a coroutine of the library's own, which the StartPolicy has no say in: it waits for what was started before.
template <typename T>
ValueTask<T> startOwn(Coro<T> coro)
{
    const StartOptions options{.byHand = true};
    ValueTask<T> outcome;
    ValueTaskAccess::start(outcome, CoroAccess::release(coro), &options);
    return outcome;
}

template <typename T>
QCoro::Task<T> valueTaskToQCoro(ValueTask<T> source)
{
    co_return co_await std::move(source);
}

template <typename T>
Coro<T> awaitQCoro(QCoro::Task<T> source)
{
    co_return co_await std::move(source);
}

#ifdef QEAGER_HAS_QCORO_LAZYTASK
//! A QCoro::LazyTask cannot be moved, but its base can, which does not start it.
template <typename T>
class LazyTaskBase : public QCoro::detail::TaskBase<T, QCoro::LazyTask, QCoro::detail::LazyTaskPromise<T>>
{
public:
    using Base = QCoro::detail::TaskBase<T, QCoro::LazyTask, QCoro::detail::LazyTaskPromise<T>>;
    explicit LazyTaskBase(QCoro::LazyTask<T> &&task) noexcept : Base(std::move(task)) {}
    //! Runs it to its first suspension, unless somebody awaits it already.
    Base &&begun()
    {
        if (!this->isReady() && !this->mCoroutine.promise().hasAwaitingCoroutine())
            this->mCoroutine.resume();
        return std::move(*this);
    }
};

template <typename T>
Coro<T> awaitQCoro(LazyTaskBase<T> source)
{
    co_return co_await source.begun();
}
#endif

} // namespace detail

template <typename T>
#ifdef Q_CC_CLANG // a start takes some per cent less
ValueTask<T>::ValueTask() noexcept
#else // without a value GCC 12 warns at -O3
ValueTask<T>::ValueTask() noexcept : m_failure(nullptr)
#endif
{
}

#if !QEAGER_RUNS_IN_CALL
template <typename T>
ValueTask<T>::ValueTask(promise_type &promise) noexcept
{
    promise.m_outcome = this;
}
#endif

template <typename T>
ValueTask<T>::ValueTask(Task<T> task) noexcept : ValueTask()
{
    if (!task.isNull())
        adopt(detail::TaskAccess::release(std::move(task)));
}

template <typename T>
ValueTask<T>::ValueTask(QCoro::Task<T> task) : ValueTask(detail::startOwn(detail::awaitQCoro(std::move(task))))
{
}

#ifdef QEAGER_HAS_QCORO_LAZYTASK
template <typename T>
ValueTask<T>::ValueTask(QCoro::LazyTask<T> &&task)
    : ValueTask(detail::startOwn(detail::awaitQCoro(detail::LazyTaskBase<T>(std::move(task)))))
{
}
#endif

template <typename T>
void ValueTask<T>::clear() noexcept
{
    const Kind kind = std::exchange(m_kind, Kind::Empty);
    if (kind == Kind::Value) [[likely]]
        std::destroy_at(std::addressof(m_value));
    else if (kind != Kind::Empty)
        drop(kind);
}

template <typename T>
void ValueTask<T>::drop(Kind kind) noexcept
{
    if (kind == Kind::Task)
        m_task->deref();
    else
        delete m_failure;
}

template <typename T>
void ValueTask<T>::moveFrom(ValueTask &other) noexcept
{
    if (other.m_kind == Kind::Value) {
        keepValue(std::move(other.m_value));
        other.clear();
        return;
    }
    if (other.m_kind == Kind::Empty)
        return;
    if (other.m_kind == Kind::Task) // no switch: GCC 12 warns at -O3 of a kind that there is not
        m_task = other.m_task;
    else
        m_failure = other.m_failure;
    m_kind = std::exchange(other.m_kind, Kind::Empty);
}

//! A move constructor that throws makes this a failure.
template <typename T>
void ValueTask<T>::keepValue(detail::Stored<T> &&value, [[maybe_unused]] const QString *name) noexcept
{
    if constexpr (std::is_nothrow_move_constructible_v<detail::Stored<T>>) {
        std::construct_at(std::addressof(m_value), std::move(value));
        m_kind = Kind::Value;
    } else {
        try {
            std::construct_at(std::addressof(m_value), std::move(value));
            m_kind = Kind::Value;
        } catch (...) {
            m_failure = detail::makeFailure(std::current_exception(), name);
            m_kind = Kind::Failure;
        }
    }
}

template <typename T>
void ValueTask<T>::adopt(detail::Result<T> &result, const QString *name) noexcept
{
    if (result.hasValue()) [[likely]] {
        keepValue(std::move(result.value()), name);
        return;
    }
    m_failure = detail::takeFailure(result.storage(), name);
    m_kind = Kind::Failure;
}

template <typename T>
void ValueTask<T>::adopt(detail::Ref<detail::TaskState<T>> task) noexcept
{
    m_task = task.release();
    m_kind = Kind::Task;
}

//! Its task, if it is pending: this is empty then.
template <typename T>
detail::Ref<detail::TaskState<T>> ValueTask<T>::takePending() noexcept
{
    if (isReady())
        return {};
    m_kind = Kind::Empty;
    return detail::Ref<detail::TaskState<T>>::adopt(m_task);
}

template <typename T>
detail::Ref<detail::TaskState<T>> ValueTask<T>::pending() const noexcept
{
    return isReady() ? detail::Ref<detail::TaskState<T>>() : detail::Ref<detail::TaskState<T>>(m_task);
}

template <typename T>
bool ValueTask<T>::isCancelled() const
{
    return m_kind == Kind::Task ? m_task->isCancelled()
                                : m_kind == Kind::Failure && detail::isCancelledError(m_failure->error);
}

template <typename T>
decltype(auto) ValueTask<T>::result() const
{
    if constexpr (std::is_void_v<T>) {
        if (m_kind != Kind::Value) [[unlikely]]
            otherResult();
    } else {
        if (m_kind != Kind::Value) [[unlikely]]
            return otherResult();
        detail::Delivery<T>::given(m_value);
        return static_cast<const T &>(m_value);
    }
}

template <typename T>
const detail::Stored<T> &ValueTask<T>::otherResult() const
{
    if (m_kind != Kind::Task)
        detail::throwFailure(m_kind == Kind::Failure ? m_failure : nullptr, "result()");
    return m_task->value();
}

template <typename T>
T ValueTask<T>::takeOther()
{
    if (m_kind != Kind::Task)
        detail::throwTakenFailure(std::exchange(m_kind, Kind::Empty) == Kind::Failure ? m_failure : nullptr,
                                  "result()");
    m_task->requireDone();
    m_kind = Kind::Empty;
    return detail::Ref<detail::TaskState<T>>::adopt(m_task)->take();
}

template <typename T>
T ValueTask<T>::takeResult()
{
    if (m_kind != Kind::Value) [[unlikely]]
        return takeOther();
    if constexpr (std::is_void_v<T>) {
        clear();
    } else {
        return takeValue();
    }
}

//! A function of its own, because GCC 12 would move the value twice where something else is returned, too, and warn of
//! it.
template <typename T>
T ValueTask<T>::takeValue()
{
    detail::Delivery<T>::given(m_value);
    T value = std::move(m_value);
    clear();
    return value;
}

template <typename T>
T ValueTask<T>::share() const
{
    if constexpr (std::is_void_v<T>) {
        result();
    } else if constexpr (detail::Copyable<T>) {
        return result();
    } else {
        ValueTask<T> taken;
        taken.moveFrom(const_cast<ValueTask &>(*this)); // what may change is mutable
        return taken.takeResult();
    }
}

//! Null when this is empty.
template <typename T>
Task<T> ValueTask<T>::sharedTask() const
{
    if (m_kind == Kind::Empty)
        return {};
    if constexpr (detail::Copyable<T>) {
        if (m_kind == Kind::Value) { // the reference that result() has given stays valid
            detail::Result<T> copy;
            copy.capture(std::as_const(m_value));
            return detail::TaskAccess::make(detail::TaskState<T>::makeDone(copy, QString()));
        }
    }
    return detail::TaskAccess::make(const_cast<ValueTask *>(this)->taskState("then()")); // what may change is mutable
}

template <typename T>
std::exception_ptr ValueTask<T>::exception() const
{
    switch (m_kind) {
    case Kind::Empty:
        detail::throwNullHandle("exception()");
    case Kind::Value:
        return nullptr;
    case Kind::Failure:
        m_failure->markObserved();
        return m_failure->error;
    case Kind::Task:
        break;
    }
    return m_task->exception();
}

template <typename T>
detail::Ref<detail::TaskState<T>> ValueTask<T>::taskState(const char *operation)
{
    if (m_kind == Kind::Empty)
        detail::throwNullHandle(operation);
    if (m_kind != Kind::Task) {
        detail::Result<T> result;
        QString name;
        bool observed = false;
        if (m_kind == Kind::Failure) {
            result.setError(m_failure->error);
            name = m_failure->name;
            observed = m_failure->observed;
            m_failure->markObserved(); // its task answers for it from here on
        } else {
            result.capture(std::move(m_value));
        }
        clear();
        adopt(detail::TaskState<T>::makeDone(result, name));
        if (observed)
            m_task->markObserved();
    }
    return detail::Ref<detail::TaskState<T>>(m_task);
}

template <typename T>
Task<T> ValueTask<T>::task() &
{
    return detail::TaskAccess::make(taskState("task()"));
}

template <typename T>
Task<T> ValueTask<T>::task() &&
{
    auto state = taskState("task()");
    clear(); // or its value could not be moved out of the one handle
    return detail::TaskAccess::make(std::move(state));
}

template <typename T>
QFuture<T> ValueTask<T>::toFuture()
{
    return detail::futureOf<T>(taskState("toFuture()"));
}

template <typename T>
QCoro::Task<T> ValueTask<T>::toQCoro()
{
    return detail::valueTaskToQCoro(std::move(*this));
}

template <typename T>
detail::SharedValueTaskAwaiter<T> ValueTask<T>::operator co_await() const &
{
    return detail::SharedValueTaskAwaiter<T>(*this);
}

template <typename T>
detail::ValueTaskAwaiter<T> ValueTask<T>::operator co_await() &&
{
    return detail::ValueTaskAwaiter<T>(*this);
}

template <typename T>
detail::Returned<ValueTask<std::decay_t<T>>, T> ready(T &&value)
{
    return ValueTask<std::decay_t<T>>(std::in_place, std::forward<T>(value));
}

inline ValueTask<void> ready() { return ValueTask<void>(std::in_place); }

} // namespace QEager

#include <qeager/detail/qcorothen.h>
#include <qeager/detail/then.h>
