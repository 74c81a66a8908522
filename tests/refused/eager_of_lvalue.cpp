// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: is given as an lvalue: write std::move() around it

#include <qeager/eager.h>

QEager::Coro<> load();
void start()
{
    QEager::Coro<> coro = load();
    QEager::eager(coro);
}
