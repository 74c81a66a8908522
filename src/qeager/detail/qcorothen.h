// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What QCoro's own then() and connect() make of our coroutines.

    then() awaits what a callback returns when QCoro::detail::isTask says that it is a task, and is itself a coroutine
    of that type.
*/

#include <qeager/coro.h>
#include <qeager/detail/bridge.h>
#include <qeager/detail/valuetaskstart.h>
#include <qeager/valuetask.h>

#include <coroutine>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! then() refers to its callbacks, and maybe to its task, until it begins: so it does at once, whatever the StartPolicy
//! says.
template <typename T>
class QCoroThenPromise final : public ValueTaskPromise<T>
{
public:
    using ValueTaskPromise<T>::ValueTaskPromise;

#if QEAGER_RUNS_IN_CALL
    ValueTaskStart<T> get_return_object() { return ValueTaskStart<T>(*this, true); }
#else
    struct Starter
    {
        bool await_ready() const noexcept { return false; }
        Q_NEVER_INLINE void await_suspend(std::coroutine_handle<QCoroThenPromise> root) const
        {
            static_assert(alignof(QCoroThenPromise) == alignof(ValueTaskPromise<T>)); // it is in the same place
            static constexpr StartOptions ByHand{.byHand = true};
            root.promise().start(&ByHand);
        }
        void await_resume() const noexcept {}
    };
    Starter initial_suspend() const noexcept { return {}; }
#endif
};

} // namespace QEager::detail

template <typename T, typename U, typename... Args>
struct std::coroutine_traits<QEager::ValueTask<T>, QCoro::Task<U> &, Args...> // QCoro::Task::then(), up to 0.10
{
    using promise_type = QEager::detail::QCoroThenPromise<T>;
};

#ifdef QEAGER_HAS_QCORO_LAZYTASK // then() is static in the base of both kinds of tasks, and takes that
template <typename T, typename U, template <typename> typename Kind, typename Promise, typename... Args>
struct std::coroutine_traits<QEager::ValueTask<T>, QCoro::detail::TaskBase<U, Kind, Promise>, Args...>
{
    using promise_type = QEager::detail::QCoroThenPromise<T>;
};
template <typename T, typename U, template <typename> typename Kind, typename Promise, typename... Args>
struct std::coroutine_traits<QEager::ValueTask<T>, QCoro::detail::TaskBase<U, Kind, Promise> &, Args...>
{
    using promise_type = QEager::detail::QCoroThenPromise<T>;
};
#endif

namespace QCoro::detail {

template <typename T>
struct isTask<QEager::ValueTask<T>> : std::true_type
{
    using return_type = T;
};

// Only then() asks for the members of that type.
template <typename T>
struct isTask<QEager::Coro<T>> : std::false_type
{
    struct return_type
    {
        static_assert(!std::is_same_v<T, T>,
                      "A callback for QCoro's then() must not return a QEager::Coro, which nobody would run: return a "
                      "QEager::ValueTask.");
    };
};

} // namespace QCoro::detail

namespace QCoro {

//! As of a QCoro::Task. QCoro's own for what is no task does not take it.
template <typename T, typename Context, typename Callback>
    requires requires(Task<T> task, Context *context, Callback callback) {
        QCoro::connect(std::move(task), context, std::move(callback));
    }
void connect(QEager::ValueTask<T> &&task, Context *context, Callback callback)
{
    QCoro::connect(std::move(task).toQCoro(), context, std::move(callback));
}

} // namespace QCoro
