// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A random program: bodies of steps, which coroutines run, and a script, which plain code runs while nothing else can
    go on. It says nothing of what is to come of it: that is for model.h to foretell, and for world.h to find out.
*/

#include <random>
#include <set>
#include <string>
#include <vector>

namespace Stress {

//! "x7". Not by `"x" + std::to_string(7)`, which GCC 12 at -O3 takes for an overlap.
inline std::string numbered(std::string word, long long number)
{
    word += std::to_string(number);
    return word;
}

//! What a body, or the script, can do. Operations.cpp has a line for each.
enum class Op : unsigned char {
    // waits
    Yield,
    Sleep, // number: milliseconds of virtual time
    External, // number: which, see externals.h
    Wait, // number: of the object whose signal it is
    Loop, // runs an event loop until nothing can go on
    LoopInWait, // the same while a wait begins, and what is waited for happens in there
    // one body in this task
    Call,
    Try, // catches what it throws
    Guard, // and another body, which cleans up when it throws
    Timeout, // number: milliseconds
    // one body that is started, and awaited
    Rvalue, // ValueTask of eager()
    Function, // ValueTask of a coroutine that starts itself
    Lvalue, // ValueTask by its name
    PostedTask,
    EagerTask,
    CreatedTask, // as the thread's factory says
    Shield,
    ByHand, // CoroStart
    // several of them
    Gather,
    Settled,
    Race,
    Group, // the first is the group's body; the digits of number say how each child is started, see childStart()
    // one body that is started
    Latest, // number: of the slot
    StartEager,
    StartPosted,
    StartTask,
    StartCreated, // as the thread's factory says
    // about what a Start has started
    Join,
    Then, // a callback, with an object as its context
    Drop,
    Cancel,
    RemoteCancel, // from another thread
    // other
    CancelSelf,
    Throw,
    Set, // number: value of the context variable
    Emit, // number: of the object
    Kill, // number: of the object, which is an owner and a sender
    // of the script alone
    Complete, // the external wait that is the oldest
    Pass // number: milliseconds of virtual time
};

struct Operation
{
    Op op;
    const char *name;
    int bodies; // that it takes, at least
    int range; // of its number; 0: it has none
    bool refers; // its number is that of a body which somebody else may have started
    int inBodies; // weight, when a step of a body is chosen
    int inScripts;
};
const Operation &operation(Op op);
const std::vector<Operation> &operations();

constexpr int Objects = 3;
constexpr int Slots = 2; // of latest()

struct Step
{
    Op op = Op::Yield;
    int number = 0;
    std::vector<int> bodies = {};
    int id = 0; // for Program::without()
};

//! How a child of a group is started.
enum class Start { Eager, Posted, Created };
inline constexpr int Starts = 3;
Start childStart(const Step &group, size_t child);

//! Runs at most once: only one step refers to it. Its number is greater than those of the bodies around it.
struct Body
{
    std::vector<Step> steps;
    int owner = -1; // the object that it ends with, if it is started; -1: none
    bool asks = false; // for its task, before anything else
};

struct Program
{
    //! The task factory of the thread. The last one starts inline, too, and leaves the owner out.
    enum class Factory { Posting, Eager, Orphaning };

    unsigned long long seed = 0;
    std::vector<Body> bodies;
    std::vector<Step> script;
    int maxDepth = 128; // of starts on one stack
    Factory factory = Factory::Posting;
    int steps = 0; // that there were when it was made

    //! The same seed makes the same program, on every platform.
    static Program random(unsigned long long seed);
    //! The same program without the steps that have these ids.
    Program without(const std::set<int> &ids) const;
    //! The ids of the steps that there are; those of bodies that no step refers to any more are left out.
    std::vector<int> ids() const;
    //! For people.
    std::string text() const;
};

} // namespace Stress
