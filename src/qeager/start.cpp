// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/valuetaskstart.h>

namespace QEager::detail {

TaskStateBase *startSlowly(const RootType &type, PromiseBase &promise, std::coroutine_handle<> root,
                           const StartOptions *options)
{
    RootOptions told(promise, options);
    told.requireHere(root);
    if (told.isOwnerLost()) {
        type.fail(root, lostOwner());
        return nullptr;
    }
    promise.becomeRoot();
    return slowStart(type, root, told.options());
}

#if QEAGER_RUNS_IN_CALL

TaskStateBase *CallStart::comeBack(PromiseBase &promise)
{
    ThreadState &state = threadState();
    if (m_state == State::Waits || m_state == State::WaitsByHand) {
        static constexpr StartOptions ByHand{.byHand = true};
        const RootType &type = *m_start.type;
        std::destroy_at(&m_start);
        return startSlowly(type, promise, m_root, m_state == State::WaitsByHand ? &ByHand : nullptr);
    }
    if (const auto next = std::exchange(state.next, nullptr)) {
        drive(state, next);
        if (m_state == State::Ended)
            return nullptr;
    }
    if (!m_root.done())
        promise.m_link = 0;
    leaveInline(state, m_start);
    TaskStateBase *const task = ranInline(m_start);
    std::destroy_at(&m_start);
    return task;
}

#endif

} // namespace QEager::detail
