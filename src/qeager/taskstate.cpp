// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Who a task is, and how it goes on; the cancel path is in taskcancel.cpp, posted starts are in taskpost.cpp.

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/taskbound.h>
#include <qeager/detail/unhandled.h>

namespace QEager::detail {

namespace {

std::atomic<quint64> s_lastId{0};

} // namespace

// -- who it is

TaskStateBase &materialize(Activation &activation)
{
    if (activation.task)
        return *activation.task;
    Runtime &runtime = Runtime::current();
    TaskStateBase *const task = activation.makeTask(activation.root);
    activation.task = task;
    task->m_running = true;
    task->enter(runtime.port());
    runtime.enter(task);
    task->adoptParent(activation.parent);
    if (const StartOptions *const options = activation.options) {
        if (options->name && !options->name->isEmpty())
            task->setName(*options->name);
        if (options->context)
            task->setContext(options->context);
        task->m_sharesContext = options->sharesContext;
    }
    const QPointer<QObject> *const given = activation.options ? activation.options->owner : nullptr;
    if (const QPointer<QObject> *const owner = given ? given : task->m_promiseOwner) {
        if (*owner)
            task->setOwner(*owner);
        else
            task->closeAtNextAwait();
    }
    task->m_promiseOwner = nullptr;
    for (TaskBound *entry = std::exchange(activation.entered, nullptr); entry;)
        entry = entry->bind(task);
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
    enter(Runtime::current().port());
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
    if (!m_started) {
        if (m_mustCancel) {
            const Ref<TaskStateBase> self(this);
            abandon(m_extras->cancelMessage);
            return;
        }
        m_started = true;
        leaveBudget();
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
        {
            const ContextScope scope(task->context());
            drive(state, std::exchange(task->m_resume, {}));
        }
        task->m_running = false;
        if (!task->m_root.done())
            break;
        task = task->finish(handOver);
    }
    state.current = activation.parent;
}

void TaskStateBase::startedInline(Activation &activation)
{
    m_running = false;
    m_context = std::move(activation.own);
    if (!m_root.done())
        return;
    ++threadState().counters.eagerFinished;
    finish(false);
}

void TaskStateBase::setContext(ContextBox *box) { extras().context = Ref<ContextBox>(box); }

void TaskStateBase::shareContextOf(TaskStateBase *task) { extras().contextOf = task; }

void TaskStateBase::unshareContext() noexcept
{
    m_sharesContext = false;
    if (m_extras && m_extras->contextOf)
        m_context = std::exchange(m_extras->contextOf, nullptr)->context();
    else
        m_context = currentContext();
}

ContextSlot &TaskStateBase::context() noexcept
{
    if (m_extras) [[unlikely]] {
        if (m_extras->context)
            return m_extras->context->slot;
        if (m_extras->contextOf)
            return m_extras->contextOf->context();
    }
    return m_sharesContext ? currentContext() : m_context;
}

Ref<TaskStateBase> TaskStateBase::finish(bool handOver)
{
    takeResult();
    if (m_mustCancel && !failure())
        setFailure(cancelledError(m_extras->cancelMessage)); // asked to end, and never looked: it counts as cancelled
    return conclude(handOver);
}

void TaskStateBase::leaveBudget() noexcept
{
    if (!m_postedForBudget)
        return;
    m_postedForBudget = false;
    Runtime::current().leftBudget();
}

Ref<TaskStateBase> TaskStateBase::conclude(bool handOver)
{
    leaveBudget();
    m_done = true;
    m_running = false;
    ListNode<RegistryTag>::unlink();
    if (m_extras) {
        m_extras->scope.unlink();
        setOwner(nullptr);
    }
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

} // namespace QEager::detail
