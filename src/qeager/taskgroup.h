// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    withTaskGroup(): runs children that all end before their parent goes on.

    \code
    co_await QEager::withTaskGroup([&](QEager::TaskGroup &group) -> QEager::Coro<> {
        for (const QUrl &url : urls)
            group.start(download(url));
        co_return;
    });                                     // all have ended here; if one failed, the others were cancelled
    \endcode
*/

#include <qeager/detail/taskgroup.h>
#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>

#include <concepts>

namespace QEager {

/*! The children of a running withTaskGroup() (asyncio.TaskGroup). This is a handle: copies refer to the same group.

    The body and the children may start further children until all have ended. After that, and once the group is
    shutting down because a child failed or it was cancelled, starting a child throws InvalidState. The coroutine is
    then dropped without having run. The same happens if `options.thread` is another thread. Use a group on its home
    thread only.
*/
class QEAGER_EXPORT TaskGroup
{
public:
    //! Starts a child inline, as QEager::eager() does. A child that finishes synchronously with a value never becomes
    //! part of the group. \throws InvalidState if no child can be started, see above.
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
    //! Posts a child, as QEager::post() does. \throws InvalidState if no child can be started, see above.
    template <Startable S>
    detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {})
    {
        m_state->require("TaskGroup::post()", options.thread);
        auto task = QEager::post(std::forward<S>(startable), std::move(options));
        adopt(task, m_state->nextPlace());
        return task;
    }
    /*! Starts a child by the thread's factory, as QEager::createTask() does.
        \throws InvalidState if no child can be started, see above.
        \throws whatever createTask() throws. */
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

    /*! Asks all children and the body to end. The group then ends without an exception, unless a child or the body
        throws one meanwhile. If the body was to return a value and did not, the group ends with Cancelled. Does nothing
        if the group is shutting down already, or has ended. Python 3.15: TaskGroup.cancel().
        \throws InvalidState on another thread. */
    void cancel() { m_state->cancel(); }
    //! Returns the number of children that have not ended.
    qsizetype size() const noexcept { return m_state->size(); }
    //! Returns true if children can still be started.
    bool isOpen() const noexcept { return m_state->isOpen(); }

private:
    friend detail::TaskGroupAccess;
    explicit TaskGroup(detail::Ref<detail::GroupState> state) noexcept : m_state(std::move(state)) {}
    void adopt(const TaskHandle &task, quint64 place);
    detail::Ref<detail::GroupState> m_state;
};

/*! Runs \a body, a callable that takes a TaskGroup & and returns a coroutine, and then waits for all children (async
    with asyncio.TaskGroup()). Returns a Coro with the result of the body.

    The body runs in the awaiting task, inline, without a task or an event of its own. If all children finish
    synchronously, it does not suspend. \a body is kept until the end.

    **If a child fails** (with anything but Cancelled), its siblings and the body are asked to end. When all have ended,
    an ExceptionGroup is thrown. It has all exceptions except Cancelled, in the order in which the children ended, and
    the body's own last. The failure is noticed through the ready queue, so a body that does not suspend runs to its
    end. The request that the group makes of the body is taken back at the end.

    **If the body fails**, the same happens, and its exception is part of the group.

    **If the task is cancelled** from outside, the children are cancelled. When they have ended, Cancelled goes on. If
    there are other exceptions, these are thrown first, and the task is asked to end again.

    **If the task is closed** (its owner died, its scope ended), the children are closed there and then.

    The exceptions count as retrieved. A child that is cancelled on its own affects nobody.
    \throws ExceptionGroup if a child or the body failed, see above.
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
