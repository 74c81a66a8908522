// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    CoroStart<T>: a coroutine started by hand, in two phases.

    \code
    QEager::CoroStart start(fetch(url));      // runs up to the first suspension
    if (!start.isDone())
        showSpinner();
    use(co_await std::move(start));           // runs the rest
    \endcode
*/

#include <qeager/context.h>
#include <qeager/coro.h>
#include <qeager/valuetask.h>

#include <exception>
#include <optional>

namespace QEager {

/*! Owns a coroutine between its eager phase and its continuation (asynkit.CoroStart).

    The first phase runs inline, on the caller's stack. What is left runs only once it is awaited or handed on by
    asCoro(), asValueTask(); until then a wait that ends is noted, not acted upon. It is *used up* by these, and by
    close(), aclose(), throwError(), athrowError(); after that everything but close() and aclose() throws InvalidState.

    **Identity**: it is a task of its own, the same in both phases.

    **Lifetime**: move-only. Destroying one that has not ended closes it: Cancelled is thrown at its suspension, there
    and then, on the destroying stack; one that never started is dropped without running.

    **Threads**: home thread only.
*/
template <typename T = void>
class CoroStart : public detail::NativeAwaitable
{
public:
    using value_type = T;

    /*! Takes \a coro over and, unless \a autostart is false, runs it up to its first suspension. What it throws is
        kept. \a context is where both phases run; without one, the first runs in the caller's own context, and the
        second in that of whoever awaits it. */
    explicit CoroStart(Coro<T> coro, std::optional<Context> context = {}, bool autostart = true)
        : m_coro(std::move(coro)), m_context(std::move(context))
    {
        if (autostart)
            start();
    }
    explicit CoroStart(Coro<T> coro, bool autostart) : CoroStart(std::move(coro), std::nullopt, autostart) {}
    CoroStart(CoroStart &&) noexcept = default;
    CoroStart &operator=(CoroStart &&) = delete;
    ~CoroStart();

    /*! Runs the first phase, in \a context if there is one, else where the constructor said. True when the coroutine
        has ended with it. \throws InvalidState when started already. */
    bool start(const std::optional<Context> &context = {});

    //! It has ended, and is not used up.
    bool isDone() const noexcept { return m_phase == Phase::Started && m_outcome.isReady(); }
    //! It has started and not ended.
    bool isPending() const noexcept { return m_phase == Phase::Started && !m_outcome.isReady(); }

    //! As ValueTask::result(). \throws InvalidState unless isDone().
    decltype(auto) result() const { return m_outcome.result(); }
    //! As ValueTask::exception(). \throws InvalidState unless isDone().
    std::exception_ptr exception() const { return m_outcome.exception(); }

    //! Runs the rest in its own task, and gives the result. Starts it first if need be. Uses it up.
    detail::ValueTaskAwaiter<T> operator co_await() &;
    detail::ValueTaskAwaiter<T> operator co_await() && { return this->operator co_await(); }

    /*! The rest, as a Coro (asynkit's as_coroutine()), in \a context if there is one, else where the constructor said.
        Uses it up. */
    Coro<T> asCoro(const std::optional<Context> &context = {});
    /*! Ready when it has ended, otherwise its continuation is let go as a task (asynkit's as_awaitable()): in \a
        context, else where the constructor said, else in a copy of the caller's context. Uses it up. */
    ValueTask<T> asValueTask(const std::optional<Context> &context = {});
    //! The outcome as a finished QFuture (asynkit's as_future()). \throws InvalidState unless isDone(); it stays usable
    //! then.
    QFuture<T> toFuture();

    /*! Ends it, synchronously: Cancelled at its suspension; an await during the clean-up throws again at once. Nothing
        when it has ended, or is used up. \throws InvalidState when it did await, because its clean-up may not be
        complete; and what else the coroutine throws. */
    void close();
    //! Ends it with Cancelled at its suspension, and lets it clean up with awaits. Nothing when ended or used up.
    Coro<void> aclose();

    /*! Throws \a error at the suspension, here; gives what the coroutine returns because of it, or throws what it
        throws. When it suspends again the error is thrown again, up to \a tries times in all; then its frame is
        destroyed.
        \throws InvalidState when it still suspended, and when it has ended or is used up. */
    T throwError(std::exception_ptr error, int tries = 1);
    //! Throws \a error at the suspension, awaits what the coroutine makes of it. \throws InvalidState as throwError().
    Coro<T> athrowError(std::exception_ptr error);

private:
    enum class Phase : quint8 { New, Started, UsedUp };

    //! Marks it as used up and gives what there is.
    ValueTask<T> use(const std::optional<Context> &context = {});
    detail::Ref<detail::TaskState<T>> usePending();
    static Coro<T> finish(ValueTask<T> outcome);
    static Coro<T> goOn(detail::Ref<detail::TaskState<T>> task, std::exception_ptr error);
    static Coro<void> end(detail::Ref<detail::TaskState<T>> task);

    Coro<T> m_coro; // until it is started
    ValueTask<T> m_outcome; // its task is held while it is pending here
    std::optional<Context> m_context;
    Phase m_phase = Phase::New;
};

} // namespace QEager

#include <qeager/detail/corostart.h>
