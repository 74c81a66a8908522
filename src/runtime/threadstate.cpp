// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/threadstate.h>

#include <memory>
#include <utility>

#if defined(Q_OS_WIN) && defined(Q_CC_GNU_ONLY)
#    include <QtCore/qt_windows.h>
#endif

namespace QEager {

namespace detail {

namespace {

// The thread ends.
void close(ThreadState &state, std::unique_ptr<Runtime> &runtime)
{
    runtime.reset();
    state.pool.close();
    state.runtime = nullptr;
    state.tracers = nullptr;
    state.port = nullptr;
    state.openPort = nullptr;
    state.context = nullptr;
    state.freeDepth = 0;
}

} // namespace

#if defined(Q_OS_WIN) && defined(Q_CC_GNU_ONLY)

/*  GCC keeps what is thread_local in memory of its own there, and a std::thread frees that before the destructors run
    that are to find it. So the state is in a slot of the system's, which tells when the thread ends. When the process
    does, its other threads are gone, whatever locks they had: then nothing is closed. */
namespace {

struct ThreadPlace : ThreadState
{
    std::unique_ptr<Runtime> owned;
};

DWORD slot();

bool processEnds()
{
    using Answer = BOOLEAN(WINAPI *)();
    const auto function = GetProcAddress(GetModuleHandleW(L"ntdll"), "RtlDllShutdownInProgress");
    return function && reinterpret_cast<Answer>(reinterpret_cast<void *>(function))();
}

void WINAPI threadEnds(void *data)
{
    if (processEnds())
        return;
    const std::unique_ptr<ThreadPlace> place(static_cast<ThreadPlace *>(data));
    FlsSetValue(slot(), data); // what is closed asks for it
    close(*place, place->owned);
    FlsSetValue(slot(), nullptr);
}

DWORD slot()
{
    static const DWORD index = [] {
        HMODULE self = nullptr; // stays loaded: the system calls it
        GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                           reinterpret_cast<const wchar_t *>(&threadEnds), &self);
        return FlsAlloc(&threadEnds);
    }();
    return index;
}

} // namespace

ThreadState &threadState() noexcept
{
    if (void *const data = FlsGetValue(slot())) [[likely]]
        return *static_cast<ThreadPlace *>(data);
    auto *const place = new ThreadPlace;
    FlsSetValue(slot(), place);
    return *place;
}

static void keep(ThreadState &state, std::unique_ptr<Runtime> runtime)
{
    state.pool.open();
    static_cast<ThreadPlace &>(state).owned = std::move(runtime);
}

#else

#    ifdef Q_OS_WIN
static constinit thread_local ThreadState t_state;
ThreadState &threadState() noexcept { return t_state; }
#    else
constinit thread_local ThreadState t_state;
#    endif

namespace {

// What starts later still, in the destructor of another thread_local, gets a Runtime that stays allocated.
constinit thread_local bool t_ended = false;

// Goes with the thread.
struct Owner
{
    std::unique_ptr<Runtime> runtime;
    ~Owner()
    {
        close(t_state, runtime);
        t_ended = true;
    }
};

void keep(ThreadState &state, std::unique_ptr<Runtime> runtime)
{
    thread_local Owner t_owner;
    if (t_ended) {
        static_cast<void>(runtime.release());
    } else {
        state.pool.open();
        t_owner.runtime = std::move(runtime);
    }
}

} // namespace

#endif

void openThread(ThreadState &state)
{
    auto runtime = std::make_unique<Runtime>(state);
    state.runtime = runtime.get();
    state.port = runtime->port();
    state.openPort = state.port;
    state.context = &runtime->outerContext();
    keep(state, std::move(runtime));
    state.runtime->updateTracers();
}

} // namespace detail

Statistics Statistics::current() { return detail::threadState().counters; }

} // namespace QEager
