// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: returns void, and so is no coroutine: let it return QEager::Coro<>

#include <qeager/taskgroup.h>

QEager::Coro<> run()
{
    co_await QEager::withTaskGroup([](QEager::TaskGroup &group) { group.cancel(); });
}
