// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: GCC 12 destroys what a lambda captures, or an aggregate holds, twice
// refused: a name and pass it by that name, or store the outcome first
// only: GNU 12

#include <qeager/shield.h>

QEager::Coro<> body(QString name)
{
    co_await QEager::shield([name]() -> QEager::Coro<> { co_return; });
}
