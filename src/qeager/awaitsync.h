// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    awaitSync(): gets a coroutine's result in code that is not a coroutine and has no event loop to wait in.

    \code
    int main()                                            // a tool, a test, a constructor
    {
        const Settings settings = QEager::awaitSync(readSettings(path));
    }
    \endcode
*/

#include <qeager/detail/refusal.h>
#include <qeager/errors.h>
#include <qeager/startable.h>

namespace QEager {

/*! Runs \a startable to its end, here and now, and returns its result or throws what it threw (asynkit.await_sync()).

    No event loop runs, nothing is posted, and neither an event loop nor a QCoreApplication is needed. The coroutine
    runs in the caller's context, as a function would. Its yieldNow() and its sleep of zero do not wait, because there
    is nobody to give way to.

    What would have to wait does not begin to: the await throws WouldBlock inside the coroutine, which unwinds it and
    leaves this call. WouldBlock::place() is that `co_await`; if something pending is given directly (a Task), it is a
    place in QEager. An awaitable of QCoro's has begun by then, and is given up as if it was cancelled. A coroutine may
    catch WouldBlock and return a value instead. If it goes on and awaits again, it is destroyed.

    What the coroutine starts by eager() or post() is not part of this call, and waits for an event loop as always.
    \throws WouldBlock if the coroutine would have to wait.
*/
template <typename S, typename... Args>
    requires Startable<S, Args...>
ResultOf<S, Args...> awaitSync(S &&startable, Args &&...arguments);

//! Refuses anything else with a static_assert that says why.
template <typename S, typename... Args>
    requires(!Startable<S, Args...>)
auto awaitSync(S &&, Args &&...)
{
    return detail::refuse<S, Args...>();
}

} // namespace QEager

#include <qeager/detail/awaitsync.h>
