// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Lets one allocation of QEager fail: the Nth that the library, or this program, makes by `operator new` on a thread.
    Include it in the one source file of a test. Linux only.

    What Qt, QCoro and the standard library allocate inside their own libraries never fails here: much of Qt cannot go
    on without memory. So a QString, an event queue or a connection is always there, and an exception object as well.

    Nor does what QCoro allocates where one of its coroutines ends (up to QCoro 0.8): it must not throw there. It is
    known by the name of the function, so the program has to export its symbols (ENABLE_EXPORTS).
*/

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <vector>

namespace FailingNew {

struct Range
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};
inline Range g_ours[8]; // code of this program and of the library
inline int g_count = 0;
inline thread_local long t_left = 0; // until one fails; 0: none does
inline thread_local bool t_hasFailed = false;

inline int look(dl_phdr_info *info, std::size_t, void *)
{
    const bool isProgram = !info->dlpi_name || !*info->dlpi_name;
    if (!isProgram && !std::strstr(info->dlpi_name, "QEager"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum && g_count < 8; ++i) {
        const auto &part = info->dlpi_phdr[i];
        if (part.p_type == PT_LOAD && (part.p_flags & PF_X))
            g_ours[g_count++] = {info->dlpi_addr + part.p_vaddr, info->dlpi_addr + part.p_vaddr + part.p_memsz};
    }
    return 0;
}

inline bool isOurs(const void *caller)
{
    static const int found = dl_iterate_phdr(&look, nullptr); // by the first thread that asks
    static_cast<void>(found);
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    for (int i = 0; i < g_count; ++i) {
        if (address >= g_ours[i].begin && address < g_ours[i].end)
            return true;
    }
    return false;
}

//! A QCoro::Task ends: that is on top of the stack.
inline bool isEndOfQCoro()
{
    void *frames[12];
    const int count = backtrace(frames, 12);
    for (int i = 0; i < count; ++i) {
        Dl_info info;
        if (dladdr(frames[i], &info) && info.dli_sname && std::strstr(info.dli_sname, "TaskFinalSuspend"))
            return true;
    }
    return false;
}

//! True: this allocation is to fail.
inline bool fails(const void *caller)
{
    if (t_left == 0 || !isOurs(caller) || isEndOfQCoro() || --t_left > 0)
        return false;
    t_hasFailed = true;
    return true;
}

//! In its scope the Nth allocation of this thread fails, and no other.
class Scope
{
public:
    explicit Scope(long nth)
    {
        t_hasFailed = false;
        t_left = nth;
    }
    ~Scope() { t_left = 0; }
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;
    //! There were as many.
    static bool hasFailed() { return t_hasFailed; }
};

//! The next one of this thread fails.
inline void failNext()
{
    t_hasFailed = false;
    t_left = 1;
}

//! In its scope none fails: what a test itself needs.
class Pause
{
public:
    Pause() : m_left(t_left) { t_left = 0; }
    ~Pause() { t_left = m_left; }
    Pause(const Pause &) = delete;
    Pause &operator=(const Pause &) = delete;

private:
    long m_left;
};

} // namespace FailingNew

void *operator new(std::size_t size)
{
    void *const memory = FailingNew::fails(__builtin_return_address(0)) ? nullptr : std::malloc(size ? size : 1);
    return memory ? memory : throw std::bad_alloc();
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return FailingNew::fails(__builtin_return_address(0)) ? nullptr : std::malloc(size ? size : 1);
}
void *operator new(std::size_t size, std::align_val_t alignment)
{
    const auto boundary = static_cast<std::size_t>(alignment);
    void *const memory = FailingNew::fails(__builtin_return_address(0))
                             ? nullptr
                             : std::aligned_alloc(boundary, (size + boundary - 1) / boundary * boundary);
    return memory ? memory : throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void *memory, const std::nothrow_t &) noexcept { std::free(memory); }
void operator delete(void *memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
