// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/threadstate.h>

#include <memory>

namespace QEager {

namespace detail {

#ifdef Q_OS_WIN
static constinit thread_local ThreadState *t_state = nullptr;
ThreadState &threadState()
{
    ThreadState *state = t_state;
    return state ? *state : createThreadState();
}
#else
constinit thread_local ThreadState *t_state = nullptr;
#endif

namespace {

// Goes with the thread. What starts later still, in the destructor of another thread_local, gets a state
// that stays allocated.
constinit thread_local bool t_ended = false;

struct Owner
{
    ThreadState state;
    std::unique_ptr<Runtime> runtime;
    ~Owner()
    {
        runtime.reset();
        state.pool.clear();
        state.runtime = nullptr;
        t_state = nullptr;
        t_ended = true;
    }
};

} // namespace

ThreadState &createThreadState()
{
    thread_local std::unique_ptr<Owner> t_owner;
    auto *const owner = new Owner;
    if (!t_ended)
        t_owner.reset(owner);
    ThreadState &state = owner->state;
    state.pool.open();
    t_state = &state;
    owner->runtime = std::make_unique<Runtime>(state);
    state.runtime = owner->runtime.get();
    return state;
}

ThreadState *threadStateOrNull() noexcept { return t_state; }

} // namespace detail

Statistics Statistics::current() { return detail::threadState().counters; }

} // namespace QEager
