// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A call of eager(), and a call of the coroutine alone, each in a section of its own. This is never linked or run.

#include <qeager/eager.h>

QEager::Coro<int> number(int a);

__attribute__((section(".text_eager"))) QEager::ValueTask<int> started(int a) { return QEager::eager(number(a)); }
__attribute__((section(".text_alone"))) void dropped(int a) { static_cast<void>(number(a)); }
