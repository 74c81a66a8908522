// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Who a task is, and how it goes on. What it ends with is in taskoutcome.cpp, the cancel path in taskcancel.cpp, posted
// starts are in taskpost.cpp.

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/taskbound.h>
#include <qeager/detail/tracer.h>
#include <qeager/detail/unhandled.h>

namespace QEager::detail {

namespace {

std::atomic<quint64> s_lastId{0};
constexpr quint64 IdsAtOnce = 1024; // a thread takes so many, and asks the others no more

quint64 nextId(ThreadState &state)
{
    if (state.idsLeft == 0) {
        state.lastId = s_lastId.fetch_add(IdsAtOnce, std::memory_order_relaxed);
        state.idsLeft = IdsAtOnce;
    }
    --state.idsLeft;
    return ++state.lastId;
}

} // namespace

// Of a handle that was dropped on another thread. When home has ended it is dropped where that is noticed.
class DropParcel final : public Parcel
{
public:
    explicit DropParcel(TaskStateBase *task) noexcept : m_task(task) {}
    void deliver() override { m_task->deref(); }
    void discard() noexcept override
    {
        if (m_task->m_refs.dropElsewhere())
            m_task->die();
    }

private:
    TaskStateBase *m_task;
};

void TaskStateBase::derefElsewhere() noexcept
{
    if (m_port)
        m_port->send(new DropParcel(this));
    else if (m_refs.dropElsewhere()) // nobody else has seen it so far
        die();
}

void TaskStateBase::die() noexcept
{
    if (m_done && !m_observed) {
        if (const std::exception_ptr error = failure()) [[unlikely]]
            reportUnhandled(name(), error);
    }
    destroySelf();
}

// -- who it is

TaskStateBase &materialize(Activation &activation)
{
    if (activation.task)
        return *activation.task;
    InlineStart &start = inlineStart(activation);
    Runtime &runtime = Runtime::current();
    TaskStateBase *const task = TaskStateBase::make(*start.type, start.root);
    start.task = task;
    task->m_running = true;
    task->enter(runtime.port());
    runtime.enter(task);
    task->adoptParent(start.parent);
    if (start.options) {
        StartOptions told = *start.options;
        if (told.isOwnedStart)
            told.owner = &static_cast<OwnedStart &>(start).owner;
        task->apply(told);
        task->joinScopeOf(told);
    }
    for (TaskBound *entry = std::exchange(start.entered, nullptr); entry;)
        entry = entry->bind(task);
    TaskStateBase::resolveParent(start, task);
    if (ThreadState &state = threadState(); state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::becomesTask, start.options ? start.options->traced : 0, *task);
    return *task;
}

TaskStateBase *ranInline(InlineStart &start)
{
    if (TaskStateBase *const task = start.task) {
        task->ref();
        task->startedInline(start);
        return task;
    }
    if (start.outer)
        std::destroy_at(&start.own);
    TaskStateBase::resolveParent(start, nullptr); // it never was a task
    ++threadState().counters.eagerFinished;
    return nullptr;
}

TaskStateBase::TaskStateBase(std::coroutine_handle<> root) noexcept : m_root(root), m_resume(root) {}

TaskStateBase::~TaskStateBase()
{
    if (m_parentResolved && m_parent)
        m_parent->deref();
    if (m_root)
        m_root.destroy();
    if (m_port)
        m_port->letGo();
}

void TaskStateBase::enter(Port *port)
{
    m_port = port;
    m_port->hold();
    ThreadState &state = threadState();
    m_id = nextId(state);
    ++state.counters.tasksCreated;
}

quint64 TaskStateBase::newId() { return nextId(threadState()); }

void TaskStateBase::adoptParent(Activation *starter)
{
    if (!starter)
        return;
    if (starter->task) {
        m_parent = starter->task;
        m_parent->ref();
        return;
    }
    InlineStart &start = inlineStart(*starter);
    m_parentResolved = false;
    m_sibling = start.children ? quintptr(start.children) : quintptr(&start) | IsStarter;
    start.children = this;
    ref();
}

InlineStart &TaskStateBase::starter() const noexcept
{
    quintptr sibling = m_sibling;
    while (!(sibling & IsStarter))
        sibling = reinterpret_cast<const TaskStateBase *>(sibling)->m_sibling;
    return *reinterpret_cast<InlineStart *>(sibling & ~IsStarter);
}

void TaskStateBase::resolveParent(InlineStart &start, TaskStateBase *parent)
{
    while (TaskStateBase *const child = start.children) {
        const quintptr sibling = child->m_sibling;
        start.children = sibling & IsStarter ? nullptr : reinterpret_cast<TaskStateBase *>(sibling);
        child->m_parent = parent;
        child->m_parentResolved = true;
        if (parent)
            parent->ref();
        child->deref();
    }
}

Ref<TaskStateBase> TaskStateBase::parent()
{
    if (!m_parentResolved)
        return Ref<TaskStateBase>(&materialize(starter())); // resolves it for all children
    return Ref<TaskStateBase>(m_parent);
}

void TaskStateBase::apply(const StartOptions &options)
{
    if (options.name && !options.name->isEmpty())
        setName(*options.name);
    if (options.context)
        setContext(options.context);
    m_sharesContext = options.sharesContext;
    if (options.owner || options.scope)
        applyOwner(options);
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

void TaskStateBase::throwNotHome(const char *operation) const
{
    throw InvalidState(QStringLiteral("%1 of %2 can be had on its own thread only: elsewhere use toFuture().")
                           .arg(QLatin1StringView(operation), name()));
}

// -- how it goes on

void TaskStateBase::schedule()
{
    if (mayQueue())
        Runtime::current().append(this);
}

void TaskStateBase::scheduleYielding()
{
    if (mayQueue())
        Runtime::current().appendYielding(this);
}

bool TaskStateBase::mayQueue()
{
    if (m_held) [[unlikely]] {
        m_wokenWhileHeld = true;
        return false;
    }
    if (Runnable::isLinked())
        return false;
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::queues, *this);
    return true;
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
    if (m_started) [[likely]]
        resumeHere(true);
    else
        beginAndRun();
}

Q_NEVER_INLINE void TaskStateBase::beginAndRun()
{
    if (begin())
        resumeHere(true);
}

// The turn of a posted start has come: false when it was cancelled before.
bool TaskStateBase::begin()
{
    if (m_mustCancel) {
        const Ref<TaskStateBase> self(this);
        abandon(m_extras->cancelMessage);
        return false;
    }
    m_started = true;
    leaveBudget();
    ThreadState &state = threadState();
    ++state.counters.postedStarts;
    if (state.tracers) [[unlikely]]
        state.tracers->tell(&Tracer::begins, *this);
    return true;
}

// Resumes this task on the caller's stack, and after its end the task that awaits it exclusively, and so on.
void TaskStateBase::resumeHere(bool handOver)
{
    ThreadState &state = threadState();
    ContextSlot *const outer = state.current ? &ownContext() : state.context;
    Activation activation;
    activation.parent = state.current;
    activation.outer = outer;
    for (TaskStateBase *task = this; task;) { // each is the runtime's until it has finished
        activation.task = task;
        state.current = &activation;
        task->m_running = true;
        state.context = &task->context();
        if (state.tracers) [[unlikely]]
            state.tracers->tell(&Tracer::resumes, *task);
        drive(state, std::exchange(task->m_resume, {}));
        state.context = outer;
        state.current = activation.parent; // before it ends: what destroys it, or hears of it, does not run in it
        if (!task->m_root.done()) [[likely]] {
            task->m_running = false;
            return;
        }
        task = task->finish(handOver);
    }
}

void TaskStateBase::startedInline(InlineStart &start)
{
    if (start.outer) {
        m_context = std::move(start.own);
        std::destroy_at(&start.own);
    } else if (!m_sharesContext && !m_root.done()) {
        m_context = currentContext();
    }
    if (!m_root.done()) {
        m_running = false;
        return;
    }
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
    return m_sharesContext ? *threadState().context : m_context;
}

// Not inline: most resumes end in another suspension, and need fewer registers without it.
Q_NEVER_INLINE TaskStateBase *TaskStateBase::finish(bool handOver)
{
    takeResult();
    if (m_mustCancel && !hasError())
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

TaskStateBase *TaskStateBase::conclude(bool handOver)
{
    const bool hasRun = m_root && m_root.done(); // or whoever is asking does not go on with another task
    leaveBudget();
    m_done = true;
    m_running = false;
    if (const Tracers *const tracers = threadState().tracers) [[unlikely]]
        tracers->tell(&Tracer::ends, *this, failure());
    ListNode<RegistryTag>::unlink();
    if (m_extras) {
        m_extras->scope.unlink();
        setOwner(nullptr);
        if (m_extras->progress)
            m_extras->progress->end();
    }
    if (m_parentResolved && m_parent) // or a chain of starts would keep its dead alive; before what onThread() answers
        std::exchange(m_parent, nullptr)->deref();
    if (m_root)
        std::exchange(m_root, {}).destroy();

    TaskStateBase *next = nullptr;
    bool isFirst = true; // of the tasks that wait
    while (Waiter *const waiter = m_awaiters.takeFirst()) {
        const bool goesOn = waiter->task() && std::exchange(isFirst, false) && waiter->isExclusive() &&
                            (handOver || (hasRun && waiter->standsIn()));
        if (goesOn && !waiter->task()->m_held) {
            waiter->end();
            next = waiter->task();
            next->m_waiter = nullptr;
        } else {
            waiter->wake();
        }
    }
    deref(); // the runtime's own
    return next;
}

} // namespace QEager::detail
