// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Makes a program that fails smaller. Each candidate runs in a process of its own, so it may crash or hang.
*/

#include "program.h"

#include <set>

namespace Stress {

//! The ids of the steps without which \a program fails all the same, in the same way or in another.
std::set<int> shrink(const Program &program, std::set<int> left);

} // namespace Stress
