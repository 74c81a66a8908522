// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: GCC 12 destroys what a lambda captures, or an aggregate holds, twice
// refused: a name and pass it by that name, or store the outcome first
// only: GNU 12

#include <qeager/gather.h>

QEager::Coro<> body(QStringList names, QString folder)
{
    const auto load = [folder](const QString &) -> QEager::Coro<> { co_return; };
    co_await QEager::gather(names | std::views::transform(load));
}
