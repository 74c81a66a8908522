// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT
// refused: QEager needs exceptions, but -fno-exceptions is set: target_compile_options
// flags: -fno-exceptions

#include <qeager/eager.h>
