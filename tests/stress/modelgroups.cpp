// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "modelparts.h"

#include <algorithm>

namespace Stress {

// -- what is around one body

Model::Went Model::stepGuard(const TaskRef &task, Outcome &in)
{
    Frame &frame = task->frames.back();
    const std::vector<int> &bodies = frame.step->bodies;
    switch (frame.phase++) {
    case 0:
        return push(task, {.body = bodies[0]});
    case 1:
        if (in.ok)
            return Went::Ended;
        if (frame.kind == Frame::Kind::Try) {
            in = {.text = in.text};
            return Went::Ended;
        }
        frame.saved = in;
        return push(task, {.body = bodies[1]});
    default:
        if (in.ok)
            in = frame.saved;
        return Went::Ended;
    }
}

// Rule 8.
Model::Went Model::stepTimeout(const TaskRef &task, Outcome &in)
{
    const size_t top = task->frames.size() - 1;
    Frame &frame = task->frames[top];
    if (frame.phase++ == 0) {
        frame.scope = enter(*task);
        const auto expire = [this, task, top] { askToEnd(task->frames[top].scope, task); };
        if (frame.step->number > 0)
            frame.timer = addTimer(frame.step->number, expire);
        else
            frame.expiry = append(expire); // at the place that it took when it was entered
        return push(task, {.body = frame.step->bodies[0]});
    }
    if (frame.timer)
        frame.timer->isLive = false;
    if (frame.expiry)
        frame.expiry->isLive = false;
    const bool isOwn = takeBack(frame.scope, *task) && !othersHaveAsked(frame.scope, *task);
    if (isOwn && in.isCancelled() && !task->isClosing)
        in = Outcome::error(TimedOut);
    return Went::Ended;
}

// -- several tasks

void Model::addPart(const std::shared_ptr<Join> &join, int index, const TaskRef &part)
{
    know(part);
    join->running.emplace_back(index, part);
    const auto ended = [this, join, index, part] {
        std::erase_if(join->running, [index](const auto &each) { return each.first == index; });
        join->ended.push_back(index);
        if (!join->failed && !part->outcome.ok)
            join->failed = part;
        if (join->waiting && isOver(*join))
            wake(std::exchange(join->waiting, nullptr));
    };
    part->listeners.push_back({.ended = ended});
}

bool Model::isOver(const Join &join)
{
    if (join.running.empty())
        return true;
    if (join.passedCancel || join.until == Until::All)
        return false;
    return join.until == Until::Next ? !join.ended.empty() : join.failed != nullptr;
}

// Rule 5: in the order in which they were started.
void Model::cancelParts(Join &join)
{
    join.passedCancel = true;
    for (const auto &[index, part] : std::vector<std::pair<int, TaskRef>>(join.running))
        cancel(part);
}

Model::Went Model::waitForParts(const TaskRef &task, Join &join, Until until, Outcome &out)
{
    join.until = until;
    if (isOver(join))
        return Went::Ended;
    const Went went = suspend(task, Waits::Parts, out);
    if (went == Went::Suspended) {
        join.waiting = task;
        task->join = task->frames.back().join;
        if (task->undelivered > 0)
            passRequest(task);
    }
    return went;
}

// Rule 9: one whose owner has died before its turn came does not run.
std::vector<bool> Model::owned(const Step &step) const
{
    std::vector<bool> owned;
    for (const int body : step.bodies) {
        const int owner = m_program.bodies[size_t(body)].owner;
        owned.push_back(owner >= 0 && m_objects[owner].isAlive);
    }
    return owned;
}

Model::TaskRef Model::startPart(int body, bool wasOwned)
{
    if (!wasOwned || m_objects[m_program.bodies[size_t(body)].owner].isAlive)
        return start(body);
    const TaskRef task = make(std::to_string(body), -1);
    task->isDone = true;
    task->outcome = Outcome::error(Cancelled);
    return task;
}

// If all finish synchronously, so does it; the first exception is the outcome at once.
Model::Went Model::gather(const TaskRef &task, const Step &step, Outcome &out)
{
    const bool settles = step.op == Op::Settled;
    Frame frame{.kind = Frame::Kind::Gather, .step = &step, .settles = settles};
    const std::vector<bool> wereOwned = owned(step);
    for (size_t i = 0; i < step.bodies.size(); ++i)
        frame.parts.push_back(startPart(step.bodies[i], wereOwned[i]));
    bool allDone = true;
    std::string values;
    for (const TaskRef &part : frame.parts) {
        if (!part->isDone) {
            allDone = false;
        } else if (!part->outcome.ok && !settles) {
            out = given(part);
            return Went::Ended;
        }
    }
    if (allDone) {
        for (const TaskRef &part : frame.parts)
            values += (given(part).ok ? ' ' : '!') + part->outcome.text;
        out = {.text = values};
        return Went::Ended;
    }
    return await(task, startFrame(std::move(frame), "?", -1), Waits::Task, out);
}

Model::Went Model::stepGather(const TaskRef &task, Outcome &in)
{
    Frame &frame = task->frames.back();
    const Until until = frame.settles ? Until::All : Until::Failure;
    if (frame.phase == 0) {
        frame.phase = 1;
        frame.join = std::make_shared<Join>();
        for (size_t i = 0; i < frame.parts.size(); ++i) {
            if (!frame.parts[i]->isDone)
                addPart(frame.join, int(i), frame.parts[i]);
        }
        if (waitForParts(task, *frame.join, until, in) == Went::Suspended)
            return Went::Suspended;
    }
    if (frame.phase == 1 && !in.ok && !frame.join->running.empty()) {
        frame.phase = 2;
        cancelParts(*frame.join);
        if (waitForParts(task, *frame.join, Until::All, in) == Went::Suspended)
            return Went::Suspended;
    }
    if (frame.phase == 2 || !in.ok) {
        in = Outcome::error(Cancelled); // once all have ended, whatever they ended with
    } else if (!frame.settles && frame.join->failed) {
        in = given(frame.join->failed);
    } else {
        in = {};
        for (const TaskRef &part : frame.parts) {
            in.text += (part->outcome.ok ? ' ' : '!') + part->outcome.text;
            part->isObserved = !frame.settles || part->isObserved;
        }
        if (frame.settles)
            task->settled = frame.parts; // rule 10: if nobody is given the outcomes, they are reported
    }
    return Went::Ended;
}

Model::Went Model::stepRace(const TaskRef &task, Outcome &in)
{
    Frame &frame = task->frames.back();
    if (frame.phase == 0) {
        frame.phase = 1;
        frame.join = std::make_shared<Join>();
        const std::vector<bool> wereOwned = owned(*frame.step);
        for (const int body : frame.step->bodies) {
            if (frame.winner >= 0)
                break; // the others are dropped without being started
            const int index = int(frame.parts.size());
            const TaskRef part = startPart(body, wereOwned[size_t(index)]);
            frame.parts.push_back(part);
            if (part->isDone)
                frame.winner = index;
            else
                addPart(frame.join, index, part);
        }
        in = {};
        if (frame.winner < 0 && waitForParts(task, *frame.join, Until::Next, in) == Went::Suspended)
            return Went::Suspended;
    }
    if (frame.phase == 1) {
        if (in.ok && frame.winner < 0)
            frame.winner = frame.join->ended.front();
        frame.phase = in.ok ? 3 : 2;
        if (!frame.join->running.empty()) {
            cancelParts(*frame.join);
            if (waitForParts(task, *frame.join, Until::All, in) == Went::Suspended)
                return Went::Suspended;
        }
    }
    if (frame.phase == 2 || !in.ok) {
        in = Outcome::error(Cancelled);
    } else {
        in = given(frame.parts[size_t(frame.winner)]);
        if (in.ok)
            in.text = std::to_string(frame.winner) + ':' + in.text;
    }
    return Went::Ended;
}

// -- task groups

void Model::addMember(const std::shared_ptr<Group> &group, const TaskRef &child)
{
    if (child->isDone) {
        if (child->outcome.ok)
            return;
        child->isObserved = true;
        if (child->outcome.isCancelled())
            return;
        group->members.push_back({child, append([this, group, child] { memberEnded(group, child); })});
        return;
    }
    know(child);
    group->members.push_back({.child = child});
    child->listeners.push_back({.ended = [this, group, child] { memberEnded(group, child); }, .isMember = true});
    child->memberQueued = [group, child = child.get()](const EntryRef &entry) {
        for (Group::Member &member : group->members) {
            if (member.child.get() == child)
                member.end = entry;
        }
    };
    if (group->isAborting)
        cancel(child);
}

void Model::memberEnded(const std::shared_ptr<Group> &group, const TaskRef &child)
{
    std::erase_if(group->members, [&child](const Group::Member &member) { return member.child == child; });
    child->isObserved = true;
    if (group->members.empty() && group->task->isWaiting && group->task->wait == group->wait)
        wake(group->task);
    if (child->outcome.ok || child->outcome.isCancelled())
        return;
    group->failures.emplace_back(child->name, child->outcome.text);
    if (!group->isOver && !group->isAborting) {
        abortGroup(*group);
        askToEnd(group->scope, group->task);
    }
}

void Model::abortGroup(Group &group)
{
    group.isAborting = true;
    for (const Group::Member &member : std::vector<Group::Member>(group.members))
        cancel(member.child);
}

// Rule 9, of a group whose task is closed: there and then.
void Model::closeChildren(Group &group)
{
    while (!group.members.empty()) {
        const Group::Member member = group.members.front();
        group.members.erase(group.members.begin());
        if (member.end)
            member.end->isLive = false;
        std::erase_if(member.child->listeners, [](const Task::Listener &listener) { return listener.isMember; });
        if (member.child->isDone && member.child->isObserved)
            group.failures.emplace_back(member.child->name, member.child->outcome.text);
        close(member.child);
    }
}

Model::Went Model::stepGroup(const TaskRef &task, Outcome &in)
{
    const size_t top = task->frames.size() - 1;
    const Step &step = *task->frames[top].step;
    const int phase = task->frames[top].phase;
    if (phase == 0) {
        task->frames[top].phase = 1;
        const auto group = std::make_shared<Group>();
        group->task = task;
        group->scope = enter(*task);
        task->frames[top].group = group;
        in = {};
        for (size_t i = 1; i < step.bodies.size() && in.ok; ++i) {
            if (group->isAborting)
                in = Outcome::error(Invalid); // it is shutting down
            else
                addMember(group, startChild(step, i));
        }
        if (in.ok)
            return push(task, {.body = step.bodies[0]});
    }
    const std::shared_ptr<Group> group = task->frames[top].group;
    if (task->frames[top].phase == 1) { // the body has ended
        task->frames[top].phase = 2;
        group->result = in;
        if (in.isCancelled())
            group->wasCancelled = true;
        else if (!in.ok)
            group->bodyError = in.text;
        if (!in.ok && !group->isAborting)
            abortGroup(*group);
    } else if (!in.ok) {
        group->wasCancelled = true;
        if (!group->isAborting)
            abortGroup(*group);
    }
    while (!group->members.empty() && !task->isClosing) {
        const Went went = suspend(task, Waits::Group, in);
        if (went == Went::Suspended) {
            group->wait = task->wait;
            if (task->undelivered > 0)
                passRequest(task);
            return went;
        }
    }
    return finishGroup(task, *group, in);
}

Model::Went Model::finishGroup(const TaskRef &task, Group &group, Outcome &out)
{
    if (task->isClosing) {
        const bool allEnded = group.members.empty();
        closeChildren(group);
        const bool isComplete = allEnded && group.failures.empty() && group.bodyError.empty() && !group.wasCancelled;
        for (const auto &[name, error] : std::exchange(group.failures, {}))
            report(name, error);
        if (!group.bodyError.empty())
            report(task->name, std::exchange(group.bodyError, {}));
        if (!isComplete) {
            group.isOver = true;
            takeBack(group.scope, *task);
            out = Outcome::error(Cancelled);
            return Went::Ended;
        }
    }
    group.isOver = true;
    const bool wasOwn = takeBack(group.scope, *task);
    const bool othersAsked = othersHaveAsked(group.scope, *task);
    if (wasOwn && !othersAsked)
        group.wasCancelled = false;
    std::string errors;
    for (const auto &[name, error] : group.failures)
        errors += (errors.empty() ? "" : " ") + error;
    if (!group.bodyError.empty())
        errors += (errors.empty() ? "" : " ") + group.bodyError;
    if (!errors.empty()) {
        if (othersAsked) { // it goes on with these, and is asked to end again
            --task->requests;
            task->undelivered = std::min(task->undelivered, task->requests);
            cancel(task);
        }
        out = Outcome::error("group(" + errors + ')');
    } else if (group.wasCancelled || !group.result.ok) {
        out = Outcome::error(Cancelled);
    } else {
        out = group.result;
    }
    return Went::Ended;
}

} // namespace Stress
