// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: GCC 12 destroys what a lambda captures, or an aggregate holds, twice
// refused: a name and pass it by that name, or store the outcome first
// only: GNU 12

#include <qeager/offload.h>
#include <qeager/coro.h>

QEager::Coro<> body(QString name)
{
    auto work = [name] { return name.size(); }; // this one would be right, but cannot be told from a temporary
    co_await QEager::offload(std::move(work));
}
