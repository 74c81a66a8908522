// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Counts calls of operator new in this program and in the library. Include it in the one source file of a test.
*/

#include "sanitized.h"

#include <atomic>
#include <cstdlib>
#include <new>

// Sanitizers have an operator new of their own. A DLL calls that which it was linked with, whatever a program defines.
#if QEAGER_ADDRESS_SANITIZED || THREAD_SANITIZED || (defined(Q_OS_WIN) && !defined(QEAGER_CORE_STATIC))
#    define COUNTS_ALLOCATIONS 0
#else
#    define COUNTS_ALLOCATIONS 1
#endif

inline std::atomic<quint64> g_allocations{0};

#if COUNTS_ALLOCATIONS
void *operator new(std::size_t size)
{
    ++g_allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
#endif

//! Allocations since its construction.
class Allocations
{
public:
    quint64 operator()() const { return g_allocations - m_before; }

private:
    quint64 m_before = g_allocations;
};
