// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "modelparts.h"

#include <algorithm>

namespace Stress {

// They refer to each other.
Model::~Model()
{
    for (const TaskRef &task : m_tasks) {
        task->frames.clear();
        task->listeners.clear();
        task->settled.clear();
        task->memberQueued = nullptr;
        task->awaited = nullptr;
        task->join = nullptr;
        task->queued = nullptr;
        task->sharesWith = nullptr;
        task->timer = nullptr;
    }
}

// -- starting

Model::TaskRef Model::make(const std::string &name, int owner)
{
    auto task = std::make_shared<Task>();
    task->name = name;
    task->owner = owner >= 0 && m_objects[owner].isAlive ? owner : -1;
    task->context = context(); // rule 6: a copy of the starter's
    m_tasks.push_back(task);
    return task;
}

int &Model::context()
{
    Task *task = m_current.get();
    while (task && task->sharesWith)
        task = task->sharesWith.get();
    return task ? task->context : m_context;
}

// What nobody awaits any more goes on with a copy.
void Model::unshare(const TaskRef &task)
{
    const TaskRef current = std::exchange(m_current, task);
    const int copy = context();
    m_current = current;
    task->context = copy;
    task->sharesWith = nullptr;
}

// What goes on by itself, because nobody awaits it any more. What is on another thread ends unnoticed.
void Model::leave(const TaskRef &awaited)
{
    unshare(awaited);
    if (!awaited->isWaiting || awaited->waits != Waits::There)
        return;
    giveUp(*awaited);
    awaited->isWaiting = false;
    awaited->isObserved = true;
    awaited->isDone = true;
}

// Rule 1: on the caller's stack, until it ends or first suspends.
void Model::runStart(const TaskRef &task)
{
    task->hasBegun = true;
    ++m_depth;
    go(task, {}, true);
    --m_depth;
}

// Rule 12: if it would be too deep there, it is posted; but for what is not the user's.
Model::TaskRef Model::startFrame(Frame frame, const std::string &name, int owner, int slot, bool isTask)
{
    const TaskRef task = make(name, owner);
    if (isTask)
        know(task);
    const bool isOwn = frame.kind != Frame::Kind::Body;
    task->frames.push_back(std::move(frame));
    task->slot = slot;
    if (slot >= 0)
        m_latest[slot] = task;
    if (isOwn || m_depth < m_program.maxDepth) {
        runStart(task);
    } else {
        know(task);
        queue(task);
    }
    return task;
}

Model::TaskRef Model::start(int body, bool isNamed)
{
    return startFrame({.body = body}, isNamed ? std::to_string(body) : "?",
                      isNamed ? m_program.bodies[size_t(body)].owner : -1);
}

// createTask() makes one in any case, and asks the thread's factory.
Model::TaskRef Model::startTask(int body)
{
    return startFrame({.body = body}, std::to_string(body), ownerForFactory(body), -1, true);
}

Model::TaskRef Model::createTask(int body)
{
    return m_program.factory == Program::Factory::Posting ? post(body, ownerForFactory(body)) : startTask(body);
}

int Model::ownerForFactory(int body) const
{
    return m_program.factory == Program::Factory::Orphaning ? -1 : m_program.bodies[size_t(body)].owner;
}

Model::TaskRef Model::startChild(const Step &group, size_t child)
{
    const int body = group.bodies[child];
    switch (childStart(group, child - 1)) {
    case Start::Eager:
        break;
    case Start::Posted:
        return post(body);
    case Start::Created:
        return createTask(body);
    }
    return start(body);
}

// It does not ask the start policy, and runs in the context of who awaits it.
Model::TaskRef Model::startByHand(Frame frame)
{
    const TaskRef task = make("?", -1);
    task->sharesWith = m_current;
    task->frames.push_back(std::move(frame));
    runStart(task);
    return task;
}

Model::TaskRef Model::post(int body, int owner)
{
    const TaskRef task = make(std::to_string(body), owner);
    task->frames.push_back({.body = body});
    know(task);
    queue(task);
    return task;
}

// Rule 4: the task is there when it suspends, or when somebody asks; only then it joins its owner.
void Model::know(const TaskRef &task)
{
    if (std::exchange(task->isKnown, true))
        return;
    m_known.push_back(task);
    if (task->owner < 0)
        return;
    if (m_objects[task->owner].isAlive)
        m_objects[task->owner].attached.push_back({task, -1});
    else
        task->isClosing = true; // rule 9: it ends at its next await
}

// -- running

void Model::queue(const TaskRef &task)
{
    task->queued = append([this, task] { turn(task); });
}

void Model::wake(const TaskRef &task)
{
    if (std::exchange(task->isWaiting, false))
        queue(task);
}

void Model::turn(const TaskRef &task)
{
    if (task->hasBegun) {
        go(task, resumption(*task), true);
    } else if (task->undelivered > 0) { // rule 7: it never runs its body
        task->outcome = Outcome::error(Cancelled);
        conclude(task, false);
    } else {
        task->hasBegun = true;
        go(task, {}, true);
    }
}

// Rule 7: a request that has not arrived yet does so in the task's turn, whatever it waited for.
Outcome Model::resumption(Task &task)
{
    if (task.undelivered > 0) {
        task.undelivered = 0;
        return Outcome::error(Cancelled);
    }
    switch (task.waits) {
    case Waits::Task:
    case Waits::SharedTask:
    case Waits::ShieldedTask:
        return given(task.awaited);
    default:
        return task.waitResult;
    }
}

Outcome Model::given(const TaskRef &task)
{
    task->isObserved = true;
    for (const TaskRef &part : task->settled)
        part->isObserved = true;
    return task->outcome;
}

void Model::go(TaskRef task, Outcome in, bool handsOver)
{
    const TaskRef outer = m_current;
    while (task) {
        m_current = task;
        task->isRunning = true;
        const bool hasEnded = advance(task, std::move(in));
        m_current = outer;
        if (!hasEnded)
            return;
        task = conclude(task, handsOver);
        if (task)
            in = resumption(*task);
    }
}

bool Model::advance(const TaskRef &task, Outcome in)
{
    for (;;) {
        const Went went = step(task, in);
        if (went == Went::Suspended)
            return false;
        if (went == Went::On) {
            in = {};
            continue;
        }
        task->frames.pop_back();
        if (task->frames.empty()) {
            task->outcome = std::move(in);
            if (task->undelivered > 0 && task->outcome.ok)
                task->outcome = Outcome::error(Cancelled); // rule 7: it returned without suspending again
            return true;
        }
    }
}

// Gives who goes on at once: the only awaiter of a call (rule 5, call chains).
Model::TaskRef Model::conclude(const TaskRef &task, bool handsOver)
{
    task->isDone = true;
    task->isRunning = false;
    if (task->slot >= 0 && m_latest[task->slot] == task)
        m_latest[task->slot] = nullptr;
    TaskRef next;
    bool isFirst = true;
    for (Task::Listener &listener : std::exchange(task->listeners, {})) {
        if (!listener.awaiter) {
            const EntryRef entry = append(std::move(listener.ended));
            if (listener.isMember)
                task->memberQueued(entry);
            continue;
        }
        const TaskRef &awaiter = listener.awaiter;
        if (!awaiter->isWaiting || awaiter->wait != listener.wait)
            continue;
        if (std::exchange(isFirst, false) && handsOver && awaiter->waits == Waits::Task) {
            awaiter->isWaiting = false;
            next = awaiter;
        } else {
            wake(awaiter);
        }
    }
    return next;
}

// -- ending

// Rule 7: a request goes to what the task awaits; who waits for nothing else is queued.
void Model::cancel(const TaskRef &task)
{
    if (task->isDone)
        return;
    know(task);
    ++task->requests;
    ++task->undelivered;
    passRequest(task);
}

void Model::passRequest(TaskRef task)
{
    while (task->isWaiting && (task->waits == Waits::Task || task->waits == Waits::SharedTask)) {
        task->undelivered = 0; // it comes out of what is awaited
        task = task->awaited;
        ++task->requests;
        ++task->undelivered;
    }
    if (!task->isWaiting)
        return; // it runs, or has its place in the queue
    if (task->waits == Waits::Parts) {
        cancelParts(*task->join);
        return;
    }
    if (task->waits == Waits::There) { // the coroutine there ends with it, and until then it is awaited
        task->undelivered = 0;
        task->waitResult = Outcome::error(Cancelled);
        return;
    }
    giveUp(*task);
    wake(task);
}

void Model::giveUp(Task &task)
{
    if (task.timer)
        task.timer->isLive = false;
    std::erase_if(m_externals, [&task](const TaskRef &each) { return each.get() == &task; });
    if (task.waits == Waits::Parts)
        task.join->waiting = nullptr;
}

// Rule 9: Cancelled where it is suspended, there and then. What it awaits is asked to end.
void Model::close(const TaskRef &task)
{
    if (task->isDone)
        return;
    task->isClosing = true;
    if (task->isRunning)
        return;
    if (task->queued)
        task->queued->isLive = false;
    if (!task->hasBegun) {
        task->outcome = Outcome::error(Cancelled);
        conclude(task, false);
        return;
    }
    if (task->isWaiting) {
        const TaskRef awaited =
            task->waits == Waits::Task || task->waits == Waits::SharedTask ? task->awaited : nullptr;
        giveUp(*task);
        task->isWaiting = false;
        if (awaited) {
            leave(awaited);
            cancel(awaited);
        }
    }
    go(task, Outcome::error(Cancelled), false);
}

Model::Scope Model::enter(const Task &task) { return {.deliveredOnEntry = task.requests - task.undelivered}; }

// Nobody needs the task for that: while it is in its eager phase, the request stands for itself.
void Model::askToEnd(Scope &scope, const TaskRef &task)
{
    if (std::exchange(scope.hasAsked, true))
        return;
    if (task->isKnown)
        return cancel(task);
    ++task->requests;
    ++task->undelivered;
}

// Rule 8: the scope takes its own request back; if none is left, one that was not delivered is dropped.
bool Model::takeBack(Scope &scope, Task &task)
{
    if (!std::exchange(scope.hasAsked, false))
        return false;
    --task.requests;
    task.undelivered = std::min(task.undelivered, task.requests);
    return true;
}

// Rule 7: a request that had not arrived when the scope was entered is somebody else's.
bool Model::othersHaveAsked(const Scope &scope, const Task &task) { return task.requests > scope.deliveredOnEntry; }

void Model::report(const std::string &name, const std::string &error)
{
    if (error != Cancelled)
        m_trace.reports.push_back(name + ':' + error);
}

} // namespace Stress
