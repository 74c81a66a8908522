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
    int undisturbed = 0; //!< UndisturbedScopes
    std::coroutine_handle<> next{}; //!< what drive() is to go on with; null whenever a body runs
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
/*  Initial-exec: position-independent code, as all of Qt's users is, would otherwise look it up by a call that costs as
    much as a whole start. It takes space of which the C library keeps a little more than 1,500 bytes for libraries that
    are loaded later, by a plugin. */
extern QEAGER_EXPORT QEAGER_INITIAL_EXEC constinit thread_local ThreadState t_state;
inline ThreadState &threadState() noexcept { return t_state; }
static_assert(sizeof(ThreadState) <= 768);
#endif

//! Where what runs now finds its variables: in a coroutine's context, in its starter's as long as it has set none, or
//! in the thread's own.
inline ContextSlot &currentContext()
{
    ThreadState &state = threadState();
    if (!state.context) [[unlikely]]
        openThread(state);
    return *state.context;
}

/*! The same, to change it, or to run something in another one: whatever is on this stack has a copy of its own from
    here on, so that no start sees what is set after it began. */
QEAGER_EXPORT ContextSlot &ownContext();

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
    explicit ContextScope(ContextSlot &slot) : m_outer(&ownContext()) { m_state.context = &slot; }
    Q_DISABLE_COPY_MOVE(ContextScope)
    ~ContextScope() { m_state.context = m_outer; }

private:
    ThreadState &m_state = threadState();
    ContextSlot *m_outer;
};

//! Runs \a handle until a frame parks or a root ends, going wherever transfer() has left off.
inline void drive(ThreadState &state, std::coroutine_handle<> handle) noexcept
{
    for (;;) {
        handle.resume();
        handle = state.next;
        if (!handle) [[likely]]
            return;
        state.next = nullptr;
    }
}

/*! For an await_suspend() to return: the thread goes on with \a handle. Awaiting a Coro and returning to its awaiter
    both go this way.

    By symmetric transfer, as long as that takes no stack: GCC makes a tail call of it only when it optimizes, and other
    compilers may not even then. So drive() is asked to go on once there is much between here and what runs, and neither
    depth nor length of a chain takes more.
*/
Q_ALWAYS_INLINE std::coroutine_handle<> transfer(std::coroutine_handle<> handle) noexcept
{
#if !QEAGER_ALWAYS_TRANSFERS
    constexpr quintptr MostStack = 4096; // bytes
    ThreadState &state = threadState();
    const auto runs = quintptr(state.current);
#    if defined(Q_CC_GNU) && defined(Q_PROCESSOR_X86_64) && !QEAGER_ADDRESS_SANITIZED
    quintptr mostAbove; // without a local, for which each entry of the coroutine would make room
    __asm__("lea {%c1(%%rsp), %0|%0, [rsp + %c1]}" : "=r"(mostAbove) : "i"(MostStack));
    const bool isFar = mostAbove < runs;
#    else
    const char local = 0;
    const auto here = quintptr(&local);
    // AddressSanitizer may have moved both from the stack to a heap of its own.
    const bool isFar = here + MostStack < runs || (QEAGER_ADDRESS_SANITIZED && here > runs);
#    endif
    if (isFar) [[unlikely]] {
        state.next = handle;
        return std::noop_coroutine();
    }
#endif
    return handle;
}

} // namespace QEager::detail
