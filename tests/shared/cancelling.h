// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Coroutines that say how they were cancelled, for the tests of rule 7.
*/

#include "log.h"

#include <qeager/coro.h>
#include <qeager/errors.h>
#include <qeager/sleep.h>

#include <chrono>

inline QString operator""_s(const char16_t *text, size_t size) { return QString::fromUtf16(text, qsizetype(size)); }

//! Sleeps for ever, and says with what that ended.
inline QEager::Coro<> sleeper(Log &log, const char *name)
{
    try {
        co_await QEager::sleep(std::chrono::hours(1));
    } catch (const QEager::Cancelled &e) {
        log(name, "!", e.message());
        throw;
    }
}
inline QEager::Coro<> yielder(Log &log, const char *name)
{
    try {
        co_await QEager::yieldNow();
        log(name);
    } catch (const QEager::Cancelled &e) {
        log(name, "!", e.message());
    }
}

//! Of what ended with Cancelled.
template <typename T>
QString messageOf(const T &task)
{
    try {
        static_cast<void>(task.result());
    } catch (const QEager::Cancelled &e) {
        return e.message();
    }
    return QStringLiteral("not cancelled");
}
