// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A coroutine of any type that consumes a generator of QCoro.
*/

#include "log.h"

#include <QCoroAsyncGenerator>

#include <QtCore/qstring.h>

#include <coroutine>

using Texts = QCoro::AsyncGenerator<QString>;

//! Consumes \a last values, \a then of which is run for each; in a coroutine of type Task.
template <typename Task, typename Body>
Task consume(Log &log, Texts generator, int last, Body body)
{
    int seen = 0;
    auto it = co_await generator.begin();
    while (it != generator.end()) {
        const QString &text = *it;
        co_await body(text);
        log(text);
        if (++seen == last)
            break;
        [[maybe_unused]] const auto &same = co_await ++it; // GCC 12 cannot have it in the for of a template
    }
    log("left");
}

inline std::suspend_never goOn(const QString &) { return {}; }
