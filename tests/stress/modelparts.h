// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the files of the Model share: a task, and what it is in.
*/

#include "model.h"

namespace Stress {

//! Several tasks that one waits for.
struct Model::Join
{
    TaskRef waiting; // null: nobody waits now
    Until until = Until::All;
    std::vector<std::pair<int, TaskRef>> running;
    std::vector<int> ended;
    TaskRef failed; // the first
    bool passedCancel = false;
};

struct Model::Group
{
    struct Member
    {
        TaskRef child = {};
        EntryRef end = {}; // its place in the queue, when it has ended
    };
    TaskRef task;
    Scope scope = {};
    std::vector<Member> members;
    std::vector<std::pair<std::string, std::string>> failures; // name, exception
    std::string bodyError;
    long wait = -1; // of its task for this group, which may be inside another one
    Outcome result;
    bool isAborting = false;
    bool isOver = false;
    bool wasCancelled = false;
};

struct Model::Frame
{
    enum class Kind { Body, Try, Guard, Timeout, Gather, Race, Group, There };
    Kind kind = Kind::Body;
    int body = 0;
    const Step *step = nullptr;
    size_t place = 0; // in the body
    int phase = 0;
    Outcome saved = {};
    Scope scope = {};
    TimerRef timer = {};
    EntryRef expiry = {};
    std::shared_ptr<Join> join = {};
    std::shared_ptr<Model::Group> group = {};
    std::vector<TaskRef> parts = {};
    int winner = -1;
    bool settles = false;
};

struct Model::Task : std::enable_shared_from_this<Model::Task>
{
    struct Listener
    {
        TaskRef awaiter = {}; // null: a part or a member
        long wait = 0; // which of its waits
        std::function<void()> ended = {};
        bool isMember = false;
    };
    std::string name;
    int owner = -1;
    int slot = -1; // of latest()
    std::vector<Frame> frames;
    std::vector<Listener> listeners;
    std::function<void(const EntryRef &)> memberQueued;
    int context = 0;
    TaskRef sharesWith; // of a CoroStart that somebody awaits: it runs in the context of that
    Outcome outcome;
    bool hasBegun = false;
    bool isKnown = false; // somebody has needed the task itself
    bool isRunning = false;
    bool isDone = false;
    bool isClosing = false;
    bool isObserved = false; // somebody was given its outcome
    std::vector<TaskRef> settled; // whose outcomes are in its own

    // its suspension
    Waits waits = Waits::None;
    bool isWaiting = false; // not woken yet
    long wait = 0; // counts them
    TaskRef awaited;
    Outcome waitResult;
    TimerRef timer = {};
    std::shared_ptr<Join> join = {};
    EntryRef queued;

    // requests to end
    int requests = 0;
    int undelivered = 0;
};

} // namespace Stress
