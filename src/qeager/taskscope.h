// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TaskScope: tasks that live no longer than an object or a block.

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

/*! Owns the tasks started in it, and ends those that are left in its destructor.

    **Closing** is synchronous: Cancelled is thrown at each task's suspension, there and then, oldest first; an await
    during its clean-up throws again at once; one that still does not end is destroyed with a warning. No other line of
    it runs afterwards. A task that is running further down on this very stack ends at its next await. A posted start
    that has not run never runs.

    What a closed task awaits is cancelled, as by cancel(): another task gets its request through the queue.

    **As a member**, declare it after everything that its tasks' clean-up touches. An owner QObject (TaskOptions::owner,
    and that of a member coroutine) does the same when QObject::destroyed is emitted, which is when the members of
    derived classes are gone already.

    **For all member coroutines** of a class, without being told, whoever starts them: give it a `TaskScope
    &taskScope()`.

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

    The coroutine knows the scope when it is called; its task is in it when it is posted or first suspends. Awaited, it
    belongs to its awaiter. An owner that the options name, and another scope that it is put into, count instead.
    Destroyed before the coroutine begins, it is not run: its outcome is Cancelled. While the scope is being destroyed,
    it runs to its first suspension at most. A QObject stays its owner as well. To start it on another thread than it
    was called on \throws InvalidState. Call no member coroutine before the scope is made or after it has gone: not in
    the initializer of a member, nor in the destructor of one.

    Not copyable, not movable; home thread only. What finishes synchronously is never part of it and costs nothing here.
*/
class QEAGER_EXPORT TaskScope
{
public:
    TaskScope();
    Q_DISABLE_COPY_MOVE(TaskScope)
    ~TaskScope();

    //! As QEager::eager(), in this scope.
    template <Startable S>
    detail::Returned<ValueTask<ResultOf<S>>, S> eager(S &&startable, TaskOptions options = {})
    {
        const detail::Ref<detail::ScopeState> scope(m_state); // the body may destroy this
        const quint64 place = ++scope->lastPlace; // and start others
        auto outcome = QEager::eager(std::forward<S>(startable), std::move(options));
        if (!outcome.isReady()) {
            auto &task = detail::ValueTaskAccess::state(outcome);
            task.requireHome("TaskScope::eager()");
            task.joinScope(scope.get(), false, place);
        }
        return outcome;
    }
    //! As QEager::post(), in this scope.
    template <Startable S>
    detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options = {})
    {
        auto task = QEager::post(std::forward<S>(startable), std::move(options));
        add(task);
        return task;
    }
    //! Takes \a task over, out of another scope if need be, that of its object included. \throws InvalidState for an
    //! empty handle or on another thread.
    void add(const TaskHandle &task);

    //! Asks all of them to end, as TaskHandle::cancel() does.
    void cancel(const QString &message = {});
    //! Ends all of them now, as the destructor does. The scope can be used again.
    void close();
    //! How many have not ended.
    qsizetype size() const noexcept;
    bool isEmpty() const noexcept { return size() == 0; }

private:
    friend QEAGER_EXPORT detail::PromiseOwner detail::makeOwner(const QObject *object, TaskScope *scope);
    detail::Ref<detail::ScopeState> m_state;
};

/*! Lets the running task outlive its owner, and the taskScope() of its object: from here on nothing but its own end, a
    cancel() or the end of its thread ends it. For a member coroutine that goes on without touching its object. Does not
    suspend. Without an owner nothing happens. A scope that it was put into by TaskScope::eager(), post() or add() keeps
    it: who did so relies on that.

    \code
    co_await QEager::detachFromOwner();
    \endcode
*/
inline detail::OwnerDetacher detachFromOwner() { return {}; }

} // namespace QEager
