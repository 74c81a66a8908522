// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "externals.h"
#include "modelparts.h"

#include <algorithm>

namespace Stress {

namespace {

Outcome externalOutcome(const Step &step)
{
    return externalFails(step.number) ? Outcome::error(numbered("x", step.id))
                                      : Outcome{.text = std::to_string(1000 + step.id)};
}

} // namespace

void Model::word(int body, const Step &step, const Outcome &outcome)
{
    m_trace.words.push_back(std::to_string(body) + '#' + std::to_string(step.id) + (outcome.ok ? '=' : '!') +
                            outcome.text + '@' + std::to_string(context()));
}

Model::Went Model::step(const TaskRef &task, Outcome &in)
{
    switch (task->frames.back().kind) {
    case Frame::Kind::Body:
        return stepBody(task, in);
    case Frame::Kind::There:
        return stepThere(task, in);
    case Frame::Kind::Try:
    case Frame::Kind::Guard:
        return stepGuard(task, in);
    case Frame::Kind::Timeout:
        return stepTimeout(task, in);
    case Frame::Kind::Gather:
        return stepGather(task, in);
    case Frame::Kind::Race:
        return stepRace(task, in);
    case Frame::Kind::Group:
        return stepGroup(task, in);
    }
    return Went::Ended;
}

// A step that went on has pushed a frame, whose end comes back here as one that suspended does.
Model::Went Model::stepBody(const TaskRef &task, Outcome &in)
{
    const size_t top = task->frames.size() - 1;
    const int number = task->frames[top].body;
    const Body &body = m_program.bodies[size_t(number)];
    bool hasOutcome = std::exchange(task->frames[top].phase, 1) == 1;
    if (!hasOutcome) {
        m_trace.words.push_back('(' + std::to_string(number));
        if (body.asks) {
            know(task);
            m_asked[number] = task;
        }
    }
    for (;;) {
        size_t &place = task->frames[top].place;
        if (hasOutcome) {
            word(number, body.steps[place], in);
            if (!in.ok)
                return Went::Ended;
            ++place;
        }
        if (place == body.steps.size()) {
            m_trace.words.push_back(std::to_string(number) + ')');
            in = {.text = std::to_string(number)};
            return Went::Ended;
        }
        in = {.text = "0"};
        const Went went = perform(task, body.steps[place], in);
        if (went != Went::Ended)
            return went;
        hasOutcome = true;
    }
}

// A coroutine that runs on another thread, and stands still there until it is complete.
Model::Went Model::stepThere(const TaskRef &task, Outcome &in)
{
    if (task->frames.back().phase == 1)
        return Went::Ended;
    task->frames.back().phase = 1;
    const Step &step = *task->frames.back().step;
    const Went went = suspend(task, Waits::There, in);
    task->waitResult = externalOutcome(step);
    m_externals.push_back(task);
    return went;
}

Model::Went Model::push(const TaskRef &task, Frame frame)
{
    task->frames.push_back(std::move(frame));
    return Went::On;
}

// Ended: it was refused, because the task is closed (rule 9).
Model::Went Model::suspend(const TaskRef &task, Waits waits, Outcome &refusal)
{
    know(task);
    if (task->isClosing) {
        task->undelivered = 0;
        refusal = Outcome::error(Cancelled);
        return Went::Ended;
    }
    task->waits = waits;
    task->isWaiting = true;
    task->isRunning = false;
    ++task->wait;
    task->waitResult = {.text = "0"};
    task->timer = nullptr;
    return Went::Suspended;
}

Model::Went Model::await(const TaskRef &task, const TaskRef &awaited, Waits how, Outcome &out)
{
    if (awaited->isDone) { // rule 3
        out = given(awaited);
        return Went::Ended;
    }
    know(awaited);
    const Went went = suspend(task, how, out);
    if (went == Went::Suspended) {
        task->awaited = awaited;
        awaited->listeners.push_back({.awaiter = task, .wait = task->wait});
        if (task->undelivered > 0)
            passRequest(task);
    } else {
        leave(awaited);
    }
    return went;
}

// Ended: the step is over, with what is in `out` then. On: a frame was pushed, with whose outcome it is over.
Model::Went Model::perform(const TaskRef &task, const Step &step, Outcome &out)
{
    if (act(step, task))
        return Went::Ended;
    const int first = step.bodies.empty() ? -1 : step.bodies.front();
    Went went = Went::Ended;
    switch (step.op) {
    case Op::Yield:
        went = suspend(task, Waits::Yield, out);
        if (went == Went::Suspended)
            wake(task); // rule 7: what stands in the queue keeps its place
        return went;
    case Op::Sleep:
        went = suspend(task, step.number > 0 ? Waits::None : Waits::Yield, out);
        if (went != Went::Suspended)
            return went;
        if (step.number > 0)
            task->timer = addTimer(step.number, [this, task] { wake(task); });
        else
            wake(task);
        break;
    case Op::External:
        if (externalBegins(step.number))
            return await(task, startByHand({.kind = Frame::Kind::There, .step = &step}), Waits::Task, out);
        went = suspend(task, Waits::External, out);
        if (went != Went::Suspended)
            return went;
        task->waitResult = externalOutcome(step);
        m_externals.push_back(task);
        break;
    case Op::Wait:
        if (!m_objects[step.number].isAlive) {
            out = Outcome::error(Cancelled);
            return Went::Ended;
        }
        went = suspend(task, Waits::Signal, out);
        if (went != Went::Suspended)
            return went;
        m_objects[step.number].attached.push_back({task, task->wait});
        break;
    case Op::Loop:
        drain();
        return Went::Ended;
    case Op::LoopInWait: // it does not go on before it is suspended
        know(task);
        if (!task->isClosing)
            drain();
        went = suspend(task, Waits::Signal, out);
        if (went == Went::Suspended)
            wake(task);
        return went;
    case Op::Call:
        return push(task, {.body = first});
    case Op::Try:
        return push(task, {.kind = Frame::Kind::Try, .step = &step});
    case Op::Guard:
        return push(task, {.kind = Frame::Kind::Guard, .step = &step});
    case Op::Timeout:
        return push(task, {.kind = Frame::Kind::Timeout, .step = &step});
    case Op::Rvalue:
        return await(task, start(first), Waits::Task, out);
    case Op::Function:
        return await(task, start(first, false), Waits::Task, out);
    case Op::Lvalue:
        return await(task, start(first), Waits::SharedTask, out);
    case Op::EagerTask:
        return await(task, startTask(first), Waits::SharedTask, out);
    case Op::CreatedTask:
        return await(task, createTask(first), Waits::SharedTask, out);
    case Op::PostedTask:
        return await(task, post(first), Waits::SharedTask, out);
    case Op::Shield:
        return await(task, start(first), Waits::ShieldedTask, out);
    case Op::ByHand:
        return await(task, startByHand({.body = first}), Waits::Task, out);
    case Op::Gather:
    case Op::Settled:
        return gather(task, step, out);
    case Op::Race:
        return await(task, startFrame({.kind = Frame::Kind::Race, .step = &step}, "?", -1), Waits::Task, out);
    case Op::Group:
        return push(task, {.kind = Frame::Kind::Group, .step = &step});
    case Op::Join:
        if (const TaskRef joined = step.number > task->frames.back().body ? m_handles[step.number] : nullptr)
            return await(task, joined, Waits::SharedTask, out);
        return Went::Ended;
    case Op::Throw:
        out = Outcome::error(numbered("x", step.id));
        return Went::Ended;
    default:
        return Went::Ended;
    }
    if (task->undelivered > 0)
        passRequest(task);
    return went;
}

Model::TaskRef Model::target(int body) const
{
    for (const auto *where : {&m_asked, &m_handles}) {
        const auto found = where->find(body);
        if (found != where->end() && found->second)
            return found->second;
    }
    return nullptr;
}

// What a body and the script can do, and which never waits.
bool Model::act(const Step &step, const TaskRef &task)
{
    const int first = step.bodies.empty() ? -1 : step.bodies.front();
    switch (step.op) {
    case Op::Latest:
        if (const TaskRef before = std::exchange(m_latest[step.number], nullptr))
            cancel(before);
        startFrame({.body = first}, "?", -1, step.number);
        return true;
    case Op::StartEager:
    case Op::StartTask:
    case Op::StartCreated: {
        const TaskRef started = step.op == Op::StartTask      ? startTask(first)
                                : step.op == Op::StartCreated ? createTask(first)
                                                              : start(first);
        m_handles[first] = started; // not before: it may look for its own handle
        return true;
    }
    case Op::StartPosted:
        m_handles[first] = post(first);
        return true;
    case Op::Then:
        then(step);
        return true;
    case Op::Drop: // rule 9: handles own nothing
        m_handles.erase(step.number);
        return true;
    case Op::Cancel:
    case Op::RemoteCancel:
        if (const TaskRef asked = target(step.number))
            cancel(asked);
        return true;
    case Op::CancelSelf:
        cancel(task);
        return true;
    case Op::Set:
        context() = step.number;
        return true;
    case Op::Emit:
        emitSignal(step.number);
        return true;
    case Op::Kill:
        kill(step.number);
        return true;
    default:
        return false;
    }
}

// Rule 13.
void Model::then(const Step &step)
{
    const auto found = m_handles.find(step.number);
    const int object = step.id % Objects;
    if (found == m_handles.end() || !found->second || !m_objects[object].isAlive)
        return;
    const auto call = [this, id = step.id](const TaskRef &task) {
        const Outcome outcome = given(task);
        m_trace.words.push_back(numbered("then", id) + (outcome.ok ? '=' : '!') + outcome.text);
    };
    const TaskRef &task = found->second;
    if (task->isDone)
        return call(task);
    know(task);
    task->listeners.push_back({.ended = [this, call, object, task = task.get()] {
        if (m_objects[object].isAlive)
            call(task->shared_from_this());
    }});
}

// Rule 5: nobody resumes inside the emission; who waited longer comes first.
void Model::emitSignal(int object)
{
    const auto attached = m_objects[object].attached;
    for (const auto &[task, wait] : attached) {
        if (task->isWaiting && task->wait == wait)
            wake(task);
    }
}

// Rule 9: it closes its tasks; who waits for its signal gets Cancelled in turn.
void Model::kill(int object)
{
    if (!std::exchange(m_objects[object].isAlive, false))
        return;
    for (const auto &[task, wait] : std::exchange(m_objects[object].attached, {})) {
        if (wait < 0) {
            close(task);
        } else if (task->isWaiting && task->wait == wait) {
            task->waitResult = Outcome::error(Cancelled);
            wake(task);
        }
    }
}

void Model::complete()
{
    if (m_externals.empty())
        return;
    const TaskRef task = m_externals.front();
    m_externals.pop_front();
    wake(task);
}

// What only time and the outside can bring about.
void Model::finish()
{
    while (!m_externals.empty() || hasTimers()) {
        if (m_externals.empty())
            pass(1);
        else
            complete();
        drain();
    }
}

Trace Model::run()
{
    for (const Step &step : m_program.script) {
        if (step.op == Op::Complete)
            complete();
        else if (step.op == Op::Pass)
            pass(step.number);
        else
            act(step, nullptr);
        drain();
    }
    finish();
    // Who waits for what never comes is asked to end, which it may have to be several times.
    for (bool isOver = false; !isOver;) {
        isOver = true;
        for (const TaskRef &task : std::vector<TaskRef>(m_known)) {
            if (!task->isDone) {
                isOver = false;
                cancel(task);
            }
        }
        drain();
        finish();
    }
    for (const TaskRef &task : m_tasks) {
        if (!task->outcome.ok && !task->isObserved)
            report(task->name, task->outcome.text);
    }
    m_trace.words.push_back(numbered("end@", m_context));
    std::sort(m_trace.reports.begin(), m_trace.reports.end());
    return std::move(m_trace);
}

} // namespace Stress
