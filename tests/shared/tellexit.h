// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A coroutine that waits for a process or a thread, and logs what came of it.
*/

#include "ending.h"
#include "log.h"

#include <qeager/io.h>

#include <exception>
#include <type_traits>
#include <utility>

//! Says how what \a awaitable waits for came, or how else it ended.
template <typename A>
QEager::Coro<> tellExit(Log &log, A awaitable, const char *name = "")
{
    try {
        if constexpr (std::is_same_v<QEager::detail::AwaitResult<A>, QEager::ProcessExit>) {
            const auto [code, status] = co_await std::move(awaitable);
            log(name, code, status == QProcess::NormalExit ? "" : ":crashed");
        } else {
            co_await std::move(awaitable);
            log(name, "done");
        }
    } catch (const QEager::IoError &e) {
        log(name, "IoError:", e.message().section(u':', 0, 0).replace(u' ', u'_'));
    } catch (...) {
        log(name, ending(std::current_exception()));
    }
}
