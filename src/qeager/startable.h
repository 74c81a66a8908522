// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Startable: what eager(), createTask() and post() take.

    \code
    QEager::eager(thumbnail(path));                       // a Coro
    QEager::eager(legacyLoad, 42);                        // any function that returns a coroutine, QCoro's included
    QEager::eager([this] -> QEager::Coro<> { ... });      // a lambda; it lives as long as the coroutine
    \endcode
*/

#include <qeager/detail/coroutinetraits.h>

namespace QEager {

/*! A coroutine that can be started: a Coro, QCoro::Task, QCoro::LazyTask, ValueTask or Task; or a callable that returns
    one of these when called with \a Args, which are copied or moved in, as for std::thread. One that can only be moved
    is given as an rvalue. A QCoro::Task object has run to its first suspension already; given as the function that
    makes it, it is started in the new coroutine's task.

    The owner of a Coro or ValueTask that the callable returns counts as if it had been given itself, see Coro. The
    object of a member function is held weakly until the call, by whatever pointer it is given: one that is posted, and
    whose object has gone, is not called. What another callable refers to cannot be told: name an owner in the
    TaskOptions if that may go before a posted start begins.
*/
template <typename S, typename... Args>
concept Startable = (detail::Coroutine<S> && sizeof...(Args) == 0) || detail::CoroutineFunction<S, Args...>;

//! What a Startable, or a Part, gives in the end.
template <typename S, typename... Args>
    requires requires { typename detail::StartableResult<S, Args...>::Type; }
using ResultOf = typename detail::StartableResult<S, Args...>::Type;

} // namespace QEager

#include <qeager/detail/startable.h>
