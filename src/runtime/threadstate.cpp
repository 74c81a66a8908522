// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/threadstate.h>

#include <memory>

namespace QEager {

namespace detail {

#ifdef Q_OS_WIN
static constinit thread_local ThreadState t_state;
ThreadState &threadState() noexcept { return t_state; }
#else
constinit thread_local ThreadState t_state;
#endif

namespace {

// What starts later still, in the destructor of another thread_local, gets a Runtime that stays allocated.
constinit thread_local bool t_ended = false;

// Goes with the thread.
struct Owner
{
    std::unique_ptr<Runtime> runtime;
    ~Owner()
    {
        runtime.reset();
        t_state.pool.close();
        t_state.runtime = nullptr;
        t_state.tracers = nullptr;
        t_state.port = nullptr;
        t_state.openPort = nullptr;
        t_state.context = nullptr;
        t_state.freeDepth = 0;
        t_ended = true;
    }
};

} // namespace

void openThread(ThreadState &state)
{
    thread_local Owner t_owner;
    auto runtime = std::make_unique<Runtime>(state);
    state.runtime = runtime.get();
    state.port = runtime->port();
    state.openPort = state.port;
    state.context = &runtime->outerContext();
    if (t_ended) {
        static_cast<void>(runtime.release());
    } else {
        state.pool.open();
        t_owner.runtime = std::move(runtime);
    }
    state.runtime->updateTracers();
}

} // namespace detail

Statistics Statistics::current() { return detail::threadState().counters; }

} // namespace QEager
