// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Startable: what you can give to eager(), createTask() and post().

    \code
    QEager::eager(thumbnail(path));                       // a Coro
    QEager::eager(legacyLoad, 42);                        // any function that returns a coroutine, QCoro's included
    QEager::eager([this] -> QEager::Coro<> { ... });      // a lambda; it lives as long as the coroutine
    \endcode
*/

#include <qeager/detail/coroutinetraits.h>

namespace QEager {

/*! A coroutine that can be started, or a callable that returns one when it is called with \a Args.

    A coroutine is a Coro, ValueTask, Task, QCoro::Task or QCoro::LazyTask. Give it as an rvalue if it can only be
    moved. A QCoro::Task has run to its first suspension when you have it. To run it in the new coroutine's task from
    the beginning, give the function that makes it.

    **Lifetime**: the callable and its arguments are copied or moved into the coroutine, as std::thread does.

    **Owner**: if the callable returns a Coro or ValueTask, that one's owner counts, as if you had given it directly;
    see Coro. The object of a member function is held weakly until the call, whatever kind of pointer you give. If it
    has gone when the turn of a posted start comes, the function is not called. What other callables refer to is not
    known. If that may go before a posted start begins, name an owner in the TaskOptions.
*/
template <typename S, typename... Args>
concept Startable = (detail::Coroutine<S> && sizeof...(Args) == 0) || detail::CoroutineFunction<S, Args...>;

//! The type of the result that a Startable, or a Part, ends with.
template <typename S, typename... Args>
    requires requires { typename detail::StartableResult<S, Args...>::Type; }
using ResultOf = typename detail::StartableResult<S, Args...>::Type;

} // namespace QEager

#include <qeager/detail/startable.h>
