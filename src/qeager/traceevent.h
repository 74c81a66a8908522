// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TraceEvent: one event in the life of a start or a task, as a TraceRecorder saw it.
*/

#include <qeager/global.h>

#include <QtCore/qstring.h>

#include <source_location>

namespace QEager {

//! Why a start was posted to the event loop instead of running inline.
enum class PostReason : quint8 {
    None,    //!< it ran inline
    Asked,   //!< post(), or createTask() with `eagerStart = false`
    Factory, //!< createTask(), because the thread's task factory posts
    Thread,  //!< TaskOptions::thread is not the starter's thread
    Depth,   //!< StartPolicy::maxDepth
    Budget,  //!< StartPolicy::turnBudget
    Chaos,   //!< chaos, see <qeager/chaos.h>
};

/*! One event. A plain value, which you can copy and keep. Its file and function names point into the code that was
    recorded; they are valid as long as the library with that code stays loaded.

    An event is about a task, a start, or both. \a task is the id of the task. A start that finished inline and was no
    task has only \a start, a number that is unique in the recording of its thread. A start that became a task has both.
*/
struct TraceEvent
{
    enum class Kind : quint8 {
        Start, //!< the body begins: inline on the stack of its starter, or in its turn if it was posted
        Post, //!< this thread posts a start to an event loop; see \a reason
        Task, //!< an inline start has become a task: it suspends, or somebody asked for its task
        Suspend, //!< a `co_await` waits: control goes back to the starter, or to the event loop
        Queue, //!< what it waited for is there: it takes its place in the ready queue
        Resume, //!< its turn has come: the coroutine goes on, on this thread's stack
        Cancel, //!< it is asked to end, or closed
        Finish, //!< it has ended; see \a outcome
        Busy, //!< not about a task: from \a time on, the event loop was busy for a millisecond or more; see LoopMonitor
    };
    enum class Outcome : quint8 { None, Value, Exception, Cancelled };

    Kind kind = Kind::Start;
    PostReason reason = PostReason::None; //!< Post, and the Start that follows it
    Outcome outcome = Outcome::None; //!< Finish
    int thread = 0; //!< where it happened: 1, 2, … in the order in which threads were first seen
    qint64 time = 0; //!< nanoseconds of the steady clock since the recorder was made
    qint64 duration = 0; //!< Busy: nanoseconds
    quint64 start = 0; //!< 0: not an inline start that was recorded
    quint64 task = 0; //!< 0: not a task
    quint64 parentStart = 0; //!< Post, inline Start: number of the starter, if it was an inline start that was recorded
    quint64 parentTask = 0; //!< Post, inline Start: id of the starter, if it was a task
    quint64 awaitedTask = 0; //!< Suspend: id of the task that is waited for, if it is one
    //! Suspend: what is waited for: "sleep", "yield", "task", "signal", "future", "offload", "thread", "gather", "task
    //! group", "device", "process", "socket", "server", "reply", "D-Bus", "QCoro" or "chaos".
    QLatin1StringView awaited{};
    QString name{}; //!< the name that was given; empty: none
    QString text{}; //!< Cancel: its message; Finish: the message of the exception
    std::source_location where{}; //!< Suspend: the `co_await`

    //! Returns one line for a log or a test: "start #1 'load'", "suspend 7 on sleep". It has no times and no places.
    QEAGER_EXPORT QString toString() const;
};

//! Returns "asked", "factory", "thread", "depth", "budget" or "chaos"; an empty string for None.
QEAGER_EXPORT QString toString(PostReason reason);
//! Returns "start", "post", "task", "suspend", "queue", "resume", "cancel", "finish" or "busy".
QEAGER_EXPORT QString toString(TraceEvent::Kind kind);
//! Returns "value", "exception" or "cancelled"; an empty string for None.
QEAGER_EXPORT QString toString(TraceEvent::Outcome outcome);

} // namespace QEager
