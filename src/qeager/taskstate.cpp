// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/port.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/unhandled.h>

#include <QtCore/qthread.h>

namespace QEager::detail {

namespace {

std::atomic<quint64> s_lastId{0};

std::exception_ptr cancelledError(const QString &message) { return std::make_exception_ptr(Cancelled(message)); }

class CancelParcel final : public Parcel
{
public:
    CancelParcel(TaskStateBase *task, const QString &message) : m_task(task), m_message(message) {}
    void deliver() override { m_task->cancel(m_message); }
    void discard() noexcept override {}

private:
    Ref<TaskStateBase> m_task;
    QString m_message;
};

} // namespace

// -- who it is

TaskStateBase &materialize(Activation &activation)
{
    if (activation.task)
        return *activation.task;
    ThreadState &state = threadState();
    TaskStateBase *const task = activation.makeTask(activation.root);
    activation.task = task;
    task->m_running = true;
    task->enter(state.runtime->port());
    state.runtime->enter(task);
    task->adoptParent(activation.parent);
    if (activation.name && !activation.name->isEmpty())
        task->setName(*activation.name);
    while (TaskStateBase *const child = activation.children) {
        activation.children = child->m_sibling;
        child->m_parent = task;
        child->m_parentResolved = true;
        task->ref();
        child->deref();
    }
    return *task;
}

void orphanChildren(Activation &activation) noexcept
{
    while (TaskStateBase *const child = activation.children) {
        activation.children = child->m_sibling;
        child->m_parent = nullptr;
        child->m_parentResolved = true;
        child->deref();
    }
}

TaskStateBase::~TaskStateBase()
{
    if (m_parentResolved && m_parent)
        m_parent->deref();
    if (m_root)
        m_root.destroy();
    if (m_port)
        m_port->deref();
}

void TaskStateBase::enter(Port *port)
{
    m_port = port;
    m_port->ref();
    m_id = s_lastId.fetch_add(1, std::memory_order_relaxed) + 1;
    ++threadState().counters.tasksCreated;
}

void TaskStateBase::enterDone(const QString &name)
{
    enter(threadState().runtime->port());
    m_done = true;
    if (!name.isEmpty())
        setName(name);
}

void TaskStateBase::adoptParent(Activation *starter)
{
    if (!starter)
        return;
    if (starter->task) {
        m_parent = starter->task;
        m_parent->ref();
        return;
    }
    m_starter = starter;
    m_parentResolved = false;
    m_sibling = starter->children;
    starter->children = this;
    ref();
}

Ref<TaskStateBase> TaskStateBase::parent()
{
    if (!m_parentResolved)
        return Ref<TaskStateBase>(&materialize(*m_starter)); // resolves it for all children
    return Ref<TaskStateBase>(m_parent);
}

TaskStateBase::Extras &TaskStateBase::extras()
{
    if (!m_extras)
        m_extras = std::make_unique<Extras>();
    return *m_extras;
}

QString TaskStateBase::name() const
{
    if (m_extras && !m_extras->name.isEmpty())
        return m_extras->name;
    return QStringLiteral("Task-%1").arg(m_id);
}

void TaskStateBase::setName(const QString &name) { extras().name = name; }

// -- where it stands

bool TaskStateBase::isHome() const noexcept { return m_port->isCurrent(); }

void TaskStateBase::requireHome(const char *operation) const
{
    if (!isHome()) [[unlikely]]
        throw InvalidState(QStringLiteral("%1 of %2 can be had on its own thread only: elsewhere use toFuture().")
                               .arg(QLatin1StringView(operation), name()));
}

bool TaskStateBase::isCancelled() const { return m_done && isCancelledError(failure()); }

std::exception_ptr TaskStateBase::exception()
{
    requireHome("The exception");
    if (!m_done)
        throw InvalidState(QStringLiteral("%1 has not ended: await it before asking for its exception.").arg(name()));
    markObserved();
    return failure();
}

void TaskStateBase::reportUnobserved() noexcept
{
    if (m_done && !m_observed)
        reportUnhandled(name(), failure());
}

// -- the cancel path

int TaskStateBase::cancelRequests() const noexcept { return m_extras ? m_extras->cancelRequests : 0; }

bool TaskStateBase::cancel(const QString &message)
{
    if (!isHome()) {
        m_port->send(new CancelParcel(this, message));
        return true;
    }
    if (m_done)
        return false;
    ++extras().cancelRequests;
    extras().cancelMessage = message;
    m_mustCancel = true;
    if (m_waiter)
        cancelWait();
    return true;
}

void TaskStateBase::cancelWait()
{
    const Ref<TaskStateBase> self(this);
    if (m_waiter->cancelWait(m_extras->cancelMessage)) {
        m_waiter = nullptr;
        schedule();
    } else {
        m_mustCancel = false; // it comes out of what is awaited
    }
}

void TaskStateBase::throwPending()
{
    if (m_extras && m_extras->injected) [[unlikely]]
        std::rethrow_exception(std::exchange(m_extras->injected, nullptr));
    if (m_mustCancel) [[unlikely]] {
        m_mustCancel = false;
        throw Cancelled(m_extras->cancelMessage);
    }
}

void TaskStateBase::refuseAwait(int limit)
{
    if (++extras().refusedAwaits > limit)
        return;
    m_mustCancel = false;
    throw Cancelled(extras().cancelMessage);
}

bool TaskStateBase::interrupt(std::exception_ptr error, bool closing)
{
    const Ref<TaskStateBase> self(this);
    if (m_waiter) {
        m_waiter->giveUpIfWaiting();
        m_waiter = nullptr;
    }
    Runnable::unlink();
    m_wokenWhileHeld = false;
    m_closing = m_closing || closing;
    extras().injected = std::move(error);
    resumeHere(false);
    return m_done;
}

void TaskStateBase::close()
{
    if (m_done)
        return;
    const Ref<TaskStateBase> self(this);
    m_closing = true;
    if (m_running)
        return; // its next await throws
    const QString message = QStringLiteral("%1 was closed by its owner.").arg(name());
    if (!m_started) {
        abandon(message);
        return;
    }
    extras().cancelMessage = message;
    if (interrupt(cancelledError(message), true))
        return;
    qCWarning(qeager).noquote()
        << QStringLiteral("%1 did not end when it was closed: it kept awaiting. Its frame is destroyed.").arg(name());
    abandon(message);
}

void TaskStateBase::abandon(const QString &why)
{
    if (m_waiter) {
        m_waiter->giveUpIfWaiting();
        m_waiter = nullptr;
    }
    Runnable::unlink();
    setFailure(cancelledError(why));
    conclude(false);
}

// -- how it goes on

void TaskStateBase::schedule()
{
    if (m_held) [[unlikely]] {
        m_wokenWhileHeld = true;
        return;
    }
    if (!Runnable::isLinked())
        Runtime::current().append(this);
}

void TaskStateBase::hold() noexcept
{
    m_held = true;
    if (Runnable::isLinked()) {
        Runnable::unlink();
        m_wokenWhileHeld = true;
    }
}

void TaskStateBase::release()
{
    m_held = false;
    if (!m_wokenWhileHeld)
        return;
    m_wokenWhileHeld = false;
    schedule();
}

void TaskStateBase::run()
{
    const Ref<TaskStateBase> self(this);
    if (!m_started) {
        if (m_mustCancel) {
            abandon(m_extras->cancelMessage);
            return;
        }
        m_started = true;
        ++threadState().counters.postedStarts;
    }
    resumeHere(true);
}

// Resumes this task on the caller's stack, and after its end the task that awaits it exclusively, and so on.
void TaskStateBase::resumeHere(bool handOver)
{
    ThreadState &state = threadState();
    Activation activation;
    activation.parent = state.current;
    state.current = &activation;
    Ref<TaskStateBase> task(this);
    while (task) {
        activation.task = task.get();
        task->m_running = true;
        drive(state, std::exchange(task->m_resume, {}));
        task->m_running = false;
        if (!task->m_root.done())
            break;
        task = task->finish(handOver);
    }
    state.current = activation.parent;
}

void TaskStateBase::startedInline(bool ended)
{
    m_running = false;
    if (ended)
        finish(false);
}

Ref<TaskStateBase> TaskStateBase::finish(bool handOver)
{
    takeResult();
    if (m_mustCancel && !failure())
        setFailure(cancelledError(m_extras->cancelMessage)); // asked to end, and never looked: it counts as cancelled
    return conclude(handOver);
}

Ref<TaskStateBase> TaskStateBase::conclude(bool handOver)
{
    m_done = true;
    m_running = false;
    ListNode<RegistryTag>::unlink();
    if (m_root)
        std::exchange(m_root, {}).destroy();
    if (m_parentResolved && m_parent)
        std::exchange(m_parent, nullptr)->deref(); // or a chain of starts would keep its dead alive

    Ref<TaskStateBase> next;
    while (Waiter *const waiter = m_awaiters.takeFirst()) {
        if (handOver && !next && waiter->isExclusive() && waiter->m_task && !waiter->m_task->m_held) {
            waiter->m_waiting = false;
            next = Ref<TaskStateBase>(waiter->m_task);
            next->m_waiter = nullptr;
        } else {
            waiter->wake();
        }
    }
    deref(); // the runtime's own
    return next;
}

void TaskStateBase::postStart()
{
    m_started = false;
    ThreadState &state = threadState();
    enter(state.runtime->port());
    state.runtime->enter(this);
    adoptParent(state.current);
    state.runtime->append(this);
}

namespace {

class StartParcel final : public Parcel
{
public:
    explicit StartParcel(Ref<TaskStateBase> task) : m_task(std::move(task)) {}
    void deliver() override { m_task->arrive(); }
    void discard() noexcept override
    {
        m_task->abandon(QStringLiteral("The thread this task was posted to has ended."));
    }

private:
    Ref<TaskStateBase> m_task;
};

} // namespace

void TaskStateBase::postStart(QThread *thread)
{
    if (!thread || thread == QThread::currentThread()) {
        postStart();
        return;
    }
    m_started = false;
    Port *const port = Port::forThread(thread);
    enter(port);
    ThreadState &state = threadState();
    if (state.current) {
        m_parent = &materialize(*state.current);
        m_parent->ref();
    }
    port->send(new StartParcel(Ref<TaskStateBase>(this)));
    port->deref();
}

void TaskStateBase::arrive()
{
    Runtime::current().enter(this);
    Runtime::current().append(this);
}

} // namespace QEager::detail
