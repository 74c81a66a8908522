// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: GCC 12 destroys what a lambda captures, or an aggregate holds, twice
// refused: a name and pass it by that name, or store the outcome first
// only: GNU 12

#include <qeager/taskgroup.h>

QCoro::Task<> body(QString name)
{
    co_await QEager::withTaskGroup([name](QEager::TaskGroup &) -> QEager::Coro<> { co_return; });
}
