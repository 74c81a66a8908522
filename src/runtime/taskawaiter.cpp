// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/start.h>
#include <qeager/detail/taskawaiter.h>

namespace QEager::detail {

void throwNullHandle(const char *operation)
{
    throw InvalidState(QStringLiteral("%1 needs a task, but this handle is empty: it was moved from, awaited or taken "
                                      "already, or never assigned.")
                           .arg(QLatin1StringView(operation)));
}

void TaskWaiter::refuse() const
{
    if (!m_awaited)
        throwNullHandle("co_await");
    m_awaited->throwNotHome("co_await");
}

void TaskWaiter::refuseItself() const
{
    throw InvalidState(QStringLiteral("%1 cannot await itself: it would never end.").arg(m_awaited->name()));
}

bool ValueTaskWait::begin(ValueTaskWait *place, TaskStateBase *pending, bool standsIn)
{
    ::new (static_cast<void *>(place)) ValueTaskWait(Ref<TaskStateBase>::adopt(pending), standsIn);
    return pending ? place->checkReady() : place->staysReady();
}

ValueTaskWait::~ValueTaskWait() = default;

void TaskWaiter::begin()
{
    if (task() == m_awaited.get()) [[unlikely]]
        refuseItself();
    m_awaited->addListener(this);
    if (m_awaited->sharesContext() && task())
        m_awaited->shareContextOf(*task());
}

namespace {

//! \a task, which runs, has another context than the one at \a was: so has what it runs on this stack.
void changeContext(const TaskStateBase &task, const ContextSlot *was, ContextSlot *now) noexcept
{
    ThreadState &state = threadState();
    if (state.context == was)
        state.context = now;
    for (Activation *each = state.current; each && each->task != &task; each = each->parent) {
        if (each->outer == was)
            each->outer = now;
    }
}

} // namespace

void TaskWaiter::giveUp() noexcept
{
    unlink();
    if (!m_awaited->sharesContext())
        return;
    const ContextSlot *const shared = &m_awaited->context();
    m_awaited->unshareContext();
    if (m_awaited->isRunning())
        changeContext(*m_awaited, shared, &m_awaited->context());
}

} // namespace QEager::detail
