// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/awaitsync.h>.
*/

#include <qeager/awaitsync.h>
#include <qeager/valuetask.h>

#include <coroutine>
#include <utility>

namespace QEager {

namespace detail {

template <typename T, typename Promise>
T runSynchronously(std::coroutine_handle<Promise> root)
{
    SyncGuard guard;
    const StartOptions options{.sharesContext = true, .sync = &guard, .byHand = true};
    ValueTask<T> outcome;
    const UndisturbedScope undisturbed;
    ValueTaskAccess::start(outcome, root, &options);
    if (outcome.isReady())
        return outcome.takeResult();
    const Ref<TaskState<T>> task(&ValueTaskAccess::state(outcome));
    task->unshareContext();
    task->abandon(QStringLiteral("awaitSync() could not make it end."));
    throw WouldBlock(guard.place);
}

} // namespace detail

template <typename S, typename... Args>
    requires Startable<S, Args...>
ResultOf<S, Args...> awaitSync(S &&startable, Args &&...arguments)
{
    return detail::runSynchronously<ResultOf<S, Args...>>(
        detail::toRoot(std::forward<S>(startable), std::forward<Args>(arguments)...));
}

} // namespace QEager
