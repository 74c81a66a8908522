// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    onThread(): a coroutine, run by the event loop of another thread.

    \code
    QEager::Coro<Rows> query(QString text);      // on the thread that has the database connection

    QEager::ValueTask<> show(QString text)       // on the GUI thread, before and after
    {
        const Rows rows = co_await QEager::withTimeout(5s, QEager::onThread(&databaseThread, query, text));
        table->setRows(rows);
    }
    \endcode

    It is the counterpart of QCoro::moveToThread(): there a coroutine moves, here it stays, and what is to run elsewhere
    is a function of its own. For a function that blocks, offload() is the better place. **GCC 12**: a lambda that
    captures needs a name, see offload.h.
*/

#include <qeager/detail/onthread.h>
#include <qeager/detail/temporaries.h>
#include <qeager/errors.h>

#include <QtCore/qthread.h>

#include <utility>

namespace QEager {

/*! What onThread() returns. Move-only; awaited once, a second time throws InvalidState. Dropped without having been
    awaited, it destroys function and arguments, and nothing runs. */
template <typename T>
class [[nodiscard("onThread() runs its function only where it is awaited: co_await it")]] OnThread
    : public detail::NativeAwaitable
{
public:
    using value_type = T;

    OnThread(QThread *thread, Coro<T> body) noexcept : m_thread(thread), m_body(std::move(body)) {}
    detail::OnThreadAwaiter<T> operator co_await()
    {
        if (m_body.isNull())
            throw InvalidState(
                QStringLiteral("This onThread() was awaited already: call onThread() once for each run."));
        return detail::OnThreadAwaiter<T>(m_thread, std::move(m_body));
    }

private:
    QThread *m_thread;
    Coro<T> m_body;
};

/*! Runs `function(arguments…)` as a task of \a thread, and gives what that gives in the end. (asyncio: wrap_future() of
    run_coroutine_threadsafe().)

    **What** is called is any callable, also a member function and its object, with copies of the arguments, as for
    std::thread. What it returns to be awaited, a Coro, ValueTask or QCoro::Task first of all, is awaited there;
    anything else is the result. A Coro that has not begun may be given instead. Results are moved, not copied, and may
    be move-only.

    **When**: nothing happens before the `co_await`. That posts the start to \a thread, whose event loop calls the
    function; the awaiter is resumed on its own thread, by the event with which the answer arrives. It always suspends,
    but for what has nowhere to run. If \a thread is the awaiter's own, the function is called inside the `co_await`, as
    by eager(): if it ends there, the awaiter does not suspend.

    **The task there** runs in a copy of the awaiter's context, and has its name, if it was given one. Its parent() is
    the awaiting task, and so belongs to another thread than the code that asks.

    **Errors**: what the function or the coroutine throws comes out of the `co_await`, and so does what copying or
    moving an argument or the result throws. `Cancelled` comes out if \a thread is null, has finished, or ends first,
    also one that never ran an event loop: what runs on a thread that ends is closed there, as any task. A thread that
    was not started yet is waited for. \a thread must be alive at the `co_await`.

    **Cancellation**, and so every timeout: before the function is called, the await ends at once, whatever \a thread is
    busy with, and the function will not be called. Afterwards the task there is asked to end, and the wait goes on
    until it has: the awaiter gets what it ended with, also if it caught the request and returned a value. An awaiter
    that is closed or destroyed asks in the same way, and does not wait: the task there runs to its end, detached; an
    exception, but not a result, is reported then. The same if the awaiter's thread ends.

    **Who destroys what**: function and arguments are made on the awaiter's thread; from the `co_await` on they are used
    and destroyed on \a thread, before the awaiter hears of the end, or, if \a thread has ended, wherever that is
    noticed (in what ends it, or in the `co_await`). If the await was cancelled before the function was called, they go
    when its turn comes. What they refer to must live as long. The result is the awaiter's; one that nobody waits for
    goes on either thread.

    **Owner**: a member coroutine ends with its object, and is in its taskScope(), as always, but both are looked at on
    \a thread, when the function is called: there the object should live, as otherwise it may be destroyed while its
    coroutine runs. If it is a QObject, and its function is given by a pointer to it, it may be destroyed before that:
    then the function is not called, and the await ends with Cancelled. At the `co_await` it must be alive. The owner of
    a Coro that exists was looked at where it was made: give the function instead, if the object lives on \a thread.
    \throws InvalidState at the `co_await` of such a one whose object has a taskScope().

    In a QCoro::Task, and in QCoro::waitFor(), it can be awaited as well.
*/
template <typename F, typename... Args>
    requires detail::RunsOnThread<F, Args...>
auto onThread(QThread *thread, F &&function, Args &&...arguments)
    -> detail::Returned<OnThread<typename detail::ResultOnThread<F, Args...>::Type>, F, Args...>
{
    using T = typename detail::ResultOnThread<F, Args...>::Type;
    return OnThread<T>(thread, detail::bodyOnThread<T>(std::forward<F>(function), std::forward<Args>(arguments)...));
}

//! Anything else: refused with a sentence.
template <typename F, typename... Args>
    requires(!detail::RunsOnThread<F, Args...>)
auto onThread(QThread *thread, F &&, Args &&...)
{
    return OnThread<void>(thread, detail::refuseOnThread<F, Args...>());
}

} // namespace QEager
