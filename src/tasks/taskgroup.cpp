// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>
#include <qeager/taskgroup.h>

#include <QtCore/qthread.h>

namespace QEager::detail {

namespace {

QString shuttingDown() { return QStringLiteral("Its task group is shutting down."); }

} // namespace

// -- a child

GroupMember::GroupMember(GroupState &group, Ref<TaskStateBase> started, quint64 itsPlace)
    : AskedTask(started.get(), itsPlace), child(std::move(started)), m_group(group)
{
    child->addListener(this);
}

GroupMember::GroupMember(GroupState &group, GroupFailure failure, quint64 itsPlace) noexcept
    : AskedTask(nullptr, itsPlace), m_group(group), m_failure(std::move(failure))
{
}

void GroupMember::run()
{
    const Ref<GroupState> group(&m_group);
    if (child && child->hasFailed())
        m_failure = {child->exception(), child->name()};
    ListNode<GroupTag>::unlink();
    AskedTask::unlink();
    child = {};
    group->ended(this);
}

// -- the group

GroupState::~GroupState()
{
    closeChildren();
    reportFailures();
}

void GroupState::require(const char *operation, QThread *thread) const
{
    const auto operationName = QLatin1StringView(operation);
    if (isOver())
        throw InvalidState(
            QStringLiteral("%1 is too late: the task group and everything in it have ended.").arg(operationName));
    if (m_aborting)
        throw InvalidState(
            QStringLiteral("%1 is too late: the task group is shutting down, because one of its tasks failed "
                           "or it was cancelled.")
                .arg(operationName));
    if (thread && thread != QThread::currentThread())
        throw InvalidState(
            QStringLiteral(
                "%1 starts children on the group's own thread only: to run something on another thread, await "
                "onThread() in a child.")
                .arg(operationName));
    requireHome(operation);
}

void GroupState::requireHome(const char *operation) const
{
    if (&Runtime::current() != m_run->m_runtime)
        throw InvalidState(
            QStringLiteral("%1 was called on another thread than the group's own.").arg(QLatin1StringView(operation)));
}

void GroupState::add(Ref<TaskStateBase> child, quint64 place)
{
    if (!m_run) { // its body's frame is gone; the child closed it
        child->close();
        return;
    }
    GroupMember *member = nullptr;
    try {
        member = new GroupMember(*this, child, place);
    } catch (...) { // it must not run where nobody waits for it
        child->close();
        throw;
    }
    m_members.append(member);
    m_pending.add(member);
    if (m_aborting) // it did so in its eager phase
        child->cancel(shuttingDown());
}

void GroupState::addFailed(GroupFailure failure, quint64 place)
{
    if (isCancelledError(failure.error))
        return;
    if (!m_run) {
        reportUnhandled(failure.name, failure.error);
        return;
    }
    GroupMember *member = nullptr;
    try {
        member = new GroupMember(*this, failure, place);
    } catch (...) {
        reportUnhandled(failure.name, failure.error);
        throw;
    }
    m_members.append(member);
    Runtime::current().append(member);
}

qsizetype GroupState::size() const noexcept
{
    qsizetype size = 0;
    for (GroupMember *member = m_members.first(); member; member = m_members.after(member))
        size += member->child && !member->child->isDone();
    return size;
}

void GroupState::ended(GroupMember *member)
{
    if (m_members.isEmpty() && m_waiter)
        std::exchange(m_waiter, nullptr)->wake();
    const std::exception_ptr &error = member->m_failure.error;
    if (!error || isCancelledError(error)) {
        delete member;
        return;
    }
    m_failed.append(member);
    if (m_run && !m_aborting) {
        abort();
        if (m_run)
            m_run->askToEnd();
    }
}

void GroupState::cancel()
{
    if (!isOpen())
        return;
    requireHome("TaskGroup::cancel()");
    abort();
    if (m_run)
        m_run->askToEnd();
}

void GroupState::abort()
{
    m_aborting = true;
    m_pending.ask(shuttingDown());
}

// What they have failed with is kept, for somebody to be given or told. Null when none is left.
Ref<TaskStateBase> GroupState::takeChild()
{
    while (GroupMember *const member = m_members.takeFirst()) {
        Ref<TaskStateBase> child = std::move(member->child);
        if (child) {
            delete member;
            return child;
        }
        member->Runnable::unlink();
        m_failed.append(member);
    }
    return {};
}

void GroupState::closeChildren()
{
    while (const Ref<TaskStateBase> child = takeChild())
        child->close();
}

void GroupState::reportFailures() noexcept
{
    while (GroupMember *const member = m_failed.takeFirst()) {
        const GroupFailure failure = std::move(member->m_failure);
        delete member;
        reportUnhandled(failure.name, failure.error);
    }
}

// -- its body

GroupRun::GroupRun() : m_group(Ref<GroupState>::adopt(new GroupState)), m_runtime(&Runtime::current())
{
    m_group->m_run = this;
}

QString GroupRun::whyAsked() const { return shuttingDown(); }

GroupRun::~GroupRun()
{
    m_group->m_run = nullptr;
    takeBack();
    m_group->closeChildren();
    m_group->reportFailures();
    if (m_bodyError)
        reportUnhandled(task().name(), m_bodyError);
}

void GroupRun::leave(std::exception_ptr error)
{
    m_group->m_leaving = true;
    if (!error)
        return;
    (isCancelledError(error) ? m_cancelled : m_bodyError) = std::move(error);
    if (!m_group->m_aborting)
        m_group->abort();
}

bool GroupRun::mustWait() const noexcept { return !m_group->m_members.isEmpty() && !isClosing(); }

bool GroupRun::isClosing() const noexcept { return (m_task && m_task->isClosing()) || m_runtime->isClosing(); }

bool GroupRun::mustClose() const noexcept { return !m_group->m_members.isEmpty() && isClosing() && canWait(); }

void GroupRun::suspendClosing(std::coroutine_handle<> handle, const std::source_location &place)
{
    m_closedSome = true;
    ClosedFirst::suspend(handle, "task group", place);
}

Ref<TaskStateBase> GroupRun::nextToClose() { return m_group->takeChild(); }

void GroupRun::interrupted(std::exception_ptr error)
{
    m_cancelled = std::move(error);
    if (!m_group->m_aborting)
        m_group->abort();
}

void GroupRun::finish()
{
    if (isClosing())
        finishClosed();
    m_group->m_run = nullptr;
    const bool wasOwn = takeBack();
    const bool othersAsked = othersHaveAsked();
    if (wasOwn && !othersAsked)
        m_cancelled = nullptr; // it was for this group only
    const auto &failed = m_group->m_failed;
    std::vector<std::exception_ptr> errors; // without memory for them, they are reported
    for (GroupMember *member = failed.first(); member; member = failed.after(member))
        errors.push_back(member->m_failure.error);
    if (m_bodyError)
        errors.push_back(m_bodyError);
    if (errors.empty()) {
        if (m_cancelled)
            std::rethrow_exception(m_cancelled);
        return;
    }
    m_bodyError = nullptr;
    while (GroupMember *const member = m_group->m_failed.takeFirst())
        delete member;
    if (othersAsked) {
        // It goes on with these; the request from outside comes at its next await.
        m_task->uncancel();
        m_task->cancel(m_task->requests().message());
    }
    throw ExceptionGroup(QStringLiteral("a task group"), std::move(errors));
}

// Who catches anything but Cancelled might go on with what is no more: what children and body failed with is reported.
void GroupRun::finishClosed()
{
    const bool allEnded = m_group->m_members.isEmpty() && !m_closedSome;
    if (allEnded && m_group->m_failed.isEmpty() && !m_bodyError && !m_cancelled)
        return;
    if (m_cancelled)
        std::rethrow_exception(m_cancelled);
    throw Cancelled(QStringLiteral("Its task was closed."));
}

void throwCutShort()
{
    throw Cancelled(QStringLiteral("The task group was cancelled before its body returned a value."));
}

} // namespace QEager::detail

namespace QEager {

void TaskGroup::adopt(const TaskHandle &task, quint64 place)
{
    detail::TaskStateBase &state = detail::TaskAccess::state(task, "TaskGroup");
    if (!state.isHome()) {
        task.cancel();
        throw InvalidState(QStringLiteral("The task factory sent a child of a task group to another thread: "
                                          "children run on the group's own."));
    }
    if (!state.isDone())
        m_state->add(detail::Ref<detail::TaskStateBase>(&state), place);
    else if (state.hasFailed())
        m_state->addFailed({state.exception(), state.name()}, place);
}

} // namespace QEager
