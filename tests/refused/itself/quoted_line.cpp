// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: This line has an error

#include <qeager/global.h>

int x = "a"; // This line has an error
