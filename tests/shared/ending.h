// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Coroutines that end in the ways that matter to a task group, and a word for how something ended.
*/

#include "log.h"

#include <qeager/coro.h>
#include <qeager/exceptiongroup.h>
#include <qeager/sleep.h>
#include <qeager/task.h>

#include <chrono>
#include <exception>
#include <stdexcept>

//! In a word: "value", "Cancelled", "TimedOut", "InvalidState", what(), "?" for what has none; "[a,b]" for a group of
//! these.
inline QString ending(const std::exception_ptr &error)
{
    if (!error)
        return QStringLiteral("value");
    try {
        std::rethrow_exception(error);
    } catch (const QEager::ExceptionGroup &group) {
        QStringList words;
        for (const std::exception_ptr &each : group.exceptions())
            words.append(ending(each));
        return u'[' + words.join(u',') + u']';
    } catch (const QEager::Cancelled &) {
        return QStringLiteral("Cancelled");
    } catch (const QEager::TimedOut &) {
        return QStringLiteral("TimedOut");
    } catch (const QEager::InvalidState &) {
        return QStringLiteral("InvalidState");
    } catch (const std::exception &e) {
        return QString::fromUtf8(e.what());
    } catch (...) {
        return QStringLiteral("?");
    }
}

//! How a call ended.
template <typename F>
QString endingOf(F f)
{
    try {
        f();
    } catch (...) {
        return ending(std::current_exception());
    }
    return ending(nullptr);
}

//! Says how \a coro ended, and how many cancel requests are outstanding then.
template <typename T>
QEager::Coro<> report(Log &log, QEager::Coro<T> coro)
{
    std::exception_ptr error;
    try {
        co_await std::move(coro);
    } catch (...) {
        error = std::current_exception();
    }
    log(ending(error), "/", QEager::currentTask().cancelRequests());
}

//! Sleeps for ever, and says that it was asked to end, and how often.
inline QEager::Coro<> nap(Log &log, const char *name)
{
    try {
        co_await QEager::sleep(std::chrono::hours(1));
    } catch (const QEager::Cancelled &) {
        log(name, "!", QEager::currentTask().cancelRequests());
        throw;
    }
}

inline QEager::Coro<> yields(int times)
{
    for (int i = 0; i < times; ++i)
        co_await QEager::yieldNow();
}
template <typename T>
QEager::Coro<T> after(int times, T value)
{
    co_await yields(times);
    co_return value;
}
//! Fails after so many turns.
inline QEager::Coro<> crash(const char *word, int times = 0)
{
    co_await yields(times);
    throw std::runtime_error(word);
}
//! Sleeps for ever, and fails when it is asked to end.
inline QEager::Coro<> crashWhenAsked(const char *word)
{
    try {
        co_await QEager::sleep(std::chrono::hours(1));
    } catch (const QEager::Cancelled &) {
        throw std::runtime_error(word);
    }
}
//! Sleeps for ever, and when it is asked to end, takes so many turns for that.
inline QEager::Coro<> lingering(Log &log, const char *name, int times)
{
    bool asked = false;
    try {
        co_await QEager::sleep(std::chrono::hours(1));
    } catch (const QEager::Cancelled &) {
        log(name, "!");
        asked = true;
    }
    if (asked)
        co_await yields(times);
    log(name, "-ends");
}
