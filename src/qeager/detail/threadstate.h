// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What there is one of per thread, as far as a start needs it inline. Everything colder is in Runtime.

    It lives in the shared library, so that an application and its plugins see the same one. It is a
    constant at first and has no destructor, so that reaching it takes neither a test nor a call; the first
    start on a thread opens it.
*/

#include <qeager/detail/contextmap.h>
#include <qeager/detail/framepool.h>
#include <qeager/statistics.h>

#include <coroutine>
#include <utility>

namespace QEager::detail {

struct Activation;
class Port;
class Runtime;
class Tracers;

struct ThreadState
{
    Activation *current = nullptr;   //!< the innermost start or resume on this thread's stack
    ContextSlot *context = nullptr;  //!< the running one; null until the thread is opened
    int depth = 0;                   //!< eager starts nested on this stack
    int freeDepth = 0; //!< from this depth on a start asks slowStart(), the first on a thread in any case
    int nestedAwaits = 0; //!< Coros that run on their awaiters' stack
    int undisturbed = 0; //!< UndisturbedScopes
    std::coroutine_handle<> next{}; //!< what drive() resumes next; null whenever a body runs
    Statistics counters;
    FramePool pool; //!< keeps nothing until the thread is opened
    Runtime *runtime = nullptr; //!< null until the thread is opened, as is the next
    Tracers *tracers = nullptr; //!< null: nobody observes this thread, nor disturbs it
    Port *port = nullptr; //!< the runtime's
    Port *openPort = nullptr; //!< the same until it is closed: its tasks are counted here
    quint64 lastId = 0; //!< of a task
    quint64 idsLeft = 0; //!< that follow it
};

//! Gives the calling thread its Runtime, its outer context and its pools; they go with the thread.
QEAGER_EXPORT void openThread(ThreadState &state);

#ifdef __GLIBC__ // others do not load it later then
#    define QEAGER_INITIAL_EXEC __attribute__((tls_model("initial-exec")))
#else
#    define QEAGER_INITIAL_EXEC
#endif

#ifdef Q_OS_WIN // a DLL cannot export a thread_local
QEAGER_EXPORT ThreadState &threadState() noexcept;
#else
/*  Initial-exec: position-independent code, as all of Qt's users is, would otherwise look it up by a call that costs as much as a whole
    start. It takes space of which the C library keeps a little more than 1,500 bytes for libraries that are loaded later, by a plugin. */
extern QEAGER_EXPORT QEAGER_INITIAL_EXEC constinit thread_local ThreadState t_state;
inline ThreadState &threadState() noexcept { return t_state; }
static_assert(sizeof(ThreadState) <= 768);
#endif

//! Where what runs now finds its variables: in a coroutine's context, or in the thread's own.
inline ContextSlot &currentContext()
{
    ThreadState &state = threadState();
    if (!state.context) [[unlikely]]
        openThread(state);
    return *state.context;
}

//! What it encloses is to end at once: chaos leaves it alone.
class UndisturbedScope
{
public:
    UndisturbedScope() noexcept { ++m_state.undisturbed; }
    Q_DISABLE_COPY_MOVE(UndisturbedScope)
    ~UndisturbedScope() { --m_state.undisturbed; }

private:
    ThreadState &m_state = threadState();
};

//! Runs what it encloses in another context.
class ContextScope
{
public:
    explicit ContextScope(ContextSlot &slot) : m_outer(&currentContext()) { m_state.context = &slot; }
    Q_DISABLE_COPY_MOVE(ContextScope)
    ~ContextScope() { m_state.context = m_outer; }

private:
    ThreadState &m_state = threadState();
    ContextSlot *m_outer;
};

/*! Resumes \a handle, then whatever that names as next, until a frame parks or a root ends.

    Awaiting a Coro and returning to its awaiter both go through ThreadState::next instead of calling
    each other: a trampoline. So neither depth nor length of a chain uses stack, in debug builds as
    in optimized ones (compilers promise a tail call for symmetric transfer only when optimizing).
*/
inline void drive(ThreadState &state, std::coroutine_handle<> handle)
{
    for (;;) {
        handle.resume();
        handle = state.next;
        if (!handle)
            return;
        state.next = nullptr;
    }
}

} // namespace QEager::detail
