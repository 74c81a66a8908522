// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What there is one of per thread, as far as a start needs it inline. Everything colder is in Runtime.

    It lives in the shared library, so that an application and its plugins see the same one.
*/

#include <qeager/detail/contextmap.h>
#include <qeager/detail/framepool.h>
#include <qeager/statistics.h>

#include <coroutine>
#include <utility>

namespace QEager::detail {

struct Activation;
class Runtime;

struct ThreadState
{
    Activation *current = nullptr;  //!< the innermost start or resume on this thread's stack
    ContextSlot *context = &outside; //!< the running one; never null
    std::coroutine_handle<> next{}; //!< what drive() resumes next; null whenever a body runs
    Statistics counters;
    FramePool pool;
    Runtime *runtime = nullptr; //!< never null once the state exists
    ContextSlot outside;        //!< what code outside any coroutine sets
};

//! Makes the calling thread's state. It goes with the thread.
QEAGER_EXPORT ThreadState &createThreadState();
//! The calling thread's state, or null if it has not used QEager.
QEAGER_EXPORT ThreadState *threadStateOrNull() noexcept;

#ifdef Q_OS_WIN // a DLL cannot export a thread_local
QEAGER_EXPORT ThreadState &threadState();
#else
extern QEAGER_EXPORT constinit thread_local ThreadState *t_state;
inline ThreadState &threadState()
{
    ThreadState *state = t_state;
    return state ? *state : createThreadState();
}
#endif

//! Runs what it encloses in another context.
class ContextScope
{
public:
    explicit ContextScope(ContextSlot &slot) noexcept : m_outer(std::exchange(m_state.context, &slot)) {}
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
