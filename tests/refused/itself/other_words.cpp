// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: This sentence is in the comment alone

#include <qeager/global.h>

static_assert(sizeof(int) == 0, "Something else");
