// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>

class Server;

//! Opens two windows that chat while \a server goes and comes back. Prints what happens, and saves a picture of both
//! windows in the file \a picture. (With a reference to the server, it would be one of the coroutines that the server
//! stops.)
QEager::Coro<> takeTour(Server *server, QString picture);
