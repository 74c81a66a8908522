// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>

class QQuickWindow;
class Server;

//! Uses \a window as somebody would. Prints what happens, and saves a picture of it in the file \a picture.
QEager::Coro<> takeTour(QQuickWindow &window, Server &server, QString picture);
