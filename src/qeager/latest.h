// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    latest(): a slot of which only the latest call counts.

    \code
    connect(m_edit, &QLineEdit::textChanged, this, QEager::latest([this](QString text) -> QEager::Coro<> {
        co_await 150ms;                                   // typing on cancels here
        m_list->setItems(co_await search(text));          // or here
    }));
    \endcode
*/

#include <qeager/taskscope.h>

#include <functional>
#include <memory>
#include <utility>

namespace QEager {

//! How latest() starts.
struct LatestOptions
{
    /*! Post every start instead of running it inline: of several calls within one turn of the event loop, only the last one's body runs.
        That is what a queued connection gave for free. */
    bool coalesce = false;
    TaskOptions task = {}; //!< name, context, owner of each start; its thread and eagerStart have no meaning here
};

/*! What latest() returns: a function object that starts a coroutine at each call, and cancels the one it started before.

    **A call** asks the start before it to end, as by TaskHandle::cancel(), if that has not ended and was not asked before; then it starts the
    function with the call's arguments, eagerly. Both are copied or moved into the coroutine. So the one before sees its Cancelled after the new one's
    eager phase. The outcome is returned, for who wants it; a slot drops it: an exception is logged then.

    **Copies** share the one start. When the last of them goes, as with its connection, what still runs is closed, as by a TaskScope.

    Home thread only. \throws InvalidState on another.
*/
template <typename F>
class Latest
{
public:
    explicit Latest(F function, LatestOptions options = {})
        : m_state(std::make_shared<State>(std::move(function), std::move(options)))
    {
    }

    template <typename... Args>
        requires Startable<F, Args...>
    ValueTask<ResultOf<F, Args...>> operator()(Args &&...arguments) const
    {
        const std::shared_ptr<State> state = m_state; // the body may drop this
        if (state->home != QThread::currentThread())
            throw InvalidState(QStringLiteral("This latest() belongs to another thread: call it there."));
        state->scope.cancelUnasked(QStringLiteral("A newer one was started."));
        using T = ResultOf<F, Args...>;
        Coro<T> coro =
            detail::runFunction<T, F, std::decay_t<Args>...>(state->function, std::forward<Args>(arguments)...);
        if (!state->options.coalesce)
            return state->scope.eager(std::move(coro), state->options.task);
        ValueTask<T> outcome;
        const Task<T> task = state->scope.post(std::move(coro), state->options.task);
        detail::ValueTaskAccess::adopt(outcome, detail::TaskAccess::state(task, "latest()"));
        return outcome;
    }

    //! Asks what runs to end.
    void cancel(const QString &message = {}) const { m_state->scope.cancel(message); }
    //! A start has not ended yet.
    bool isRunning() const noexcept { return !m_state->scope.isEmpty(); }

private:
    struct State
    {
        State(F f, LatestOptions given) : function(std::move(f)), options(std::move(given))
        {
            options.task.thread = nullptr;
        }
        F function;
        LatestOptions options;
        QThread *home = QThread::currentThread();
        TaskScope scope; // last: what it closes may use the function
    };
    std::shared_ptr<State> m_state;
};

//! See Latest. \a function returns a coroutine, for the arguments of a call.
template <typename F>
Latest<std::decay_t<F>> latest(F &&function, LatestOptions options = {})
{
    return Latest<std::decay_t<F>>(std::forward<F>(function), std::move(options));
}

} // namespace QEager
