// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TaskScope: tasks that end with an object or a block, at the latest.

    \code
    class Page : public QObject
    {
        void reload() { m_tasks.eager(load()); }
        QImage m_image;
        QEager::TaskScope m_tasks;   // last, so that its tasks end while the other members still exist
    };
    \endcode
*/

#include <qeager/eager.h>
#include <qeager/taskfactory.h>

#include <utility>

namespace QEager {

/*! Owns the tasks that you start in it, and ends those that are left when it is destroyed.

    **Closing** is synchronous, and begins with the oldest task. Cancelled is thrown where the task is suspended, there
    and then. An await during its clean-up throws again at once. A task that still does not end is destroyed, and a
    warning says so. No other line of it runs afterwards. A task that is running further down on this very stack ends at
    its next await. A posted start that has not begun never runs.

    What a closed task awaits is cancelled, as by cancel(): another task gets the request through the ready queue.

    **As a member**, declare the scope after everything that the clean-up of its tasks touches. A QObject as the owner
    (TaskOptions::owner, and the object of a member coroutine) closes its tasks in the same way, but only when it emits
    QObject::destroyed. The members of derived classes are gone by then.

    **For all member coroutines** of a class, whoever starts them, give the class a function `TaskScope &taskScope()`:

    \code
    class Cache                                                       // a QObject or not
    {
    public:
        QEager::TaskScope &taskScope() { return m_tasks; } // public: derived classes see it, too
        QEager::ValueTask<QByteArray> load(QString key)
        {
            m_loading.insert(key);
            const auto done = qScopeGuard([this, key] { m_loading.remove(key); });
            co_return co_await fetch(key);
        }

    private:
        QSet<QString> m_loading;
        QEager::TaskScope m_tasks;                                    // last
    };
    \endcode

    A member coroutine takes its scope when it is called, and its task enters the scope when it is posted or first
    suspends. If another coroutine awaits it, it belongs to that one instead. An owner in the TaskOptions, or another
    scope that you put it into, counts instead of this scope. If the object is a QObject, it remains an owner as well.

    If the scope is destroyed before the coroutine begins, the coroutine does not run, and its outcome is Cancelled.
    While the scope is being destroyed, a coroutine runs at most to its first suspension. Starting it on another thread
    than it was called on throws InvalidState. Do not call a member coroutine before the scope is made or after it has
    gone: not in the initializer of a member, nor in the destructor of one.

    A scope cannot be copied or moved. Use it on its home thread only. A coroutine that finishes synchronously never
    becomes part of the scope, and costs nothing here.
*/
class QEAGER_EXPORT TaskScope
{
public:
    TaskScope();
    Q_DISABLE_COPY_MOVE(TaskScope)
    ~TaskScope();

    //! Starts a coroutine in this scope, as QEager::eager() does.
    template <Startable S>
    detail::Returned<ValueTask<ResultOf<S>>, S> eager(S &&startable, TaskOptions options = {})
    {
        const detail::Ref<detail::ScopeState> scope(m_state); // the body may destroy this
        const quint64 place = ++scope->lastPlace; // and start others
        auto outcome = QEager::eager(std::forward<S>(startable), std::move(options));
        if (!outcome.isReady()) {
            auto &task = detail::ValueTaskAccess::state(outcome);
            task.requireHome("TaskScope::eager()");
            detail::TaskOwner::joinStarted(task, scope.get(), place);
        }
        return outcome;
    }
    //! Posts a coroutine in this scope, as QEager::post() does.
    template <Startable S>
    detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {})
    {
        auto task = QEager::post(std::forward<S>(startable), std::move(options));
        auto &state = detail::TaskAccess::state(TaskHandle(task), "TaskScope::post()");
        state.requireHome("TaskScope::post()");
        detail::TaskOwner::joinStarted(state, m_state.get());
        return task;
    }
    //! Takes \a task over, out of any other scope, that of its object included. \throws InvalidState for an empty
    //! handle, or on another thread.
    void add(const TaskHandle &task);

    //! Asks all tasks of the scope to end, as TaskHandle::cancel() does.
    void cancel(const QString &message = {});
    //! Ends all tasks of the scope now, as the destructor does. The scope can be used again.
    void close();
    //! Returns the number of tasks that have not ended.
    qsizetype size() const noexcept;
    bool isEmpty() const noexcept { return size() == 0; }

private:
    friend QEAGER_EXPORT detail::PromiseOwner detail::makeOwner(const QObject *object, TaskScope *scope);
    detail::Ref<detail::ScopeState> m_state;
};

/*! Lets the running task outlive its owner, and the taskScope() of its object, when you await this. From there on, only
    its own end, a cancel() or the end of its thread ends it.

    Use this in a member coroutine that goes on without touching its object. It does not suspend, and does nothing if
    there is no owner. A scope that the task was put into by TaskScope::eager(), post() or add() keeps it, because
    whoever put it there relies on that.

    \code
    co_await QEager::detachFromOwner();
    \endcode
*/
inline detail::OwnerDetacher detachFromOwner() { return {}; }

} // namespace QEager
