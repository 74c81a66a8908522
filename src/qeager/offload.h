// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    offload(): a blocking function, run on a thread pool.

    \code
    const auto decode = [path] { return QImage(path); };
    const QImage image = co_await QEager::offload(decode);
    \endcode

    **GCC 12** destroys what a lambda captures twice when that is written inside the `co_await` expression. There it
    does not compile, nor a moved one: give a lambda that captures more than references and plain values a name, as
    above. Clang, and GCC from version 13 on, are free of it (12.2 and 12.5 do it; 13.5, 14.4 and 16.2 do not).

    **The function outlives the coroutine** when that is cancelled, closed or destroyed: nobody stops a function that
    runs. So one that refers to locals of the coroutine, or to `this`, may use what is gone. Give it what it needs,
    copied, moved, or shared by a std::shared_ptr, and take a std::stop_token, to end soon:

    \code
    const auto search = [text = m_text, index = m_index](std::stop_token stop) { // m_index is a shared_ptr
        return index->find(text, stop);
    };
    const Hits hits = co_await QEager::offload(search);
    \endcode

    A function that needs `this` goes to a pool of its own: a QThreadPool that is the last member waits in its
    destructor, when the others are still there.
*/

#include <qeager/detail/held.h>
#include <qeager/detail/offload.h>
#include <qeager/detail/temporaries.h>

#include <type_traits>

namespace QEager {

/*! What offload() returns. Move-only; awaited once, a second time throws InvalidState. */
template <typename Function>
class [[nodiscard("offload() runs its function only where it is awaited: co_await it")]] Offload
    : public detail::NativeAwaitable
{
public:
    using value_type = detail::OffloadResult<Function>;

    Offload(Function function, QThreadPool *pool)
        : m_function(std::in_place, std::in_place, std::move(function)), m_pool(pool)
    {
    }
    detail::OffloadAwaiter<Function> operator co_await()
    {
        if (!m_function)
            throw InvalidState(QStringLiteral("This offload() was awaited already: call offload() once for each run."));
        detail::Held<Function> function = std::move(*m_function);
        m_function.reset();
        return detail::OffloadAwaiter<Function>(function.take(), m_pool);
    }

private:
    std::optional<detail::Held<Function>> m_function;
    QThreadPool *m_pool;
};

/*! Runs \a function on \a pool (null: QThreadPool::globalInstance()) and gives what it returns (asyncio.to_thread()).

    The function starts at the `co_await`, which always suspends; it is called once, on a thread of the pool,
    without a current task. The awaiting coroutine is resumed on its own thread, by the event with which the result
    arrives. The function and the result are moved, never copied; the function is destroyed on the pool's thread, or by
    the pool when it drops it, before the awaiting coroutine is resumed.

    A function that takes a std::stop_token is told when nobody waits any more; any other runs to its end. Both may
    still run when the coroutine is gone, see above.

    \throws whatever the function throws; Cancelled when the pool drops it before its turn (QThreadPool::clear()).
    Cancellation ends the wait at once, requests the stop, and discards the result, exceptions included. Destroying
    the frame does the same. \a pool must live until the function has begun.
*/
template <typename Function>
detail::Returned<Offload<std::decay_t<Function>>, Function> offload(Function &&function, QThreadPool *pool = nullptr)
{
    return Offload<std::decay_t<Function>>(std::forward<Function>(function), pool);
}

} // namespace QEager
