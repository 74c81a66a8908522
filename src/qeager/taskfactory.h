// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Starting a coroutine as a Task: createTask() and post().

    \code
    auto task = QEager::post(syncFolder(path), {.name = "sync"});      // begins in the next loop turn
    auto now = QEager::createTask(load(key), {.eagerStart = true});    // begins here
    \endcode
*/

#include <qeager/context.h>
#include <qeager/startable.h>
#include <qeager/task.h>

#include <QtCore/qstring.h>
#include <QtCore/qthread.h>

#include <optional>

namespace QEager {

/*! How a coroutine is started. Every member may be left out.

    With GCC 12, do not write options with a computed name inside a `co_await` expression: that compiler destroys
    the temporaries of `co_await eager(f(), {.name = n})` twice. Make the options, or the task, first.
*/
struct TaskOptions
{
    QString name = {};                           //!< Task::name(), visible from the first line of the body on
    std::optional<Context> context = {};         //!< runs in this very context; unset: in a copy of the starter's
    std::optional<bool> eagerStart = {}; //!< createTask() only: inline or posted; unset: as the thread's factory does
    QObject *owner = nullptr; //!< the task ends with it, see TaskScope; must be alive now
    QThread *thread = nullptr; //!< the home thread; another one than the caller's posts the start there
};

namespace detail {
//! TaskOptions as the start itself wants them.
struct GivenOptions : StartOptions
{
    explicit GivenOptions(const TaskOptions &options) : given(options.owner)
    {
        name = &options.name;
        context = options.context ? options.context->box() : nullptr;
        owner = options.owner ? &given : nullptr;
    }
    Q_DISABLE_COPY_MOVE(GivenOptions)
    QPointer<QObject> given;
};
} // namespace detail

/*! Posts the start: the body begins from the event loop, in the next batch of the ready queue (asyncio's create_task()).

    The task exists at once; its parent is the current task. Posted starts run in the order in which they were posted,
    among everything else that is queued. Without a running loop it waits for one. The coroutine's frame and the
    parameters may be made on this thread; with `options.thread` they are used and destroyed on that one, and the start
    is discarded, the task cancelled, if that thread ends first.

    \throws InvalidState for an empty Coro.
*/
template <Startable S>
Task<ResultOf<S>> post(S &&startable, TaskOptions options = {})
{
    using T = ResultOf<S>;
    auto state = detail::makePosted<T>(detail::toRoot(std::forward<S>(startable)));
    if (!options.name.isEmpty())
        state->setName(options.name);
    if (options.context)
        state->setContext(options.context->box());
    if (options.owner)
        state->setOwner(options.owner);
    state->postStart(options.thread);
    return detail::TaskAccess::make(std::move(state));
}

/*! Starts a coroutine as a Task (asyncio.create_task()).

    `options.eagerStart` decides whether it runs inline up to its first suspension or is posted; unset, it is posted. A
    start for another thread is always posted. Other than eager(), it makes a Task in any case.

    \throws InvalidState for an empty Coro. What the body throws is the task's, never this call's.
*/
template <Startable S>
Task<ResultOf<S>> createTask(S &&startable, TaskOptions options = {})
{
    using T = ResultOf<S>;
    const bool elsewhere = options.thread && options.thread != QThread::currentThread();
    if (elsewhere || !options.eagerStart.value_or(false))
        return post(std::forward<S>(startable), std::move(options));
    const detail::GivenOptions given(options);
    return detail::TaskAccess::make(detail::startAsTask<T>(detail::toRoot(std::forward<S>(startable)), &given));
}

} // namespace QEager
