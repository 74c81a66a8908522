// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    awaitSync(): a coroutine's result, for code that is no coroutine and has no event loop to wait in.

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

/*! Runs \a startable to its end, here and now, and gives its result, or throws what it threw (asynkit.await_sync()).

    No event loop runs, nothing is posted; it needs none, nor a QCoreApplication. The coroutine runs in the caller's
    context, as a function would.

    An await that would have to wait does not begin to: \throws WouldBlock there, inside the coroutine, which unwinds
    it, and so out of this call. WouldBlock::place() is that `co_await`; of something pending that is given as such (a
    Task), one of QEager's own. An awaitable that is QCoro's has begun by then, and is given up as by a cancellation. A
    coroutine may catch WouldBlock and return a value instead. One that goes on awaiting is destroyed. yieldNow() and a
    sleep of zero do not wait here: there is nobody to give way to.

    What it starts itself by eager() or post() is not its part, and waits for an event loop as always.
*/
template <typename S, typename... Args>
    requires Startable<S, Args...>
ResultOf<S, Args...> awaitSync(S &&startable, Args &&...arguments);

//! Anything else: refused with a sentence.
template <typename S, typename... Args>
    requires(!Startable<S, Args...>)
auto awaitSync(S &&, Args &&...)
{
    return detail::refuse<S, Args...>();
}

} // namespace QEager

#include <qeager/detail/awaitsync.h>
