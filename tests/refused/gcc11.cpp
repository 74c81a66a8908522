// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: QEager needs GCC 12 or later
// only: GNU
// flags of GNU: -U__GNUC__ -D__GNUC__=11

#include <qeager/eager.h>
