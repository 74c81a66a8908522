// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>

#include "application_p.h"
#include "portreceiver_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <new>

namespace QEager::detail {

namespace {

// A thread that starts fewer tasks than this in such a time does not need what the last burst has left in the pools.
constexpr int TrimInterval = 250; // ms
constexpr quint64 QuietTasks = 1'000;

// Stands behind the entries of one drain. Whoever reaches it ends that drain: itself, or a nested one
// that has done its work.
class EndOfBatch final : public Runnable
{
public:
    void run() override {}
};

void closeMainThread()
{
    if (Runtime *const runtime = threadState().runtime) {
        runtime->closeAll();
        runtime->leaveApplication();
    }
    mainThreadCloses();
}

void prepareApplication()
{
    // These run in ~QCoreApplication, while its event loop's services still exist, the last one first: how tasks are
    // closed is reported.
    qAddPostRoutine(applicationEnds);
    qAddPostRoutine(closeMainThread);
    if (Runtime *const runtime = threadState().runtime)
        runtime->enterApplication();
    applicationBegins();
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(prepareApplication)

Runtime::Runtime(ThreadState &state) : m_state(state), m_port(Port::current())
{
    threadOpens(*this); // may throw: then there is nothing to give back
    m_port->ref();
}

Runtime::~Runtime()
{
    end();
    m_state.tracers = nullptr;
    m_port->deref();
}

void Runtime::end()
{
    closeAll();
    m_closing = true; // for good: nothing would wake what suspends from here on
    m_trimTimer.stop();
    m_port->close();
    while (Runnable *const left = m_ready.takeFirst())
        left->discard();
}

void Runtime::leaveApplication()
{
    m_hasLeft = true;
    m_trimTimer.stop();
    m_timers.stop();
}

void Runtime::enterApplication()
{
    if (!std::exchange(m_hasLeft, false))
        return;
    QCoreApplication::removePostedEvents(receiver()); // posted since Qt has dropped the others
    m_posted = false;
    if (!m_ready.isEmpty())
        post();
    m_port->postAgain();
    m_timers.arm();
}

QObject *Runtime::receiver() { return m_port->m_receiver; }

void Runtime::post()
{
    if (m_draining && !m_watching) { // the drain goes on with it, unless an event loop is run before
        watchDispatcher();
        m_quiet = m_watching;
        if (m_quiet)
            return;
    }
    m_port->m_receiver->postWake();
    m_posted = true;
    ++m_state.counters.eventsPosted;
}

void Runtime::wakeEvent()
{
    m_posted = false;
    drain();
}

void Runtime::drain()
{
    if (m_ready.isEmpty())
        return;
    ++m_state.counters.loopTurns;
    const std::chrono::nanoseconds turnBudget = batchBudget();
    if (turnBudget.count() > 0)
        isSpent(turnBudget); // from here on it counts
    const bool mayGoOn = m_policy.drainBudget.count() > 0;
    const auto began = mayGoOn ? std::chrono::steady_clock::now() : TimePoint();

    const ContextScope scope(m_outerContext); // before nothing runs any more: what does has a context of its own then
    Activation *const outer = std::exchange(m_state.current, nullptr);
    ++m_draining;
    m_quiet = m_watching;
    if (mayGoOn)
        m_timers.wakeDue(began);
    while (runBatch(turnBudget) && mayGoOn && goesOn(began)) {
    }
    m_quiet = false;
    --m_draining;
    m_state.current = outer;
    if (!m_ready.isEmpty() && !m_posted)
        post();
}

// False: it ended early, because the turn has spent its budget.
bool Runtime::runBatch(std::chrono::nanoseconds turnBudget)
{
    ++m_state.counters.batches;
    EndOfBatch end;
    m_ready.append(&end);
    if (m_ready.after(m_ready.first()) != &end) // an event loop that the first runs is to reach the others
        watchDispatcher();
    m_woken = false;
    while (end.isLinked()) {
        m_ready.shift().run();
        if (turnBudget.count() > 0 && isSpent(turnBudget)) [[unlikely]]
            return false;
    }
    return true;
}

// A batch of nothing but yields waits for the next turn: whoever yields lets the event loop go first.
bool Runtime::goesOn(TimePoint began)
{
    if (!m_woken || m_ready.isEmpty())
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (now - began >= m_policy.drainBudget)
        return false;
    m_timers.wakeDue(now);
    return true;
}

/*  A task that runs a nested event loop interrupts the drain it was resumed by. What that drain had not
    reached has no event on its way any more: the first thing the nested loop does is to tell us. It also tells us that
    another turn begins. */
void Runtime::watchDispatcher()
{
    if (m_watching)
        return;
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    if (!dispatcher)
        return;
    const auto postForTheRest = [this, dispatcher] {
        m_turnBegan.reset();
        if (m_draining && m_quiet) // with GLib, what was posted before the event that drains would wait for another one
            dispatcher->wakeUp();
        if ((m_draining || m_quiet) && !m_posted && !m_ready.isEmpty())
            post();
        m_quiet = m_waking = false;
    };
    // The receiver as context: it goes before this does. On every platform one of the two comes
    // before the loop blocks.
    try {
        QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, m_port->m_receiver, postForTheRest);
        QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, m_port->m_receiver, postForTheRest);
        QObject::connect(dispatcher, &QObject::destroyed, m_port->m_receiver, [this] { m_watching = false; });
        m_watching = true;
    } catch (const std::bad_alloc &) { // it costs events not to watch, and nothing else
        QObject::disconnect(dispatcher, nullptr, m_port->m_receiver, nullptr);
    }
}

// -- what a burst has left

bool Runtime::trimLater()
{
    if (m_trimTimer.isActive())
        return true;
    if (m_closing || !QAbstractEventDispatcher::instance())
        return false;
    m_tasksBefore = m_state.counters.tasksCreated;
    m_trimTimer.start(TrimInterval, Qt::CoarseTimer, receiver());
    return true;
}

void Runtime::trimEvent()
{
    const quint64 before = std::exchange(m_tasksBefore, m_state.counters.tasksCreated);
    if (m_tasksBefore - before < QuietTasks && m_state.pool.trim())
        m_trimTimer.stop();
}

// -- the start policy

void Runtime::setPolicy(const StartPolicy &policy) noexcept
{
    m_policy = policy;
    setFreeDepth();
}

// With a budget each start asks, and one that is observed or disturbed does.
void Runtime::setFreeDepth() noexcept
{
    const bool all = m_policy.turnBudget.count() > 0 || m_tracers.seeStarts() || m_chaos;
    m_state.freeDepth = all ? 0 : m_policy.maxDepth;
}

void Runtime::updateTracers()
{
    m_tracers.update();
    applyTracers();
}

void Runtime::applyTracers() noexcept
{
    m_state.tracers = m_tracers.isEmpty() && !m_chaos ? nullptr : &m_tracers;
    setFreeDepth();
}

PostReason Runtime::mustPost()
{
    if (m_state.depth >= m_policy.maxDepth) {
        ++m_state.counters.depthFallbacks;
        return PostReason::Depth;
    }
    if (m_policy.turnBudget.count() > 0 && isSpent(m_policy.turnBudget)) {
        ++m_state.counters.budgetFallbacks;
        if (++m_postedForBudget == 1 || m_policy.turnBudget < m_postedBudget)
            m_postedBudget = m_policy.turnBudget;
        return PostReason::Budget;
    }
    return isDisturbed(&Statistics::chaosStarts) ? PostReason::Chaos : PostReason::None;
}

void Runtime::leftBudget() noexcept
{
    if (--m_postedForBudget == 0)
        m_postedBudget = {};
}

bool Runtime::isSpent(std::chrono::nanoseconds budget)
{
    watchDispatcher(); // tells when a turn ends
    const auto now = std::chrono::steady_clock::now();
    if (!m_turnBegan)
        m_turnBegan = now;
    return now - *m_turnBegan >= budget;
}

std::chrono::nanoseconds Runtime::batchBudget() const noexcept
{
    const auto own = m_policy.turnBudget;
    if (own.count() > 0 && (m_postedBudget.count() == 0 || own < m_postedBudget))
        return own;
    return m_postedBudget;
}

void Runtime::enter(TaskStateBase *task) { m_tasks.append(task); }

std::vector<Ref<TaskStateBase>> Runtime::tasks() const
{
    std::vector<Ref<TaskStateBase>> tasks;
    for (TaskStateBase *task = m_tasks.first(); task; task = m_tasks.after(task))
        tasks.emplace_back(task);
    return tasks;
}

void Runtime::cancelRequested()
{
    TaskStateBase *task = m_tasks.first();
    while (task) {
        if (task->takeRequestFromElsewhere()) {
            const Ref<TaskStateBase> asked(task);
            asked->cancel({});
            task = m_tasks.first(); // that may have ended any
        } else {
            task = m_tasks.after(task);
        }
    }
}

void Runtime::closeAll()
{
    const bool closing = std::exchange(m_closing, true);
    // Clean-up code may start tasks, which end at their first suspension; a task that runs further down
    // on this stack can not be closed here and ends at its next one.
    bool closedSome = true;
    while (closedSome) {
        closedSome = false;
        for (auto &each : tasks()) {
            const Ref<TaskStateBase> task = std::move(each); // what has ended is not kept until all have
            if (task->isDone() || task->isRunning())
                continue;
            task->close();
            closedSome = true;
        }
    }
    if (QObject *const own = receiver()) {
        while (!own->children().isEmpty())
            delete own->children().constFirst();
    }
    m_closing = closing;
}

} // namespace QEager::detail

QEager::StartPolicy QEager::startPolicy() { return detail::Runtime::current().policy(); }

void QEager::setStartPolicy(const StartPolicy &policy) { detail::Runtime::current().setPolicy(policy); }
