// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Runs a program by QEager, on the main thread, and says what became of it.
*/

#include "program.h"
#include "trace.h"

namespace Stress {

//! What surrounds any number of programs: virtual time, and handlers for what is reported.
class Surroundings
{
public:
    Surroundings();
    ~Surroundings();
    Surroundings(const Surroundings &) = delete;
    Surroundings &operator=(const Surroundings &) = delete;

    //! Words beside those of the model say what must not be: a warning, something that was left behind.
    Trace run(const Program &program);

private:
    struct Private;
    Private *d;
};

} // namespace Stress
