// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Things that wait for each other, and how long it takes until the last of them goes on, in an event loop whose turns
    take 10 ms: what counts there are turns.
*/

#include <qeager/coro.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <array>
#include <chrono>
#include <functional>

namespace Demo {

enum class Library { QEager, QCoro, QFuture };
inline constexpr std::array<Library, 3> allLibraries{Library::QEager, Library::QCoro, Library::QFuture};

//! What can be measured, in words.
QStringList waitNames();
//! Whether \a library has the things of waitNames() at \a index.
bool hasWait(qsizetype index, Library library);

using WaitListener = std::function<void(Library library, std::chrono::nanoseconds time)>;

/*! Measures those at \a index once with each library that has them, one after the other, and calls \a done for each.
    Meanwhile, for some tenths of a second, each turn of the event loop takes 10 ms. */
QEager::Coro<> measureWait(qsizetype index, WaitListener done);

} // namespace Demo
