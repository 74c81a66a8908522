// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Part: what gather(), race() and withTimeout() take. part(): a Part with options.

    \code
    using QEager::part;
    auto both = QEager::gather(part(loadUser(id), {.name = "user"}), QtConcurrent::run(loadPrices));
    auto first = QEager::race(fetch(url), QEager::signal(button, &QPushButton::clicked), 5s);
    \endcode
*/

#include <qeager/detail/part.h>
#include <qeager/eager.h>

#include <QtCore/qpointer.h>

#include <utility>

namespace QEager {

/*! One of several things to wait for: a Startable, anything else that can be awaited, or part() of one of these.

    **A Startable** is started as by eager(). A Task or ValueTask is not started again.

    **Anything else** is whatever `co_await` takes in a coroutine of QEager: signal(), sleep(), yieldNow(), a duration,
    a QFuture, a QTimer, offload(), shield(), a TaskHandle, and what QCoro can await. A coroutine of the library awaits
    it, inline and at once, as `co_await std::move(x)` would. If it is ready, there is no task; otherwise it becomes
    one. The value is what that `co_await` returns, by value. Cancelling the part ends the wait as it would end that
    `co_await`: for example, a QFuture is cancelled, and an offloaded function is asked to stop.

    **Lifetime**: an rvalue is moved, and an lvalue is copied. An lvalue that cannot be copied (a QTimer) is awaited
    where it is, and must live as long as `co_await` requires. Give a Coro, ValueTask or QCoro::Task as an rvalue.
*/
template <typename P>
concept Part = Startable<P> || detail::AwaitablePart<P> || detail::OptionedPart<P>;

//! What part() returns. Copyable if its part is.
template <typename P>
class [[nodiscard(
    "part() starts nothing: give it to gather(), gatherSettled(), race() or withTimeout()")]] PartWithOptions
{
public:
    //! The type of the part that it was made of; a reference if that cannot be copied.
    using Given = P;

private:
    friend detail::PartAccess;
    template <typename From>
    PartWithOptions(From &&given, TaskOptions options)
        : m_part(std::forward<From>(given)), m_options(std::move(options)), m_owner(m_options.owner)
    {
    }
    P m_part;
    TaskOptions m_options;
    QPointer<QObject> m_owner; // of these options, which may die before the turn of the part comes
};

/*! Returns \a given together with \a options. When its turn comes, it is started as by `eager(given, options)`. If it
    is a Task or ValueTask, which runs already, a new task with these options awaits it.

    Nothing runs in this call. If the part is never started, because its race was decided before, \a given is dropped.
    The same happens if the owner in the options has died when the turn of the part comes; the part then ends with
    Cancelled. An owner on another thread must live until then.

    Parts run on the thread that awaits them: with another one in `options.thread`, the call that starts the part throws
    InvalidState. To run a part elsewhere, use `onThread(worker, f, x)`.
*/
template <Part P>
    requires(!detail::OptionedPart<P>)
PartWithOptions<detail::Kept<P>> part(P &&given, TaskOptions options)
{
    return detail::PartAccess::make<detail::Kept<P>>(std::forward<P>(given), std::move(options));
}

} // namespace QEager
