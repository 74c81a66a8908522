// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    shield(): awaits something that goes on if the awaiter is cancelled.

    \code
    co_await QEager::shield(save(document));   // if this is cancelled, the document is still saved
    \endcode
*/

#include <qeager/eager.h>

namespace QEager {

namespace detail {
template <typename T>
class ShieldAwaiter final : public TakingAwaiter<T>
{
public:
    explicit ShieldAwaiter(Ref<TaskStateBase> awaited) noexcept : TakingAwaiter<T>(std::move(awaited)) {}
    TaskStateBase *passesCancelTo() const noexcept override { return nullptr; }
};
} // namespace detail

//! What shield() returns. Await it once.
template <typename T>
class [[nodiscard("shield() is about an await: co_await it")]] Shield : public detail::NativeAwaitable
{
public:
    using value_type = T;
    explicit Shield(Task<T> task) noexcept : m_task(std::move(task)) {}
    detail::ShieldAwaiter<T> operator co_await()
    {
        return detail::ShieldAwaiter<T>(detail::TaskAccess::state(m_task, "co_await"));
    }

private:
    Task<T> m_task;
};

/*! Starts \a startable eagerly (a Task or ValueTask is not started again), and returns its result when you await this
    (asyncio.shield()). If the awaiter is cancelled, the wait ends at once with Cancelled, and what it waited for runs
    on. An exception that this ends with is logged, unless somebody else retrieves it. */
template <Startable S>
detail::Returned<Shield<ResultOf<S>>, S> shield(S &&startable)
{
    using T = ResultOf<S>;
    if constexpr (std::same_as<detail::Unmarked<std::remove_cvref_t<S>>, Task<T>>)
        return Shield<T>(std::forward<S>(startable));
    else if constexpr (std::same_as<detail::Unmarked<std::remove_cvref_t<S>>, ValueTask<T>>)
        return Shield<T>(startable.task());
    else
        return Shield<T>(eager(std::forward<S>(startable)).task());
}

} // namespace QEager
