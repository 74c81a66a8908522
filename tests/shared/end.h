// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Running a coroutine to its end, for what it gives.
*/

#include "loop.h"

#include <qeager/valuetask.h>

#include <stdexcept>

//! Runs the loop until \a outcome is ready, and gives its value. When it never is, that is an exception, too: there is
//! nothing to compare.
template <typename T>
T end(QEager::ValueTask<T> outcome)
{
    if (!runUntil([&] { return outcome.isReady(); }))
        throw std::runtime_error("It does not end.");
    return outcome.takeResult();
}
