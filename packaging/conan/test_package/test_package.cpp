// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>

static QEager::Coro<int> answer() { co_return 42; }

int main() { return QEager::eager(answer()).result() == 42 ? 0 : 1; }
