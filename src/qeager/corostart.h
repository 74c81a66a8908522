// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    CoroStart<T>: a coroutine that you start by hand, in two phases.

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

namespace detail {
template <typename T>
class HeldRest;
}

/*! Owns a coroutine between its eager phase and its continuation (asynkit.CoroStart).

    The first phase runs inline, on the caller's stack, whatever the StartPolicy says. The rest runs only once you await
    this object, or hand the coroutine on by asCoro() or asValueTask(). Until then, the end of what it waits for is
    noted, but it does not resume.

    Awaiting it, asCoro(), asValueTask(), toFuture(), close(), aclose(), throwError() and athrowError() *use it up*.
    Afterwards, only close() and aclose() may be called, which then do nothing. Everything else that needs the coroutine
    throws InvalidState.

    **Identity**: the coroutine is a task of its own, which is the same in both phases.

    **Lifetime**: move-only. If you destroy one whose coroutine has not ended, the coroutine is closed: Cancelled is
    thrown where it is suspended, there and then, on the destroying stack. A coroutine that was never started is dropped
    without running.

    **Threads**: use it on its home thread only.
*/
template <typename T = void>
class CoroStart : public detail::NativeAwaitable
{
public:
    using value_type = T;

    /*! Takes \a coro over and, unless \a autostart is false, runs it up to its first suspension. What it throws is
        kept.

        Both phases run in \a context. Without one, the first phase runs in the caller's own context, and the second one
        in the context of whoever awaits it.
    */
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

    /*! Runs the first phase, in \a context if you give one, otherwise where the constructor says.
        \return whether the coroutine has ended.
        \throws InvalidState if it was started already. */
    bool start(const std::optional<Context> &context = {});

    //! Returns true if the coroutine has ended, and this is not used up.
    bool isDone() const noexcept { return m_phase == Phase::Started && m_outcome.isReady(); }
    //! Returns true if the coroutine has started and not ended, and this is not used up.
    bool isPending() const noexcept { return m_phase == Phase::Started && !m_outcome.isReady(); }

    //! Returns the value, or throws what the coroutine threw. \throws InvalidState unless isDone().
    decltype(auto) result() const { return m_outcome.result(); }
    //! Returns what the coroutine threw, or null for a value. \throws InvalidState unless isDone().
    std::exception_ptr exception() const { return m_outcome.exception(); }

    //! Runs the rest in the coroutine's own task, and returns the result. Starts the coroutine first if necessary.
    detail::ValueTaskAwaiter<T> operator co_await() &;
    detail::ValueTaskAwaiter<T> operator co_await() && { return this->operator co_await(); }

    //! Returns the rest as a Coro (asynkit's as_coroutine()). It runs in \a context if you give one, otherwise where
    //! the constructor says.
    Coro<T> asCoro(const std::optional<Context> &context = {});
    /*! Returns a ValueTask (asynkit's as_awaitable()). It is ready if the coroutine has ended; otherwise the coroutine
        now goes on as a task. It runs in \a context if you give one, otherwise in the context given to the constructor,
        and without that in a copy of the caller's context. */
    ValueTask<T> asValueTask(const std::optional<Context> &context = {});
    /*! Returns the outcome as a finished QFuture (asynkit's as_future()).
        \throws InvalidState unless isDone(); in that case this is not used up. */
    QFuture<T> toFuture();

    /*! Ends the coroutine synchronously: Cancelled is thrown where it is suspended, and again at once by every await
        during its clean-up. A coroutine that was not started is dropped. Does nothing if it has ended, or if this is
        used up.
        \throws InvalidState if the coroutine did await, because its clean-up may not be complete.
        \throws whatever the coroutine throws other than Cancelled. */
    void close();
    //! Ends the coroutine when you await what this returns: Cancelled is thrown where it is suspended, and it may clean
    //! up with further awaits. If you drop that instead, the coroutine is closed, as by close(). Does nothing if it has
    //! not been started or has ended, or if this is used up.
    Coro<void> aclose();

    /*! Throws \a error where the coroutine is suspended, inside this call. Returns what the coroutine returns because
        of it, or throws what it throws.

        If the coroutine suspends again, the error is thrown again, up to \a tries times in all; then the frame is
        destroyed. If the coroutine was not started, it is dropped, and this call throws \a error.
        \throws InvalidState if the coroutine still suspended, if it has ended, and if this is used up.
    */
    T throwError(std::exception_ptr error, int tries = 1);
    /*! Throws \a error where the coroutine is suspended, when you await what this returns. That await returns or throws
        what the coroutine makes of it. If you drop that instead, the coroutine is closed, as by close().
        \throws InvalidState if the coroutine has not been started or has ended, and if this is used up. */
    Coro<T> athrowError(std::exception_ptr error);

private:
    enum class Phase : quint8 { New, Started, UsedUp };

    //! Marks this as used up, and returns the outcome.
    ValueTask<T> use(const std::optional<Context> &context = {});
    detail::Ref<detail::TaskState<T>> usePending();
    static Coro<T> finish(ValueTask<T> outcome);
    static Coro<T> goOn(detail::HeldRest<T> rest, std::exception_ptr error);
    static Coro<void> end(detail::HeldRest<T> rest);

    Coro<T> m_coro; // until it is started
    ValueTask<T> m_outcome; // its task is held while it is pending here
    std::optional<Context> m_context;
    Phase m_phase = Phase::New;
};

} // namespace QEager

#include <qeager/detail/corostart.h>
