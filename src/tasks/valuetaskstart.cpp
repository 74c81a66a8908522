// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/valuetaskstart.h>

#if QEAGER_RUNS_IN_CALL

namespace QEager::detail {

void CallStart::beginOwned(PromiseBase &promise, const TaskType &type, std::coroutine_handle<> root,
                           const QObject *object, bool byHand)
{
    if (begin(promise, byHand))
        enter(promise, type, root, object);
}

void CallStart::leaveOwner() noexcept { std::destroy_at(&m_start.owner); }

TaskStateBase *CallStart::comeBack(const TaskType &type, std::coroutine_handle<> root, void *storage,
                                   ResultState &result)
{
    ThreadState &state = threadState();
    TaskStateBase *task = nullptr;
    if (m_state != State::Runs) {
        static constexpr StartOptions ByHand{.byHand = true};
        const bool byHand = m_state == State::WaitsByHand;
        task = startSlowly(type, root, byHand ? &ByHand : nullptr);
    } else {
        if (const auto next = std::exchange(state.next, nullptr)) {
            drive(state, next);
            if (m_state == State::Ended)
                return nullptr;
        }
        if (!root.done())
            type.promised(root).promise.m_link = 0;
        leaveInline(state, m_start);
        task = ranInline(m_start);
        std::destroy_at(&m_start);
    }
    if (!task) {
        const TaskType::Promised ended = type.promised(root);
        moveResult(storage, result, ended.storage, ended.state, type.stored);
        root.destroy();
    }
    return task;
}

} // namespace QEager::detail

#endif
