// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/corostart.h>.
*/

#include <qeager/corostart.h>
#include <qeager/detail/coro.h>
#include <qeager/errors.h>

namespace QEager {

namespace detail {
[[noreturn]] QEAGER_EXPORT void throwUsedUp();
[[noreturn]] QEAGER_EXPORT void throwIgnored();
QEAGER_EXPORT std::exception_ptr closeRequest();

//! The rest of a coroutine, for a Coro that is to go on with it: closed if that is dropped before it begins.
template <typename T>
class HeldRest
{
public:
    explicit HeldRest(Ref<TaskState<T>> task) noexcept : m_task(std::move(task)) {}
    HeldRest(HeldRest &&) noexcept = default;
    HeldRest &operator=(HeldRest &&) = delete;
    ~HeldRest()
    {
        if (m_task)
            m_task->close();
    }
    explicit operator bool() const noexcept { return bool(m_task); }
    TaskState<T> *operator->() const noexcept { return m_task.get(); }
    Ref<TaskState<T>> take() noexcept { return std::move(m_task); }

private:
    Ref<TaskState<T>> m_task;
};
} // namespace detail

template <typename T>
CoroStart<T>::~CoroStart()
{
    if (isPending())
        detail::ValueTaskAccess::state(m_outcome).close();
}

template <typename T>
bool CoroStart<T>::start(const std::optional<Context> &context)
{
    if (m_phase != Phase::New)
        detail::throwUsedUp();
    const std::optional<Context> &first = context ? context : m_context;
    const detail::StartOptions options{
        .context = detail::ContextAccess::box(first), .sharesContext = !first, .byHand = true};
    detail::ValueTaskAccess::start(m_outcome, detail::CoroAccess::release(m_coro), &options);
    m_phase = Phase::Started;
    if (m_outcome.isReady())
        return true;
    auto &task = detail::ValueTaskAccess::state(m_outcome);
    task.hold();
    if (m_context)
        task.runIn(detail::ContextAccess::box(m_context));
    else
        task.shareContext();
    return false;
}

template <typename T>
ValueTask<T> CoroStart<T>::use(const std::optional<Context> &context)
{
    if (m_phase == Phase::New)
        start();
    if (m_phase == Phase::UsedUp)
        detail::throwUsedUp();
    m_phase = Phase::UsedUp;
    if (!m_outcome.isReady()) {
        auto &task = detail::ValueTaskAccess::state(m_outcome);
        if (context)
            task.runIn(detail::ContextAccess::box(*context));
        else
            task.lendContext();
        task.release();
    }
    return std::move(m_outcome);
}

template <typename T>
detail::ValueTaskAwaiter<T> CoroStart<T>::operator co_await() &
{
    m_outcome = use(); // stays here: a ready one is read by the awaiter
    return std::move(m_outcome).operator co_await();
}

template <typename T>
Coro<T> CoroStart<T>::finish(ValueTask<T> outcome)
{
    co_return co_await std::move(outcome);
}

template <typename T>
Coro<T> CoroStart<T>::asCoro(const std::optional<Context> &context)
{
    return finish(use(context));
}

template <typename T>
ValueTask<T> CoroStart<T>::asValueTask(const std::optional<Context> &context)
{
    if (isPending() && !context && !m_context)
        detail::ValueTaskAccess::state(m_outcome).unshareContext();
    return use(context);
}

template <typename T>
QFuture<T> CoroStart<T>::toFuture()
{
    if (!isDone())
        static_cast<void>(exception()); // throws
    m_phase = Phase::UsedUp;
    return m_outcome.toFuture();
}

template <typename T>
void CoroStart<T>::close()
{
    m_coro = {};
    if (!isPending()) {
        if (m_phase == Phase::New)
            m_phase = Phase::UsedUp;
        return;
    }
    const auto task = usePending();
    task->close();
    if (task->awaitedWhileClosing())
        detail::throwIgnored();
    if (const std::exception_ptr error = task->exception(); error && !task->isCancelled())
        std::rethrow_exception(error);
}

template <typename T>
detail::Ref<detail::TaskState<T>> CoroStart<T>::usePending()
{
    m_phase = Phase::UsedUp;
    const detail::Ref<detail::TaskState<T>> task(&detail::ValueTaskAccess::state(m_outcome));
    m_outcome = {};
    return task;
}

template <typename T>
T CoroStart<T>::throwError(std::exception_ptr error, int tries)
{
    if (m_phase == Phase::New) {
        m_phase = Phase::UsedUp;
        m_coro = {};
        std::rethrow_exception(error); // nothing in it could catch
    }
    if (!isPending())
        detail::throwUsedUp();
    const detail::HeldRest<T> task(usePending()); // closed if there is no memory for it
    for (int i = 0; i < tries; ++i) {
        if (task->interrupt(error, false))
            return task->take();
    }
    task->abandon(QStringLiteral("%1 ignored the error thrown into it.").arg(task->name()));
    detail::throwIgnored();
}

template <typename T>
Coro<T> CoroStart<T>::goOn(detail::HeldRest<T> rest, std::exception_ptr error)
{
    rest->interrupt(std::move(error), false); // or it has no memory for that, and is closed
    detail::Ref<detail::TaskState<T>> task = rest.take();
    task->lendContext();
    task->release();
    co_return co_await detail::TaskAccess::make(std::move(task));
}

template <typename T>
Coro<T> CoroStart<T>::athrowError(std::exception_ptr error)
{
    if (!isPending())
        detail::throwUsedUp();
    return goOn(detail::HeldRest<T>(usePending()), std::move(error));
}

template <typename T>
Coro<void> CoroStart<T>::end(detail::HeldRest<T> rest)
{
    if (!rest)
        co_return;
    try {
        static_cast<void>(co_await goOn(std::move(rest), detail::closeRequest()));
    } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it ended as it was asked to
    }
}

template <typename T>
Coro<void> CoroStart<T>::aclose()
{
    return end(detail::HeldRest<T>(isPending() ? usePending() : detail::Ref<detail::TaskState<T>>()));
}

} // namespace QEager
