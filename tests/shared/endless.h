// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A coroutine that never ends by itself, and logs how it is ended.
*/

#include <qeager/sleep.h>

#include "shared/log.h"

// Logs how its coroutine ends.
struct Guard
{
    Log &log;
    const char *name;
    ~Guard() { log("~", name); }
};

inline QEager::Coro<void> endless(Log &log, const char *name)
{
    const Guard guard{log, name};
    log(name);
    co_await QEager::sleep(std::chrono::hours(1));
    log("never");
}
