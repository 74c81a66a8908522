// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Waiting for the end of a task whose type is not known: what a TaskHandle offers.
*/

#include <qeager/detail/completion.h>
#include <qeager/detail/taskawaiter.h>

#include <QtCore/qpointer.h>

#include <concepts>
#include <exception>
#include <utility>

namespace QEager::detail {

//! `co_await handle`: gives nothing, and throws what the task ended with if that was an exception.
class HandleAwaiter final : public TaskWaiter
{
public:
    explicit HandleAwaiter(Ref<TaskStateBase> awaited) noexcept : TaskWaiter(std::move(awaited)) {}
    bool await_ready() { return checkReady(); }
    void await_resume()
    {
        throwIfInterrupted();
        if (const std::exception_ptr error = m_awaited->exception())
            rethrow(error);
    }
};

//! Calls the callback that fits; nothing escapes.
template <typename OnDone, typename OnError>
void settleEnd(TaskStateBase &task, OnDone &onDone, OnError &onError) noexcept
{
    try {
        if (!task.hasFailed())
            onDone();
        else if constexpr (!std::same_as<OnError, IgnoreError>)
            callWithError(onError, task.exception());
    } catch (...) {
        reportCallback(task.name(), std::current_exception());
    }
}

//! As whenDone(), without the value.
template <typename OnDone, typename OnError>
void whenEnded(Ref<TaskStateBase> task, QObject *context, OnDone onDone, OnError onError)
{
    static_assert(std::invocable<OnDone &>,
                  "The callback of TaskHandle::then() takes no argument: the type of the value is "
                  "known to a Task only.");
    task->requireHome("then()");
    callWhenDone(std::move(task), [receiver = QPointer<QObject>(context), bound = context != nullptr,
                                   ended = std::move(onDone), error = std::move(onError)](TaskStateBase &done) mutable {
        if (!bound || receiver)
            settleEnd(done, ended, error);
    });
}

} // namespace QEager::detail
