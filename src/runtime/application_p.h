// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the runtime tells those who observe: all that it knows of them. They are in src/observing.
*/

namespace QEager::detail {

class Runtime;

//! QCoreApplication begins. What this starts is there before the application's own code.
void applicationBegins();
//! A thread is used for the first time: \a runtime gets what was set for all threads.
void threadOpens(Runtime &runtime);
//! In ~QCoreApplication, when the tasks of the main thread have been closed.
void mainThreadCloses();
//! In ~QCoreApplication, behind that.
void applicationEnds();

} // namespace QEager::detail
