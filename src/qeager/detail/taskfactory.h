// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/taskfactory.h>.
*/

#include <qeager/taskfactory.h>

namespace QEager {

namespace detail {

//! TaskOptions as the start itself wants them.
struct GivenOptions : StartOptions
{
    explicit GivenOptions(const TaskOptions &options) : given(options.owner)
    {
        name = &options.name;
        context = ContextAccess::box(options.context);
        owner = options.owner ? &given : nullptr;
    }
    Q_DISABLE_COPY_MOVE(GivenOptions)
    QPointer<QObject> given;
};

inline bool isElsewhere(const TaskOptions &options) { return options.thread && isElsewhere(options.thread); }

template <typename T, typename Promise>
Ref<TaskState<T>> postRoot(std::coroutine_handle<Promise> root, const TaskOptions &options, PostReason why)
{
    const GivenOptions given(options);
    return startPosted<T>(root, &given, options.thread, why);
}

/*! An inline start. If its owner, which lives when it is given, is another thread's, that may die at any moment from
    here on: then the task that is told of it is there from the beginning. */
template <typename T, typename Promise>
void startGiven(ValueTask<T> &outcome, std::coroutine_handle<Promise> root, const GivenOptions &options)
{
    if (options.owner && isElsewhere(options.given->thread())) [[unlikely]]
        ValueTaskAccess::adopt(outcome, startAsTask<T>(root, &options));
    else
        ValueTaskAccess::start(outcome, root, &options);
}

//! A TaskStart that owns the root frame until it is run.
template <typename T, typename Root>
class RootStart final : public TaskStart
{
public:
    RootStart(Root root, TaskOptions given) noexcept
        : TaskStart(std::move(given)), m_root(root), m_asked(options.eagerStart == false)
    {
    }
    ~RootStart()
    {
        if (m_root)
            destroyUnstarted(m_root.promise(), m_root);
    }
    Task<T> typedTask() { return TaskAccess::make(std::move(m_state)); }

protected:
    TaskHandle start() override
    {
        const auto root = std::exchange(m_root, {});
        if (isElsewhere(options) || !options.eagerStart.value_or(false)) {
            m_state = postRoot<T>(root, options, m_asked ? PostReason::Asked : PostReason::Factory);
        } else {
            const GivenOptions given(options);
            m_state = startAsTask<T>(root, &given);
        }
        return TaskAccess::make(Ref<TaskStateBase>(m_state));
    }

private:
    std::remove_const_t<Root> m_root;
    bool m_asked; // for a posted start, by the caller, not by the factory
    Ref<TaskState<T>> m_state;
};

//! Has the thread's factory run \a start. Throws what it throws, and InvalidState if it did not.
QEAGER_EXPORT void callFactory(TaskStart &start);

} // namespace detail

template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> post(S &&startable, TaskOptions options)
{
    using T = ResultOf<S>;
    return detail::TaskAccess::make(
        detail::postRoot<T>(detail::toRoot(std::forward<S>(startable)), options, PostReason::Asked));
}

template <Startable S>
detail::Returned<Task<ResultOf<S>>, S> createTask(S &&startable, TaskOptions options)
{
    const auto root = detail::toRoot(std::forward<S>(startable));
    detail::RootStart<ResultOf<S>, decltype(root)> start(root, std::move(options));
    detail::callFactory(start);
    return start.typedTask();
}

} // namespace QEager
