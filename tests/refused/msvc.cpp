// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: QEager needs MSVC 19.50
// only: GNU
// flags of GNU: -D_MSC_VER=1944

#include <qeager/eager.h>
