// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    latest(): a slot where only the latest call counts.

    \code
    connect(m_edit, &QLineEdit::textChanged, this, QEager::latest([this](QString text) -> QEager::Coro<> {
        co_await 150ms;                                   // typing on cancels here
        m_list->setItems(co_await search(text));          // or here
    }));
    \endcode
*/

#include <qeager/detail/latest.h>
#include <qeager/taskscope.h>

#include <QtCore/qthread.h>
#include <QtCore/qpointer.h>

#include <concepts>
#include <memory>
#include <utility>

namespace QEager {

//! How latest() starts its coroutines.
struct LatestOptions
{
    //! Posts every start instead of running it inline. Then, of several calls within one turn of the event loop, only
    //! the last one runs its body.
    bool coalesce = false;
    //! The name, context and owner of each start. Its thread and eagerStart have no meaning here.
    QEAGER_OWN_PLACE TaskOptions task = {};
};

/*! What latest() returns: a function object that starts a coroutine at each call, and cancels the one before.

    **A call** first asks the coroutine of the call before to end, once, as TaskHandle::cancel() does. Then it starts
    the function with the arguments, eagerly. Function and arguments are copied or moved into the coroutine; if that
    throws, the exception is the outcome. So the coroutine before gets its Cancelled after the eager phase of the new
    one. The call returns the outcome. If it is dropped, as a connection does, an exception is logged.

    **Copies** share one slot. When the last copy goes, with its connection for example, a coroutine that still runs is
    closed, as by a TaskScope. Once the owner in the options has died, a call starts nothing, and its outcome is
    Cancelled.

    Use it on its home thread only.
    \throws InvalidState on another thread.
*/
template <typename F>
class Latest
{
    static_assert(std::copy_constructible<F>,
                  "The function of latest() is copied into each start: it must be copyable.");
    static_assert(detail::requireCoroutineOf<F>());

public:
    explicit Latest(F function, LatestOptions options = {})
        : m_state(std::make_shared<State>(std::move(function), std::move(options)))
    {
    }

    template <typename... Args>
        requires Startable<F, Args...>
    detail::Returned<ValueTask<ResultOf<F, Args...>>, Args...> operator()(Args &&...arguments) const
    {
        using T = ResultOf<F, Args...>;
        const std::shared_ptr<State> state = m_state; // the body may drop this
        state->requireHome();
        state->core->cancel(QStringLiteral("A newer call was started."));
        if (state->isOwned && !state->owner)
            return detail::failed<T>(detail::lostOwner());
        TaskOptions options = state->options.task;
        options.owner = state->owner;
        Coro<T> coro;
        try {
            coro = detail::runLatest<T, F, std::decay_t<Args>...>(state->core, detail::hold(state->function),
                                                                  detail::hold(std::forward<Args>(arguments))...);
        } catch (...) { // a copy of the function or of an argument threw: that is not for whoever emitted the signal
            return detail::failed<T>(std::current_exception());
        }
        detail::Returned<ValueTask<T>, Args...> outcome;
        if (state->options.coalesce) {
            const Task<T> task = state->scope.post(std::move(coro), std::move(options));
            detail::ValueTaskAccess::adopt(outcome, detail::TaskAccess::state(task, "latest()"));
        } else {
            outcome = state->scope.eager(std::move(coro), std::move(options));
        }
        if (!outcome.isReady()) // the StartPolicy may have posted it, too
            state->core->noteIfPosted(detail::ValueTaskAccess::state(outcome));
        return outcome;
    }

    //! Asks the latest coroutine to end, unless it has ended.
    void cancel(const QString &message = {}) const
    {
        m_state->requireHome();
        m_state->core->cancel(message);
    }
    //! Returns true if a coroutine has not ended yet, even if it was asked to.
    bool isRunning() const
    {
        m_state->requireHome();
        return m_state->core->isRunning() || !m_state->scope.isEmpty();
    }

private:
    struct State
    {
        State(F f, LatestOptions given)
            : function(std::move(f)), options(std::move(given)), owner(options.task.owner), isOwned(owner)
        {
            options.task.thread = nullptr;
        }
        void requireHome() const
        {
            if (home != QThread::currentThread())
                throw InvalidState(QStringLiteral("This latest() belongs to another thread: use it there."));
        }
        F function;
        LatestOptions options;
        QPointer<QObject> owner; // options.task.owner, which may die
        bool isOwned;
        QThread *home = QThread::currentThread();
        detail::Ref<detail::LatestCore> core = detail::Ref<detail::LatestCore>::adopt(new detail::LatestCore);
        TaskScope scope; // last: what it closes may use the function
    };
    std::shared_ptr<State> m_state;
};

//! Returns a Latest for \a function, which returns a coroutine when it is called with the arguments of the slot.
template <typename F>
Latest<std::decay_t<F>> latest(F &&function, LatestOptions options = {})
{
    return Latest<std::decay_t<F>>(std::forward<F>(function), std::move(options));
}

} // namespace QEager
