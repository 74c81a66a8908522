// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/global.h>

static_assert(sizeof(int) == 0, "Something else");
