// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Letting time pass: sleep() and yieldNow().

    \code
    co_await QEager::sleep(200ms);
    co_await 200ms;                 // the same, in a coroutine of QEager
    co_await QEager::yieldNow();    // lets everything that is ready run first
    \endcode
*/

#include <qeager/detail/promise.h>
#include <qeager/detail/timerqueue.h>
#include <qeager/detail/yield.h>

#include <chrono>

namespace QEager {

//! What sleep() returns. Copyable; each `co_await` sleeps again.
class [[nodiscard("sleep() waits only where it is awaited: co_await it")]] Sleep : public detail::NativeAwaitable
{
public:
    Sleep() = default;
    explicit Sleep(std::chrono::nanoseconds duration) noexcept : m_duration(duration) {}
    detail::SleepAwaiter operator co_await() const noexcept { return detail::SleepAwaiter(m_duration); }

private:
    std::chrono::nanoseconds m_duration{0};
};

//! What yieldNow() returns.
class [[nodiscard("yieldNow() lets others run only where it is awaited: co_await it")]] Yield
{
public:
    //! For foreign coroutines. Coroutines of QEager await a Yield through detail::AwaitAdapter.
    detail::ForeignYieldAwaiter operator co_await() const noexcept { return {}; }
};

/*! Suspends the awaiting coroutine for at least \a duration nanoseconds (asyncio.sleep()).

    The time counts from the `co_await`, on the steady clock. (In a test, it may be virtual, see <qeager/test.h>.) Qt's
    timers round up to whole milliseconds. This always suspends; a duration of zero or less is the same as yieldNow().

    The coroutine is resumed by the event loop of its own thread, in the very turn in which it is due. Sleeps that are
    due in the same turn wake in the order of their deadlines. Equal deadlines wake in the order in which the sleeps
    began.

    Cancellation ends the sleep at once. Destroying the frame stops it, and no line after it runs.
*/
inline Sleep sleep(std::chrono::nanoseconds duration) { return Sleep(duration); }

/*! Suspends, and queues the awaiting coroutine behind everything that is ready now (asyncio.sleep(0)).

    This always suspends. The coroutine is resumed in the next batch of the ready queue. If a batch consists only of
    coroutines that yielded, timers, input and painting have their turn before it. Beside tasks that wake each other,
    they have it once StartPolicy::drainBudget is spent. A task that is cancelled keeps its place, and gets Cancelled in
    its turn.
*/
inline Yield yieldNow() { return {}; }

namespace detail {
template <>
struct AwaitAdapter<Yield>
{
    static YieldAwaiter adapt(Yield) noexcept { return {}; }
};

template <typename Rep, typename Period>
struct AwaitAdapter<std::chrono::duration<Rep, Period>>
{
    static Sleep adapt(std::chrono::duration<Rep, Period> duration)
    {
        using namespace std::chrono;
        const std::chrono::duration<double> seconds(duration); // holds what nanoseconds cannot
        if (!(seconds > seconds.zero()))
            return Sleep();
        if (seconds >= hours(24 * 365 * 100))
            return Sleep(nanoseconds::max());
        return Sleep(ceil<nanoseconds>(duration));
    }
};
} // namespace detail

} // namespace QEager
