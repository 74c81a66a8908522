// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    withTaskGroup(): children that end before their parent goes on.

    \code
    co_await QEager::withTaskGroup([&](QEager::TaskGroup &group) -> QEager::Coro<> {
        for (const QUrl &url : urls)
            group.start(download(url));
        co_return;
    });                                     // all have ended here; one failed: all others were cancelled
    \endcode
*/

#include <qeager/detail/taskgroup.h>
#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>

#include <concepts>

namespace QEager {

/*! The children of a running withTaskGroup() (asyncio.TaskGroup). A handle: copies mean the same group. Home thread
    only.

    Its body and its children may start further ones until all have ended. Once it is shutting down, because one failed
    or it was cancelled, and after its end, starting throws InvalidState, and the coroutine is dropped without having
    run. */
class QEAGER_EXPORT TaskGroup
{
public:
    //! As QEager::eager(), as a child. One that finishes synchronously with a value was never part of the group.
    //! \throws InvalidState, see above.
    template <Startable S>
    detail::Returned<ValueTask<ResultOf<S>>, S> start(S &&startable, TaskOptions options = {})
    {
        const detail::Ref<detail::GroupState> group = m_state; // the body may drop this
        group->require("TaskGroup::start()", options.thread);
        const quint64 place = group->nextPlace(); // it may start others
        auto outcome = QEager::eager(std::forward<S>(startable), std::move(options));
        if (!outcome.isReady())
            group->add(detail::Ref<detail::TaskStateBase>(&detail::ValueTaskAccess::state(outcome)), place);
        else if (detail::ValueTaskAccess::hasFailed(outcome))
            group->addFailed({outcome.exception(), detail::ValueTaskAccess::name(outcome)}, place);
        return outcome;
    }
    //! As QEager::post(), as a child. \throws InvalidState, see above.
    template <Startable S>
    detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {})
    {
        m_state->require("TaskGroup::post()", options.thread);
        auto task = QEager::post(std::forward<S>(startable), std::move(options));
        adopt(task, m_state->nextPlace());
        return task;
    }
    //! As QEager::createTask(), through the thread's factory, as a child. \throws InvalidState, see above, and what
    //! createTask() throws.
    template <Startable S>
    detail::Returned<Task<ResultOf<S>>, S> createTask(S &&startable, TaskOptions options = {})
    {
        const detail::Ref<detail::GroupState> group = m_state;
        group->require("TaskGroup::createTask()", options.thread);
        const quint64 place = group->nextPlace();
        auto task = QEager::createTask(std::forward<S>(startable), std::move(options));
        TaskGroup(group).adopt(task, place);
        return task;
    }

    /*! Asks all children and the body to end. The group then ends without an exception, unless one is thrown meanwhile;
        a body that was to give a value and did not gives Cancelled. Nothing when it is shutting down already, or has
        ended. Python 3.15: TaskGroup.cancel(). */
    void cancel() { m_state->cancel(); }
    //! How many children have not ended.
    qsizetype size() const noexcept { return m_state->size(); }
    //! Children can still be started.
    bool isOpen() const noexcept { return m_state->isOpen(); }

private:
    friend detail::TaskGroupAccess;
    explicit TaskGroup(detail::Ref<detail::GroupState> state) noexcept : m_state(std::move(state)) {}
    void adopt(const TaskHandle &task, quint64 place);
    detail::Ref<detail::GroupState> m_state;
};

/*! Runs \a body, a callable that takes a TaskGroup & and returns a Coro, then waits for all children (async with
    asyncio.TaskGroup()).

    It runs in the awaiting task, inline, without a task or event of its own; when all children finish synchronously it
    does not suspend. \a body is kept until the end.

    **A child fails** (other than by Cancelled): its siblings and the body are asked to end, and when all have, \throws
    ExceptionGroup of all exceptions but Cancelled, in the order in which the children ended, the body's own last. It is
    noticed through the ready queue: a body that does not suspend runs to its end. A request made of the body for that
    purpose is taken back at the end.

    **The body fails**: the same; its exception is part of the group.

    **Cancelled** from outside: the children are cancelled, and when they have ended Cancelled goes on, unless there are
    exceptions: these go first, and the task is asked again.

    **Closed** (its owner died, its scope ended): the children are closed, there and then.

    The exceptions count as retrieved. A child that is cancelled on its own affects nobody.
*/
template <typename Body>
    requires std::invocable<std::decay_t<Body> &, TaskGroup &>
auto withTaskGroup(Body &&body)
{
    using Running = detail::Unmarked<std::invoke_result_t<std::decay_t<Body> &, TaskGroup &>>;
    if constexpr (detail::BodyResult<Running>) {
        using T = typename std::remove_cvref_t<Running>::value_type;
        return detail::Returned<Coro<T>, Body>(
            detail::runTaskGroup<T, TaskGroup, std::decay_t<Body>>(detail::hold(std::forward<Body>(body))));
    } else {
        return detail::refuseBody<Running>();
    }
}

} // namespace QEager
