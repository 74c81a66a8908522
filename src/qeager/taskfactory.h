// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Starting a coroutine as a Task: createTask() and post(), and the factory that createTask() asks.

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

    They may be written inside a `co_await` expression, `co_await eager(f(), {.name = n})`, with GCC 12, too, which
    destroys twice what other aggregates, and lambdas, hold there (see offload.h); what `?:` makes needs a name
    first. */
struct TaskOptions
{
    QEAGER_OWN_PLACE QString name = {}; //!< Task::name(), visible from the first line of the body on
    //! Runs in this very context; unset: in a copy of the starter's.
    QEAGER_OWN_PLACE std::optional<Context> context = {};
    std::optional<bool> eagerStart = {}; //!< createTask() only: inline or posted; unset: as the thread's factory does
    //! The task ends with it, see TaskScope. It counts instead of that of a member coroutine, and must be alive now.
    QObject *owner = nullptr;
    QThread *thread = nullptr; //!< the home thread; another one than the caller's posts the start there
};

/*! One call of createTask(), given to the thread's task factory to decide about. Valid during the call of the
    factory. */
class QEAGER_EXPORT TaskStart
{
public:
    Q_DISABLE_COPY_MOVE(TaskStart)

    //! What createTask() was given; a factory may change it.
    TaskOptions options;

    /*! Starts the task as `options` say: inline if `options.eagerStart` is true, posted otherwise (and always for
        another thread).
        \return the task, which may be done. \throws InvalidState the second time. */
    TaskHandle run();
    //! The task, once run; empty before.
    const TaskHandle &task() const noexcept { return m_task; }

protected:
    explicit TaskStart(TaskOptions given) noexcept : options(std::move(given)) {}
    ~TaskStart() = default;
    virtual TaskHandle start() = 0;

private:
    TaskHandle m_task;
};

/*! Decides how createTask() starts a task: it may change `start.options` (rename, give a context, an owner, a thread),
    count, and calls `start.run()`, or another factory that does. One that does not run it refuses: createTask() throws
    InvalidState. What it throws comes out of createTask(). In both cases the coroutine is dropped without having
    run. */
using TaskFactory = std::function<void(TaskStart &start)>;

//! Starts inline unless `options.eagerStart` is false (asyncio.eager_task_factory).
QEAGER_EXPORT TaskFactory eagerTaskFactory();
//! Posts unless `options.eagerStart` is true: the default (asyncio without a factory).
QEAGER_EXPORT TaskFactory postingTaskFactory();
/*! Calls \a custom with `options.eagerStart` set, to true unless the caller of createTask() said otherwise
    (asyncio.create_eager_task_factory(constructor)). */
QEAGER_EXPORT TaskFactory makeEagerTaskFactory(TaskFactory custom);

/*! The calling thread's factory; never empty, so that another one can be wrapped around it. */
QEAGER_EXPORT TaskFactory taskFactory();
/*! Sets the factory of the calling thread, empty for the default (loop.set_task_factory()). It is asked by createTask()
    on this thread, and by TaskGroup::createTask(); eager() and post() say themselves how they start.

    \code
    QEager::setTaskFactory([next = QEager::eagerTaskFactory()](QEager::TaskStart &start) {
        start.options.name.prepend("import/");
        next(start);
    });
    \endcode */
QEAGER_EXPORT void setTaskFactory(TaskFactory factory);

/*! Posts the start: the body begins from the event loop, in the next batch of the ready queue (asyncio's
    create_task()).

    The task exists at once; its parent is the current task. Posted starts run in the order in which they were posted,
    among everything else that is queued. Without a running loop it waits for one. The coroutine's frame and the
    parameters may be made on this thread; with `options.thread` they are used and destroyed on that one, and the start
    is discarded, the task cancelled, if that thread ends first.

    \throws InvalidState for an empty Coro.
*/
template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {});

/*! Starts a coroutine as a Task (asyncio.create_task()): as the thread's factory says, which by default posts it unless
    `options.eagerStart` is true. A start for another thread is always posted. Other than eager(), it makes a Task in
    any case.

    \throws InvalidState for an empty Coro, and when the factory refuses; and what the factory throws. What the body
    throws is the task's, never this call's.
*/
template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> createTask(S &&startable, TaskOptions options = {});

//! Anything else: refused with a sentence.
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
