// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: What this function returns is no coroutine

#include <qeager/taskgroup.h>

QEager::Coro<> run()
{
    co_await QEager::withTaskGroup([](QEager::TaskGroup &group) { return group.size(); });
}
