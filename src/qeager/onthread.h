// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    onThread(): runs a coroutine or a function in the event loop of another thread.

    \code
    QEager::Coro<Rows> query(QString text);      // on the thread that has the database connection

    QEager::ValueTask<> show(QString text)       // on the GUI thread, before and after
    {
        const Rows rows = co_await QEager::withTimeout(5s, QEager::onThread(&databaseThread, query, text));
        table->setRows(rows);
    }
    \endcode

    It is the counterpart of QCoro::moveToThread(). There, a coroutine moves. Here, it stays, and what runs elsewhere is
    a function of its own. For a function that blocks, offload() is the better choice. **GCC 12**: a lambda with
    captures needs a name, see offload.h.
*/

#include <qeager/detail/onthread.h>
#include <qeager/detail/temporaries.h>
#include <qeager/errors.h>

#include <QtCore/qthread.h>

#include <utility>

namespace QEager {

//! What onThread() returns. Move-only. Await it once; a second time throws InvalidState. If you drop it without
//! awaiting it, function and arguments are destroyed, and nothing runs.
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

/*! Runs `function(arguments…)` as a task of \a thread, and returns its result. (asyncio: wrap_future() of
    run_coroutine_threadsafe().)

    **What** you can give is any callable with arguments, which are copied as for std::thread; a member function and its
    object, for example. If it returns something to await, such as a Coro, ValueTask or QCoro::Task, that is awaited
    there. Anything else is the result. You may also give a Coro that has not begun. Results are moved, not copied, and
    may be move-only.

    **When**: nothing happens before the `co_await`. That posts the start to \a thread, whose event loop calls the
    function. The awaiter is resumed on its own thread, by the event with which the answer arrives. This always
    suspends, unless there is nowhere to run. If \a thread is the awaiter's own, the function is called inside the
    `co_await`, as by eager(). If it ends there, the awaiter does not suspend.

    **The task there** runs in a copy of the awaiter's context. It has the awaiter's name, if that was given one. Its
    parent() is the awaiting task, which belongs to another thread than the code that asks.

    **Errors**: what the function or the coroutine throws comes out of the `co_await`. So does what copying or moving an
    argument or the result throws. Cancelled comes out if \a thread is null, has finished, or ends first, even if it
    never ran an event loop: what runs on a thread that ends is closed there, as any task is. A thread that has not
    started yet is waited for. \a thread must be alive at the `co_await`.

    **Cancellation**, and so every timeout: before the function is called, the await ends at once, however busy \a
    thread is, and the function is not called any more. Afterwards, the task there is asked to end, and the wait goes on
    until it has. The awaiter gets what it ended with, even a value that it returned in spite of the request. An awaiter
    that is closed or destroyed asks in the same way, but does not wait. The task there runs to its end, detached; its
    exception is reported, and its result is dropped. The same happens if the awaiter's thread ends.

    **Destruction**: function and arguments are made on the awaiter's thread. From the `co_await` on, they are used and
    destroyed on \a thread, before the awaiter learns of the end. If \a thread has ended, they are destroyed where that
    is noticed: in what ends it, or in the `co_await`. If the await was cancelled before the function was called, they
    are destroyed when its turn comes. What they refer to must live as long. The result belongs to the awaiter. One that
    nobody waits for may be destroyed on either thread.

    **Owner**: a member coroutine ends with its object, and is in its taskScope(), as always. But both are looked at on
    \a thread, when the function is called. The object should live there; otherwise it may be destroyed while its
    coroutine runs. It must be alive at the `co_await`. If it is a QObject, and you give its member function with a
    pointer to it, it may be destroyed before the call: then the function is not called, and the await ends with
    Cancelled. The owner of a Coro that exists already was looked at where it was made. So if the object lives on \a
    thread, give the function instead. A Coro whose object has a taskScope() throws InvalidState at the `co_await`.

    You can await this in a QCoro::Task and in QCoro::waitFor() as well.
*/
template <typename F, typename... Args>
    requires detail::RunsOnThread<F, Args...>
auto onThread(QThread *thread, F &&function, Args &&...arguments)
    -> detail::Returned<OnThread<typename detail::ResultOnThread<F, Args...>::Type>, F, Args...>
{
    using T = typename detail::ResultOnThread<F, Args...>::Type;
    return OnThread<T>(thread, detail::bodyOnThread<T>(std::forward<F>(function), std::forward<Args>(arguments)...));
}

//! Refuses anything else with a static_assert that says why.
template <typename F, typename... Args>
    requires(!detail::RunsOnThread<F, Args...>)
auto onThread(QThread *thread, F &&, Args &&...)
{
    return OnThread<void>(thread, detail::refuseOnThread<F, Args...>());
}

} // namespace QEager
