// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: There is nothing to refuse here

#include <qeager/global.h>
