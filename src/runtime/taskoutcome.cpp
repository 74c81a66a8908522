// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What a task ends with: how it gets there from the promise, who is given it, and how it goes.

#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/unhandled.h>

namespace QEager::detail {

std::exception_ptr TaskType::error(std::coroutine_handle<> root) const
{
    const Promised result = promised(root);
    return result.state == ResultState::Error ? *static_cast<std::exception_ptr *>(result.storage) : nullptr;
}

void TaskType::fail(std::coroutine_handle<> root, std::exception_ptr error) const noexcept
{
    const Promised result = promised(root);
    keepError(result.storage, result.state, stored, std::move(error));
}

TaskStateBase *TaskStateBase::make(const TaskType &type, std::coroutine_handle<> root)
{
    return type.construct(threadState().pool.allocate(type.size), root);
}

TaskStateBase *TaskStateBase::makeDone(const TaskType &type, void *from, ResultState fromState, const QString &name)
{
    TaskStateBase *const state = make(type, {});
    moveResult(state->outcome().storage, state->m_outcome, from, fromState, type.stored);
    state->enter(Runtime::current().port());
    state->m_done = true;
    if (!name.isEmpty())
        state->setName(name);
    return state;
}

void TaskStateBase::die() noexcept
{
    if (m_done && !m_observed) {
        if (const std::exception_ptr error = failure()) [[unlikely]]
            reportUnhandled(name(), error);
    }
    destroySelf();
}

void TaskStateBase::destroySelf() noexcept
{
    const Outcome own = outcome();
    if (m_outcome != ResultState::Taken)
        clearResult(own.storage, m_outcome, own.type.stored);
    const std::size_t size = own.type.size;
    this->TaskStateBase::~TaskStateBase();
    threadState().pool.deallocate(this, size);
}

void TaskStateBase::takeResult() noexcept
{
    const Outcome own = outcome();
    const TaskType::Promised result = own.type.promised(m_root);
    moveResult(own.storage, m_outcome, result.storage, result.state, own.type.stored);
}

void TaskStateBase::setFailure(std::exception_ptr error) noexcept
{
    const Outcome own = outcome();
    keepError(own.storage, m_outcome, own.type.stored, std::move(error));
}

std::exception_ptr TaskStateBase::failure() const noexcept
{
    if (!hasError())
        return nullptr;
    return *static_cast<std::exception_ptr *>(const_cast<TaskStateBase *>(this)->outcome().storage);
}

void TaskStateBase::setTaken() noexcept
{
    const Outcome own = outcome();
    clearResult(own.storage, m_outcome, own.type.stored);
    m_outcome = ResultState::Taken;
}

void TaskStateBase::moveOutcome(void *to, ResultState &toState) noexcept
{
    const Outcome own = outcome();
    markObserved();
    if (hasError()) {
        keepError(to, toState, own.type.stored, failure());
    } else {
        moveResult(to, toState, own.storage, m_outcome, own.type.stored);
        setTaken();
    }
}

bool TaskStateBase::isCancelled() const { return m_done && hasError() && isCancelledError(failure()); }

std::exception_ptr TaskStateBase::exception()
{
    requireHome("The exception");
    if (!m_done)
        throw InvalidState(QStringLiteral("%1 has not ended: await it before asking for its exception.").arg(name()));
    markObserved();
    return failure();
}

void TaskStateBase::throwNoValue()
{
    requireHome("The result");
    if (!m_done || m_outcome == ResultState::Taken) {
        throw InvalidState((m_done
                                ? QStringLiteral("The result of %1 has been taken already.")
                                : QStringLiteral("The result of %1 is not there yet: await the task, or use then()."))
                               .arg(name()));
    }
    markObserved();
    rethrow(failure());
}

} // namespace QEager::detail
