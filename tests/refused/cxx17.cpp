// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: QEager needs C++20: set
// flags: -std=c++17

#include <qeager/eager.h>
