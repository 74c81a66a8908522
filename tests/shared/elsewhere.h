// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Running a function on a thread of its own. Qt Test's macros belong to the main thread: let the function give back
    what it saw, and compare that.
*/

#include <future>
#include <utility>

//! Runs \a function on a new thread, which has ended on return. Gives what it gives, and throws what it throws.
template <typename Function>
auto elsewhere(Function function)
{
    return std::async(std::launch::async, std::move(function)).get();
}
