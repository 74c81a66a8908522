// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    offload(): runs a blocking function on a thread pool.

    \code
    const auto decode = [path] { return QImage(path); };
    const QImage image = co_await QEager::offload(decode);
    \endcode

    **GCC 12** destroys twice what a lambda captures if you write the lambda inside the `co_await` expression. Therefore
    that does not compile there, and neither does a moved lambda. If a lambda captures more than references and plain
    values, give it a name, as above. Clang does not have this bug, and GCC does not from version 13 on (12.2 and 12.5
    have it; 13.5, 14.4 and 16.2 do not).

    **The function outlives the coroutine** if that is cancelled, closed or destroyed, because nobody can stop a
    function that runs. If the function refers to locals of the coroutine, or to `this`, it may use what is gone. Give
    it what it needs: copied, moved, or shared by a std::shared_ptr. Let it take a std::stop_token, so that it can end
    soon:

    \code
    const auto search = [text = m_text, index = m_index](std::stop_token stop) { // m_index is a shared_ptr
        return index->find(text, stop);
    };
    const Hits hits = co_await QEager::offload(search);
    \endcode

    If a function needs `this`, give it a pool of its own: a QThreadPool that is the last member waits in its
    destructor, while the other members still exist.

    **When the application ends**, functions may still run. ~QCoreApplication waits for those of the global pool, but
    only after ~QGuiApplication has begun to take Qt Gui down. If yours read, draw or scale pictures, wait earlier: call
    `QThreadPool::globalInstance()->waitForDone()` after `exec()`.
*/

#include <qeager/detail/held.h>
#include <qeager/detail/offload.h>
#include <qeager/detail/temporaries.h>

#include <type_traits>

namespace QEager {

//! What offload() returns. Move-only. Await it once; a second time throws InvalidState.
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

/*! Runs \a function on \a pool and returns what it returns (asyncio.to_thread()). A null pool stands for
    QThreadPool::globalInstance().

    The function starts at the `co_await`, which always suspends. It is called once, on a thread of the pool, without a
    current task. The coroutine is resumed on its own thread, by the event with which the result arrives.

    The function and the result are moved, never copied. The function is destroyed before the coroutine is resumed: on
    the pool's thread, or by the pool if it drops the function. \a pool must live until the function has begun.

    Cancellation ends the wait at once, requests the stop, and discards the result or the exception. Destroying the
    frame does the same. A function that takes a std::stop_token can notice that; any other runs to its end. Both may
    still run when the coroutine is gone, see above. A function that has not begun is not called any more.
    \throws whatever the function throws.
    \throws Cancelled if the pool drops the function before its turn (QThreadPool::clear()).
*/
template <typename Function>
detail::Returned<Offload<std::decay_t<Function>>, Function> offload(Function &&function, QThreadPool *pool = nullptr)
{
    return Offload<std::decay_t<Function>>(std::forward<Function>(function), pool);
}

} // namespace QEager
