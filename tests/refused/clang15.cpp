// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: QEager needs Clang 16 or later
// only: Clang
// flags of Clang: -U__clang_major__ -D__clang_major__=15

#include <qeager/eager.h>
