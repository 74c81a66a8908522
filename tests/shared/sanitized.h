// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether this was compiled with a sanitizer. Then much takes longer and needs more memory, and pools keep nothing.
*/

#include <qeager/global.h>

#if defined(__has_feature)
#    if __has_feature(thread_sanitizer)
#        define THREAD_SANITIZED 1
#    endif
#endif
#ifndef THREAD_SANITIZED
#    define THREAD_SANITIZED 0
#endif

inline constexpr bool IsSanitized = QEAGER_ADDRESS_SANITIZED || THREAD_SANITIZED;
