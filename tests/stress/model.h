// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What is to become of a program, from docs/semantics.md alone: it includes nothing of QEager, and knows neither
    coroutines nor Qt. The comments give the rules.

    A task is a stack of Frames, which are the bodies and constructs it is in. It is run by hand.
*/

#include "program.h"
#include "trace.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace Stress {

//! What something ended with.
struct Outcome
{
    bool ok = true;
    std::string text;
    bool isCancelled() const { return !ok && text == Cancelled; }
    static Outcome error(std::string text) { return {false, std::move(text)}; }
};

class Model
{
public:
    explicit Model(const Program &program) : m_program(program) {}
    ~Model();
    Model(const Model &) = delete;
    Model &operator=(const Model &) = delete;
    Trace run();

private:
    struct Task;
    struct Join;
    struct Group;
    struct Frame;
    using TaskRef = std::shared_ptr<Task>;

    //! A place in the ready queue.
    struct Entry
    {
        std::function<void()> run = {};
        bool isLive = true;
    };
    using EntryRef = std::shared_ptr<Entry>;
    struct Timer
    {
        long deadline;
        std::function<void()> fire = {};
        bool isLive = true;
    };
    using TimerRef = std::shared_ptr<Timer>;
    //! What asks its own task to end, and takes that back: a timeout, a group.
    struct Scope
    {
        int deliveredOnEntry = 0;
        bool hasAsked = false;
    };
    enum class Waits { None, Yield, Timer, External, Signal, Task, SharedTask, ShieldedTask, Parts, Group, There };
    enum class Until { Failure, Next, All };
    enum class Went { On, Suspended, Ended };

    // -- the ready queue and time (modelqueue.cpp)
    EntryRef append(std::function<void()> run);
    void drain();
    TimerRef addTimer(long milliseconds, std::function<void()> fire);
    void pass(int milliseconds);
    bool hasTimers() const;

    // -- tasks (modeltasks.cpp)
    TaskRef make(const std::string &name, int owner);
    TaskRef start(int body, bool isNamed = true);
    TaskRef startFrame(Frame frame, const std::string &name, int owner, int slot = -1, bool isTask = false);
    TaskRef startTask(int body);
    TaskRef createTask(int body);
    TaskRef startChild(const Step &group, size_t child);
    int ownerForFactory(int body) const;
    TaskRef startByHand(Frame frame);
    void runStart(const TaskRef &task);
    TaskRef post(int body) { return post(body, m_program.bodies[size_t(body)].owner); }
    TaskRef post(int body, int owner);
    void know(const TaskRef &task);
    void turn(const TaskRef &task);
    void go(TaskRef task, Outcome in, bool handsOver);
    bool advance(const TaskRef &task, Outcome in);
    TaskRef conclude(const TaskRef &task, bool handsOver);
    Outcome resumption(Task &task);
    void queue(const TaskRef &task);
    void wake(const TaskRef &task);
    void cancel(const TaskRef &task);
    void passRequest(TaskRef task);
    void giveUp(Task &task);
    void close(const TaskRef &task);
    void askToEnd(Scope &scope, const TaskRef &task);
    bool takeBack(Scope &scope, Task &task);
    static bool othersHaveAsked(const Scope &scope, const Task &task);
    static Scope enter(const Task &task);
    Outcome given(const TaskRef &task);
    void report(const std::string &name, const std::string &error);

    // -- steps (modelsteps.cpp)
    Went step(const TaskRef &task, Outcome &in);
    Went stepBody(const TaskRef &task, Outcome &in);
    Went stepThere(const TaskRef &task, Outcome &in);
    Went perform(const TaskRef &task, const Step &step, Outcome &out);
    bool act(const Step &step, const TaskRef &task);
    void then(const Step &step);
    int &context();
    void unshare(const TaskRef &task);
    void leave(const TaskRef &awaited);
    Went push(const TaskRef &task, Frame frame);
    Went suspend(const TaskRef &task, Waits waits, Outcome &refusal);
    Went await(const TaskRef &task, const TaskRef &awaited, Waits how, Outcome &out);
    void word(int body, const Step &step, const Outcome &outcome);
    TaskRef target(int body) const;
    void complete();
    void finish();
    void kill(int object);
    void emitSignal(int object);

    // -- constructs of several tasks (modelgroups.cpp)
    Went stepGuard(const TaskRef &task, Outcome &in);
    Went stepTimeout(const TaskRef &task, Outcome &in);
    Went stepGather(const TaskRef &task, Outcome &in);
    Went stepRace(const TaskRef &task, Outcome &in);
    Went stepGroup(const TaskRef &task, Outcome &in);
    Went finishGroup(const TaskRef &task, Group &group, Outcome &out);
    Went waitForParts(const TaskRef &task, Join &join, Until until, Outcome &out);
    Went gather(const TaskRef &task, const Step &step, Outcome &out);
    std::vector<bool> owned(const Step &step) const;
    TaskRef startPart(int body, bool wasOwned);
    void addPart(const std::shared_ptr<Join> &join, int index, const TaskRef &part);
    void cancelParts(Join &join);
    static bool isOver(const Join &join);
    void addMember(const std::shared_ptr<Group> &group, const TaskRef &child);
    void memberEnded(const std::shared_ptr<Group> &group, const TaskRef &child);
    void abortGroup(Group &group);
    void closeChildren(Group &group);

    const Program &m_program;
    Trace m_trace;
    std::deque<EntryRef> m_queue;
    std::vector<TimerRef> m_timers;
    long m_now = 0;
    TaskRef m_current;
    int m_depth = 0; // starts on this stack
    int m_context = 0; // outside any task
    std::vector<TaskRef> m_tasks; // all
    std::vector<TaskRef> m_known; // those that somebody needed, in this order
    std::deque<TaskRef> m_externals;
    std::map<int, TaskRef> m_asked; // by its body
    std::map<int, TaskRef> m_handles;
    struct Object
    {
        bool isAlive = true;
        struct Attached
        {
            TaskRef task;
            long wait; // for its signal, which of the waits of the task; -1: the object owns it
        };
        std::vector<Attached> attached; // in the order in which they came
    };
    Object m_objects[Objects];
    TaskRef m_latest[Slots];
};

} // namespace Stress
