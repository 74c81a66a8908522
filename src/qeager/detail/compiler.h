// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What differs between compilers, and what they must have.
*/

// Before everything else, so that it is said first. Including what does not exist ends there: no error behind it would
// help.
#if !defined(Q_MOC_RUN)
#    if __cplusplus < 202002L && (!defined(_MSVC_LANG) || _MSVC_LANG < 202002L)
#        error "QEager needs C++20: set(CMAKE_CXX_STANDARD 20), or -std=c++20 behind every other -std."
#        include "QEager needs C++20"
#    elif !defined(__cpp_exceptions)
#        error "QEager needs exceptions, but -fno-exceptions is set: target_compile_options(app PRIVATE -fexceptions)."
#        include "QEager needs exceptions"
#    endif
#endif

#include <QtCore/qglobal.h>

#if defined(QEAGER_CORE_STATIC)
#    define QEAGER_EXPORT
#elif defined(QEAGER_BUILD_CORE)
#    define QEAGER_EXPORT Q_DECL_EXPORT
#else
#    define QEAGER_EXPORT Q_DECL_IMPORT
#endif

/*  For what hardly ever runs but is called from what always does: it keeps the registers, so that its caller need not.
    Only inline functions, each with this template argument, because the convention is the compiler's own. Clang 16
    keeps the register of what they return, too, which is then lost; 19 and later are tested (Apple's versions are
    others). */
#if defined(Q_CC_CLANG) && __clang_major__ >= 19 && !defined(__apple_build_version__) && !defined(Q_OS_WIN) &&         \
    (defined(Q_PROCESSOR_X86_64) || defined(Q_PROCESSOR_ARM_64))
#    define QEAGER_RARELY                                                                                              \
        template <int KeepsRegisters = 1>                                                                              \
        [[clang::preserve_most]] Q_NEVER_INLINE
#else
#    define QEAGER_RARELY                                                                                              \
        template <int KeepsRegisters = 0>                                                                              \
        Q_NEVER_INLINE
#endif

/*  As of version 19 (Apple's versions are others) Clang inlines an await_suspend() only when it knows what is in the
    frame: one that may end its frame could otherwise keep there what is local to it. And symmetric transfer is a tail
    call in every build. */
#if defined(Q_CC_CLANG) && __clang_major__ >= 19 && !defined(__apple_build_version__)
#    define QEAGER_INLINE_AWAIT Q_ALWAYS_INLINE
#    if defined(Q_PROCESSOR_X86_64) || defined(Q_PROCESSOR_ARM_64)
#        define QEAGER_ALWAYS_TRANSFERS 1
#    endif
#elif defined(Q_CC_CLANG)
#    define QEAGER_INLINE_AWAIT Q_NEVER_INLINE
#else
#    define QEAGER_INLINE_AWAIT Q_ALWAYS_INLINE
#endif
#ifndef QEAGER_ALWAYS_TRANSFERS
#    define QEAGER_ALWAYS_TRANSFERS 0
#endif

/*  GCC enters the one function that it makes of a coroutine at each resumption, so a coroutine that runs in its first
    entry, from its call on, is shorter by two. What the promise returns is converted when control comes back: GCC has
    always done so. Clang makes a function of what comes before the first suspension, which then would be there
    twice. */
#if defined(Q_CC_GNU_ONLY)
#    define QEAGER_RUNS_IN_CALL 1
#else
#    define QEAGER_RUNS_IN_CALL 0
#endif

/*  Of a coroutine's return type: where `co_await f()` stands in a coroutine of that type, the frame of f() may be a
    part of the awaiting one, which saves the pool's share of an await. Right as long as whatever is awaited like that
    has ended, or is destroyed, before its awaiter goes on or is destroyed. Clang has it from version 20 on, and from
    22 on (Apple's versions are others) asks how likely it is that the place is reached: before, frames grew by what
    is hardly ever awaited, until they were too large for the pool. Defined as nothing, it takes all that away. */
#if !defined(QEAGER_AWAIT_ELIDABLE) && defined(Q_CC_CLANG) && defined(__has_cpp_attribute)
#    if __has_cpp_attribute(clang::coro_await_elidable) && __clang_major__ >= 22 && !defined(__apple_build_version__)
#        define QEAGER_AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#    endif
#endif
#ifndef QEAGER_AWAIT_ELIDABLE
#    define QEAGER_AWAIT_ELIDABLE
#endif

#if defined(__SANITIZE_ADDRESS__)
#    define QEAGER_ADDRESS_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define QEAGER_ADDRESS_SANITIZED 1
#    endif
#endif
#ifndef QEAGER_ADDRESS_SANITIZED
#    define QEAGER_ADDRESS_SANITIZED 0
#endif
