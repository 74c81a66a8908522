// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>

class Window;

//! Uses \a window as somebody would, with pictures that it draws itself. Prints what happens, and saves a picture of
//! the window in the file \a picture.
QEager::Coro<> takeTour(Window &window, QString picture);
