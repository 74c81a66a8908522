// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a TraceRecorder saw: one event in the life of a start or a task.
*/

#include <qeager/global.h>

#include <QtCore/qstring.h>

#include <source_location>

namespace QEager {

//! Why a start was given to the event loop, and did not run inline.
enum class PostReason : quint8 {
    None,    //!< it ran inline
    Asked,   //!< post(), or createTask() with `eagerStart = false`
    Factory, //!< createTask(), and the thread's task factory posts
    Thread,  //!< TaskOptions::thread is another than the starter's
    Depth,   //!< StartPolicy::maxDepth
    Budget,  //!< StartPolicy::turnBudget
    Chaos,   //!< a test asked for a disturbed order
};

/*! A plain value, to be copied and kept. Its file and function names are those in the code that was recorded: they are
    valid as long as the library that code is in stays loaded.

    Who it is about: \a task, the task's id. A start that finished inline and was no task has \a start instead, a number
    of the recording (unique on its thread); a start that became a task has both. */
struct TraceEvent
{
    enum class Kind : quint8 {
        Start, //!< the body begins: inline on the stack of its starter, or, when posted before, in its turn
        Post, //!< a start is given to an event loop, by this thread; see \a reason
        Task, //!< an inline start has become a task: it suspends, or somebody asked who it is
        Suspend, //!< a `co_await` waits: control goes back to the starter, or to the event loop
        Queue, //!< what it waited for is there: it has its place in the ready queue
        Resume, //!< its turn has come: the coroutine goes on, on this thread's stack
        Cancel, //!< it is asked to end, or closed
        Finish, //!< it has ended; see \a outcome
        Busy, //!< about no task: the event loop was busy from \a time on, for a millisecond or more; see LoopMonitor
    };
    enum class Outcome : quint8 { None, Value, Exception, Cancelled };

    Kind kind = Kind::Start;
    PostReason reason = PostReason::None; //!< Post, and the Start that follows it
    Outcome outcome = Outcome::None; //!< Finish
    int thread = 0; //!< on which it happened: 1, 2, … in the order in which they were first seen
    qint64 time = 0; //!< nanoseconds of the steady clock since the recorder was made
    qint64 duration = 0; //!< Busy: nanoseconds
    quint64 start = 0; //!< 0: not an inline start that was recorded
    quint64 task = 0; //!< 0: not a task
    quint64 parentStart = 0; //!< Post, inline Start: of the starter, if it was an inline start that was recorded
    quint64 parentTask = 0; //!< Post, inline Start: of the starter, if it was a task
    quint64 awaitedTask = 0; //!< Suspend: the task that is waited for, if it is one
    //! Suspend: "sleep", "yield", "task", "signal", "future", "offload", "thread", "gather", "task group", "QCoro" or
    //! "chaos".
    QLatin1StringView awaited{};
    QString name{}; //!< the name it was given; empty: none
    QString text{}; //!< Cancel: its message; Finish: that of the exception
    std::source_location where{}; //!< Suspend: the `co_await`

    //! One line for a log or a test: "start #1 'load'", "suspend 7 on sleep". Without times and places.
    QEAGER_EXPORT QString toString() const;
};

//! "asked", "factory", "thread", "depth", "budget", "chaos"; empty for None.
QEAGER_EXPORT QString toString(PostReason reason);
//! "start", "post", "task", "suspend", "queue", "resume", "cancel", "finish", "busy".
QEAGER_EXPORT QString toString(TraceEvent::Kind kind);
//! "value", "exception", "cancelled"; empty for None.
QEAGER_EXPORT QString toString(TraceEvent::Outcome outcome);

} // namespace QEager
