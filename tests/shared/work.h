// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Keeping a thread busy for a time.
*/

#include <chrono>

constexpr std::chrono::milliseconds Work{60}; // longer than anything else in a test of stalls takes

//! Keeps the thread computing for so long.
inline void work(std::chrono::nanoseconds duration = Work)
{
    const auto end = std::chrono::steady_clock::now() + duration;
    while (std::chrono::steady_clock::now() < end) {
    }
}
