// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What QCoro's own then() and connect() make of our coroutines.

    then() awaits what a callback returns when QCoro::detail::isTask says that it is a task, and is a coroutine of that type itself.
*/

#include <QCoroTask>

#include <type_traits>
#include <utility>

namespace QEager {
template <typename T>
class Coro;
template <typename T>
class ValueTask;
} // namespace QEager

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
