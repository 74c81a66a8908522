// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>
#include <qeager/taskgroup.h>

namespace QEager::detail {

namespace {

QString shuttingDown() { return QStringLiteral("Its task group is shutting down."); }

} // namespace

// -- a child

GroupMember::GroupMember(GroupState &group, Ref<TaskStateBase> task) : child(std::move(task)), m_group(group)
{
    bindForeign({});
    child->addAwaiter(this);
}

GroupMember::GroupMember(GroupState &group, std::exception_ptr error) noexcept
    : m_group(group), m_error(std::move(error))
{
}

void GroupMember::run()
{
    const Ref<GroupState> group(&m_group);
    const std::exception_ptr error = child ? child->exception() : m_error;
    delete this;
    group->ended(error);
}

// -- the group

GroupState::~GroupState() { closeChildren(); }

void GroupState::require(const char *operation, QThread *thread) const
{
    const auto operationName = QLatin1StringView(operation);
    if (isOver())
        throw InvalidState(
            QStringLiteral("%1 is too late: the task group has ended, and everything in it.").arg(operationName));
    if (m_aborting)
        throw InvalidState(
            QStringLiteral("%1 is too late: the task group is shutting down, because one of its tasks failed "
                           "or it was cancelled.")
                .arg(operationName));
    if (thread && thread != QThread::currentThread())
        throw InvalidState(
            QStringLiteral("%1 starts children on its own thread only: use post() and await that in a child.")
                .arg(operationName));
    requireHome(operation);
}

void GroupState::requireHome(const char *operation) const
{
    if (&Runtime::current() != m_run->m_runtime)
        throw InvalidState(
            QStringLiteral("%1 was called on another thread than the group's own.").arg(QLatin1StringView(operation)));
}

void GroupState::add(Ref<TaskStateBase> child)
{
    if (!m_run) { // its body's frame is gone; the child closed it
        child->close();
        return;
    }
    const bool late = m_aborting;
    m_members.append(new GroupMember(*this, child));
    if (late)
        child->cancel(shuttingDown());
}

void GroupState::addFailed(std::exception_ptr error)
{
    if (isCancelledError(error))
        return;
    if (!m_run) {
        reportUnhandled(QStringLiteral("a child of a task group that was closed"), error);
        return;
    }
    auto *const member = new GroupMember(*this, std::move(error));
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

void GroupState::ended(const std::exception_ptr &error)
{
    if (m_members.isEmpty() && m_waiter)
        std::exchange(m_waiter, nullptr)->wake();
    if (!m_run || !error || isCancelledError(error))
        return;
    m_errors.push_back(error);
    if (!m_aborting) {
        abort();
        askParent();
    }
}

void GroupState::cancel()
{
    if (!isOpen())
        return;
    requireHome("TaskGroup::cancel()");
    abort();
    askParent();
}

void GroupState::abort()
{
    m_aborting = true;
    std::vector<Ref<TaskStateBase>> children;
    for (GroupMember *member = m_members.first(); member; member = m_members.after(member)) {
        if (member->child)
            children.push_back(member->child);
    }
    Runtime::current().cancel(children, shuttingDown());
}

void GroupState::askParent()
{
    m_askedParent = true;
    m_run->task().cancel(shuttingDown());
}

void GroupState::closeChildren()
{
    while (GroupMember *const member = m_members.takeFirst()) {
        const Ref<TaskStateBase> child = member->child;
        delete member;
        if (child)
            child->close();
    }
}

// -- its body

GroupRun::GroupRun()
    : m_group(Ref<GroupState>::adopt(new GroupState)), m_runtime(&Runtime::current()),
      m_requestsAtEntry(m_task ? m_task->cancelRequests() : 0)
{
    m_group->m_run = this;
}

GroupRun::~GroupRun()
{
    m_group->m_run = nullptr;
    takeBackRequest();
    m_group->closeChildren();
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

void GroupRun::interrupted(std::exception_ptr error)
{
    m_cancelled = std::move(error);
    if (!m_group->m_aborting)
        m_group->abort();
}

void GroupRun::finish()
{
    std::vector<std::exception_ptr> errors = std::exchange(m_group->m_errors, {});
    if (m_bodyError)
        errors.push_back(m_bodyError);
    if (isClosing())
        finishClosed(errors);
    m_group->m_run = nullptr;
    if (takeBackRequest() && m_task->cancelRequests() <= m_requestsAtEntry)
        m_cancelled = nullptr; // it was for this group only
    if (errors.empty()) {
        if (m_cancelled)
            std::rethrow_exception(m_cancelled);
        return;
    }
    if (m_task && m_task->cancelRequests() > m_requestsAtEntry) {
        // It goes on with these; the request from outside comes at its next await.
        m_task->uncancel();
        m_task->cancel(m_task->cancelMessage());
    }
    throw ExceptionGroup(QStringLiteral("a task group"), std::move(errors));
}

// Who catches anything but Cancelled might go on with what is no more.
void GroupRun::finishClosed(const std::vector<std::exception_ptr> &errors)
{
    const bool complete = m_group->m_members.isEmpty() && errors.empty() && !m_cancelled;
    m_group->closeChildren();
    for (const std::exception_ptr &error : errors)
        reportUnhandled(task().name(), error);
    if (complete)
        return;
    if (m_cancelled)
        std::rethrow_exception(m_cancelled);
    throw Cancelled(QStringLiteral("Its task was closed."));
}

bool GroupRun::takeBackRequest() noexcept
{
    if (!std::exchange(m_group->m_askedParent, false))
        return false;
    m_task->uncancel();
    return true;
}

void throwCutShort() { throw Cancelled(QStringLiteral("The task group was cancelled before its body gave a value.")); }

} // namespace QEager::detail

namespace QEager {

void TaskGroup::adopt(const TaskHandle &task)
{
    detail::TaskStateBase &state = detail::TaskAccess::state(task, "TaskGroup");
    if (!state.isHome()) {
        task.cancel();
        throw InvalidState(QStringLiteral("The task factory sent a child of a task group to another thread: "
                                          "children run on the group's own."));
    }
    if (!state.isDone())
        m_state->add(detail::Ref<detail::TaskStateBase>(&state));
    else if (state.hasFailed())
        m_state->addFailed(state.exception());
}

} // namespace QEager
