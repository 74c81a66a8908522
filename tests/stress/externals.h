// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a program knows of the things from outside that its steps wait for: how many kinds there are. The kinds are
    the table in externals.cpp, which a new awaiter joins by a line. Whatever it is, a wait for it always suspends, and
    the script completes it when nothing else can go on. A request to end ends the wait at once, but for
    externalBegins().
*/

namespace Stress {

int externalCount();
const char *externalName(int kind);
//! It ends with an exception.
bool externalFails(int kind);
//! Its coroutine runs on another thread when the wait begins. A request to end comes out when the script completes it.
bool externalBegins(int kind);

} // namespace Stress
