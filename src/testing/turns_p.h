// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How the event loop is run in a test, and how the tasks are described that are left then. Not installed.
*/

#include <qeager/task.h>

#include <QtCore/qstring.h>

#include <chrono>

namespace QEager::detail {

enum class Threads {
    AreOutside, //!< what runs on another thread is waited for as little as anything else outside
    AreWaitedFor, //!< if virtual time waits for it
};

//! Runs the event loop until nothing is left to do. False after \a limit.
bool turnUntilQuiet(std::chrono::milliseconds limit, Threads threads);

//! Runs the event loop until \a task has ended. False after \a limit.
bool turnUntilDone(const TaskHandle &task, std::chrono::milliseconds limit);

//! "it waits for 'fetch', which waits for reply. It has started 'log', which waits for sleep."
QString whatItDoes(const TaskHandle &task);
//! Of the tasks of this thread: "'fetch' waits for reply, 'log' waits for sleep."
QString whatAllDo();

} // namespace QEager::detail
