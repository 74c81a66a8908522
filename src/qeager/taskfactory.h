// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    createTask() and post(), which start a coroutine as a Task, and the factory that decides how createTask() starts.

    \code
    auto task = QEager::post(syncFolder(path), {.name = "sync"});      // begins from the event loop
    auto now = QEager::createTask(load(key), {.eagerStart = true});    // begins here
    \endcode
*/

#include <qeager/context.h>
#include <qeager/detail/refusal.h>
#include <qeager/detail/temporaries.h>
#include <qeager/startable.h>
#include <qeager/task.h>

#include <QtCore/qstring.h>

#include <functional>
#include <optional>

namespace QEager {

/*! How a coroutine is started. Every member may be left out.

    You may write these options inside a `co_await` expression, as in `co_await eager(f(), {.name = n})`. This is safe
    with GCC 12, too, which destroys twice what lambdas and other aggregates hold there (see offload.h). An object that
    `?:` makes still needs a name first.
*/
struct TaskOptions
{
    QEAGER_OWN_PLACE QString name = {}; //!< Task::name(); visible from the first line of the body on
    //! The context to run in, itself and not a copy. If unset, the coroutine runs in a copy of the starter's context.
    QEAGER_OWN_PLACE std::optional<Context> context = {};
    std::optional<bool> eagerStart = {}; //!< createTask() only: inline or posted; unset: the thread's factory decides
    //! The task ends with this object (see TaskScope), not with that of a member coroutine. It must be alive when the
    //! coroutine is started. If it is on another thread, it may die at any moment from then on, which cancels the task.
    QObject *owner = nullptr;
    QThread *thread = nullptr; //!< the home thread; if it is not the caller's, the start is posted there
};

//! One call of createTask(), which the thread's task factory decides about. Valid while the factory is being called.
class QEAGER_EXPORT TaskStart
{
public:
    Q_DISABLE_COPY_MOVE(TaskStart)

    //! The options that createTask() was given. A factory may change them.
    TaskOptions options;

    /*! Starts the task as `options` say: inline if `options.eagerStart` is true, and posted otherwise. A start for
        another thread is always posted.
        \return the task, which may be done already.
        \throws InvalidState the second time. */
    TaskHandle run();
    //! Returns the task that run() has started, or an empty handle before that.
    const TaskHandle &task() const noexcept { return m_task; }

protected:
    explicit TaskStart(TaskOptions given) noexcept : options(std::move(given)) {}
    ~TaskStart() = default;
    virtual TaskHandle start() = 0;

private:
    TaskHandle m_task;
};

/*! Decides how createTask() starts a task.

    A factory may change `start.options`: the name, context, owner or thread. Then it calls `start.run()`, or another
    factory that does. If nobody runs the start, it is refused, and createTask() throws InvalidState. What the factory
    throws comes out of createTask(), too. In both cases the coroutine is dropped without having run.
*/
using TaskFactory = std::function<void(TaskStart &start)>;

//! Returns a factory that starts inline unless `options.eagerStart` is false (asyncio.eager_task_factory).
QEAGER_EXPORT TaskFactory eagerTaskFactory();
//! Returns the default factory, which posts unless `options.eagerStart` is true (asyncio without a factory).
QEAGER_EXPORT TaskFactory postingTaskFactory();
/*! Returns a factory that sets `options.eagerStart` to true, unless the caller of createTask() has set it, and then
    calls \a custom (asyncio.create_eager_task_factory(constructor)).
    \throws InvalidState if \a custom is empty. */
QEAGER_EXPORT TaskFactory makeEagerTaskFactory(TaskFactory custom);

//! Returns the calling thread's factory. It is never empty, so you can wrap another one around it.
QEAGER_EXPORT TaskFactory taskFactory();
/*! Sets the factory of the calling thread; an empty one restores the default (loop.set_task_factory()).

    The factory is called by createTask() on this thread, and by TaskGroup::createTask(). It is not called by eager()
    and post(), which say themselves how they start.

    \code
    QEager::setTaskFactory([next = QEager::eagerTaskFactory()](QEager::TaskStart &start) {
        start.options.name.prepend("import/");
        next(start);
    });
    \endcode
*/
QEAGER_EXPORT void setTaskFactory(TaskFactory factory);

/*! Posts the start: the body begins from the event loop, in the next batch of the ready queue (asyncio's
    create_task()).

    The task exists at once, and its parent is the current task. Posted starts run in the order in which they were
    posted, among everything else that is queued. Without a running event loop, the start waits until there is one.

    With `options.thread`, the frame and the parameters are made on this thread, and used and destroyed on that one. If
    that thread ends first, the start is discarded and the task is cancelled.
    \throws InvalidState for an empty Coro.
*/
template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {});

/*! Starts a coroutine as a Task (asyncio.create_task()). The thread's task factory says how: by default it posts,
    unless `options.eagerStart` is true. A start for another thread is always posted. Unlike eager(), this always makes
    a Task.
    \throws InvalidState for an empty Coro, and if the factory refuses.
    \throws whatever the factory throws. What the body throws is kept in the task. */
template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> createTask(S &&startable, TaskOptions options = {});

//! Refuses anything else with a static_assert that says why.
template <detail::NoStartable S>
auto post(S &&, TaskOptions = {})
{
    return detail::refuse<S>();
}
template <detail::NoStartable S>
auto createTask(S &&, TaskOptions = {})
{
    return detail::refuse<S>();
}

} // namespace QEager

#include <qeager/detail/taskfactory.h>
