// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Something for the timeline to show.
*/

#include <qeager/coro.h>

namespace Demo {

/*! A page that is put together, in about a tenth of a second: parts that are known and end inline, others that are
    loaded in another thread and drawn, one that another one waits for, one with a timeout, a visit that is posted, and
    a task on a thread of its own. All of them compute for a while. */
QEager::Coro<> loadSamplePage();

} // namespace Demo
